// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import dev.leadkit.Security;

/** Ends the verification of one signature with a result other than pass. Never leaves this package. */
final class DkimError extends Exception {

  private static final long serialVersionUID = 1;

  private final Security.Result result;

  DkimError(Security.Result result, String reason) {
    super(reason, null, false, false);
    this.result = result;
  }

  static DkimError permanent(String reason) {
    return new DkimError(Security.Result.PERMERROR, reason);
  }

  static DkimError fail(String reason) {
    return new DkimError(Security.Result.FAIL, reason);
  }

  Security.Result result() {
    return result;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
