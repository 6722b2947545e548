// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.net.IDN;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Domain names as they compare: lower-case A-labels (RFC 5890 §2.3.2.1) without a trailing dot. */
public final class Domains {

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

  private Domains() {}

  /** The normalized form of a name. A text that is not a domain name is only lower-cased, so that it equals no domain. */
  public static String normal(String domain) {
    String name = domain.strip();
    while (name.endsWith(".") || name.endsWith("。")) {
      name = name.substring(0, name.length() - 1);
    }
    if (isAscii(name)) {
      return name.toLowerCase(Locale.ROOT);
    }
    try {
      return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  private static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  /** Whether a normalized name is a domain name of at most 253 characters. */
  public static boolean isName(String normal) {
    return normal.length() <= 253 && NAME.matcher(normal).matches();
  }

  /** The entry that is this domain or, label by label, a parent of it; {@code ""} where there is none. */
  public static String match(String normal, Set<String> entries) {
    for (String name = normal; !name.isEmpty(); name = parent(name)) {
      if (entries.contains(name)) {
        return name;
      }
    }
    return "";
  }

  /** The number of dots in a name. */
  public static int dots(String name) {
    int dots = 0;
    for (int at = name.indexOf('.'); at >= 0; at = name.indexOf('.', at + 1)) {
      dots++;
    }
    return dots;
  }

  /** The name without its first label; {@code ""} for the last one. */
  public static String parent(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }
}
