// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

import dev.leadkit.text.Punycode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Domain names in the form in which they are compared and queried: ASCII, lower case, no final dot. */
public final class DomainName {

  /** The most characters of a name (RFC 1035 §2.3.4, without the dot of the root). */
  public static final int MAX_LENGTH = 253;

  private static final int MAX_LABEL = 63;

  private DomainName() {}

  /**
   * The name in lower case and without a final dot, labels that are not ASCII as A-labels (RFC 5890 §2.3.2.1, after NFC). {@code ""} where
   * the DNS cannot hold the name: an empty label, a label of more than 63 characters, more than 253 in all, a control character.
   */
  public static String normalize(String name) {
    String text = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (text.isEmpty() || text.length() > 4 * MAX_LENGTH) {
      return "";
    }
    boolean ascii = text.chars().allMatch(each -> each < 0x80);
    String result = ascii ? text.toLowerCase(Locale.ROOT) : toAscii(text);
    return isValid(result) ? result : "";
  }

  /** The name as {@link #normalize} returns it or, if that is {@code ""}, the text itself without a final dot. */
  static String lenient(String name) {
    String normal = normalize(name);
    return normal.isEmpty()
        ? (name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
        : normal;
  }

  /** The labels, from left to right. */
  public static List<String> labels(String name) {
    return List.of(name.split("\\.", -1));
  }

  /** Whether the first name is the second one or below it. Both are normalized. */
  public static boolean isAtOrBelow(String name, String ancestor) {
    return name.endsWith(ancestor)
        && (name.length() == ancestor.length()
            || name.charAt(name.length() - ancestor.length() - 1) == '.');
  }

  private static boolean isValid(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return false;
    }
    int label = 0;
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      if (each == '.') {
        if (label == 0) {
          return false;
        }
        label = 0;
      } else if (each < ' ' || each >= 0x7F || ++label > MAX_LABEL) {
        return false;
      }
    }
    return label > 0;
  }

  private static String toAscii(String text) {
    String folded = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    List<String> labels = new ArrayList<>();
    for (String label : folded.split("[.\u3002\uFF0E\uFF61]", -1)) {
      boolean ascii = label.chars().allMatch(each -> each < 0x80);
      if (label.length() > 2 * MAX_LABEL) {
        return "";
      }
      labels.add(ascii ? label : "xn--" + Punycode.encode(label));
    }
    return String.join(".", labels);
  }
}
