// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import java.util.List;

/** The country code of a telephone number: the first one to three digits of an international number (ITU-T E.164 §6.2.1). */
final class CallingCode {

  private static final List<String> ONE_DIGIT = List.of("1", "7");

  /** All codes that begin with other digits have three. */
  private static final List<String> TWO_DIGITS = List.of(
      "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46",
      "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
      "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98");

  private CallingCode() {}

  /** {@code +49} for {@code +49 (30) 123}; {@code ""} for a number that does not begin with + or 00. */
  static String of(String phone) {
    String number = phone.strip();
    if (number.startsWith("00")) {
      number = "+" + number.substring(2);
    }
    if (!number.startsWith("+")) {
      return "";
    }
    String digits = number.replaceAll("[^0-9]", "");
    for (List<String> codes : List.of(ONE_DIGIT, TWO_DIGITS)) {
      for (String code : codes) {
        if (digits.startsWith(code)) {
          return "+" + code;
        }
      }
    }
    return digits.length() < 3 || digits.startsWith("0") ? "" : "+" + digits.substring(0, 3);
  }
}
