// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.spam;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The labels of form fields that only bots fill in, and of the time that filling in took. */
final class FormTraps {

  static final String HONEYPOT = "honeypot";
  static final String SECONDS = "seconds";

  private static final Map<String, String> KINDS = read();

  private FormTraps() {}

  /** The kind of a label, {@code ""} if it is an ordinary one. */
  static String kind(String label) {
    String plain = label.strip().toLowerCase(Locale.ROOT);
    plain = plain.endsWith(":") ? plain.substring(0, plain.length() - 1).strip() : plain;
    return KINDS.getOrDefault(plain, "");
  }

  private static Map<String, String> read() {
    Map<String, String> kinds = new HashMap<>();
    for (String line : ListResource.lines("form-traps.tsv")) {
      int tab = line.indexOf('\t');
      kinds.put(line.substring(tab + 1), line.substring(0, tab));
    }
    return kinds;
  }
}
