// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Telephone numbers in a common form: a plus sign and digits (E.164) where the country code is written, otherwise as they are written. What a
 * number means in its country is left to an enricher with a numbering plan.
 */
final class PhoneNumbers {

  private static final int MIN_DIGITS = 6;
  private static final int MAX_DIGITS = 15;

  /** A number with its country code. */
  private static final Pattern INTERNATIONAL =
      Pattern.compile("(?<![\\p{L}\\d])(?:\\+|00)[1-9][\\d ()./\u2010-\u2015\u00a0-]{5,24}\\d");

  /** A number after a word that says so. */
  private static final Pattern LABELLED = Pattern.compile(
      "(?<!\\p{L})(?:tel|t|phone|ph|telephone|telefon|telefono|teléfono|téléphone|tél|telefone|telefoon|tlf|telefonu|puhelin|puh|mob|mobile|mobil|móvil|cell|cellulare|celular|komórka|tfn|m|fon|direct|telefonszám|тел|моб|電話|电话|전화)"
          + "[.:\\s]{1,4}(\\(?\\d[\\d ()./\u2010-\u2015\u00a0-]{4,24}\\d)",
      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private PhoneNumbers() {}

  /** The common form of a text that should be a number; {@code ""} if it is not one. */
  static String normal(String text) {
    String number = Normalizer.normalize(text.strip(), Normalizer.Form.NFKC);
    int end = extension(number);
    String main = number.substring(0, end).replace("(0)", "").strip();
    if (main.startsWith("tel:")) {
      main = main.substring(4);
    }
    var digits = new StringBuilder();
    for (int i = 0; i < main.length(); i++) {
      char c = main.charAt(i);
      if (Character.isDigit(c)) {
        digits.append((char) ('0' + Character.digit(c, 10)));
      } else if (Character.isLetter(c) || "@_#<>?!".indexOf(c) >= 0) {
        return "";
      }
    }
    int count = digits.length();
    if (count < MIN_DIGITS || count > MAX_DIGITS + 2) {
      return "";
    }
    if (main.startsWith("+") && digits.charAt(0) != '0') {
      return "+" + digits;
    }
    if (main.startsWith("00") && digits.length() > 4 && digits.charAt(2) != '0') {
      return "+" + digits.substring(2);
    }
    return main;
  }

  /** Where an extension begins; the length if there is none. */
  private static int extension(String number) {
    String lower = number.toLowerCase(Locale.ROOT);
    int end = number.length();
    for (String mark : new String[] {"ext", "x", "durchwahl", "dw", "poste"}) {
      int at = lower.indexOf(mark);
      if (at > MIN_DIGITS && at < end) {
        end = at;
      }
    }
    return end;
  }

  /** The first number in a text that states its country code or is introduced as a number; {@code ""} if there is none. */
  static String find(String text) {
    String shown = text.length() > 8_000 ? text.substring(text.length() - 8_000) : text;
    for (String line : shown.split("\n", -1)) {
      if (isFax(line)) {
        continue;
      }
      Matcher matcher = INTERNATIONAL.matcher(line);
      if (matcher.find()) {
        String number = normal(matcher.group());
        if (!number.isEmpty()) {
          return number;
        }
      }
      matcher = LABELLED.matcher(line);
      if (matcher.find()) {
        String number = normal(matcher.group(1));
        if (!number.isEmpty()) {
          return number;
        }
      }
    }
    return "";
  }

  private static boolean isFax(String line) {
    String start = line.strip().toLowerCase(Locale.ROOT);
    return start.startsWith("fax") || start.startsWith("telefax") || start.startsWith("f:");
  }
}
