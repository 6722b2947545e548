// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import dev.leadkit.text.WordFile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cleans display names of what mailing lists and services add, and finds addresses in them. */
final class ShownNames {

  private static final int MAX_NAME = 300;

  /** "… via Sales", in the languages of the list software; the name before it may be quoted. */
  private static final Pattern VIA = Pattern.compile(
      "^['\"“]?(.+?)['\"”]? (?:" + String.join("|", WordFile.read(ShownNames.class, "via.txt"))
          + ") .{1,80}$",
      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern SERVICE = Pattern.compile("^(.+?) \\((?:via )?[^()]{1,60}\\)$");

  private static final Pattern ADDRESS = Pattern.compile(
      "(?<![\\p{L}\\p{N}*•…%+._-])[\\p{L}\\p{N}!#$%&'+/=?^_`{|}~.-]{1,64}@[\\p{L}\\p{N}.-]{1,190}\\.[\\p{L}]{2,24}");

  private ShownNames() {}

  /** Whether the name says that a list or service sends for someone. */
  static boolean isVia(String name) {
    return name.length() <= MAX_NAME && VIA.matcher(name).matches();
  }

  /** The name of the person alone. */
  static String clean(String name) {
    if (name.length() > MAX_NAME) {
      return name;
    }
    String text = name.strip();
    Matcher via = VIA.matcher(text);
    if (via.matches()) {
      text = via.group(1).strip();
    } else {
      Matcher service = SERVICE.matcher(text);
      if (service.matches() && text.toLowerCase(Locale.ROOT).contains("(via ")) {
        text = service.group(1).strip();
      }
    }
    if (text.length() > 2 && text.startsWith("'") && text.endsWith("'")) {
      text = text.substring(1, text.length() - 1).strip();
    }
    return text;
  }

  /** The first address in a text, {@code ""} if there is none. */
  static String address(String text) {
    Matcher matcher = ADDRESS.matcher(text.length() > 4_000 ? text.substring(0, 4_000) : text);
    return matcher.find() ? trimmed(matcher.group()) : "";
  }

  /** The addresses in a text that begins here, at most ten. */
  static List<String> addresses(String text) {
    var found = new LinkedHashSet<String>();
    Matcher matcher = ADDRESS.matcher(text.length() > 20_000 ? text.substring(0, 20_000) : text);
    while (found.size() < 10 && matcher.find()) {
      found.add(trimmed(matcher.group()).toLowerCase(Locale.ROOT));
    }
    return List.copyOf(found);
  }

  private static String trimmed(String address) {
    int start = 0;
    while (start < address.length() && ".'`".indexOf(address.charAt(start)) >= 0) {
      start++;
    }
    return address.substring(start);
  }
}
