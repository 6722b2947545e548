// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.spf;

import dev.leadkit.Security;

/** Ends an evaluation with temperror or permerror (RFC 7208 §2.6.6, §2.6.7). Never leaves this package. */
final class SpfError extends Exception {

  private static final long serialVersionUID = 1;

  private final Security.Result result;

  private SpfError(Security.Result result, String reason) {
    super(reason, null, false, false);
    this.result = result;
  }

  static SpfError permanent(String reason) {
    return new SpfError(Security.Result.PERMERROR, reason);
  }

  static SpfError temporary(String reason) {
    return new SpfError(Security.Result.TEMPERROR, reason);
  }

  Security.Result result() {
    return result;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
