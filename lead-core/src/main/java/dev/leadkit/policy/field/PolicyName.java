// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import java.util.regex.Pattern;

/**
 * The names that a policy may give to queues, calendars, flags and experiments: 1 to 64 ASCII letters, digits, {@code .}, {@code _} and
 * {@code -}, the first of them a letter or digit. A value from outside can therefore never become a name that has another meaning elsewhere.
 */
public final class PolicyName {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private PolicyName() {}

  /** Whether the text may be a name. */
  public static boolean isValid(String text) {
    return NAME.matcher(text).matches();
  }
}
