// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Domain names as they compare: lower-case A-labels (RFC 5890 §2.3.2.1, mapped by UTS 46) without a trailing dot. */
public final class Domains {

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

  private static final String ACE = "xn--";
  private static final int MAX_LABEL = 63;

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
    String ascii = ascii(mapped(name));
    return ascii.isEmpty() ? name.toLowerCase(Locale.ROOT) : ascii;
  }

  /** The name as UTS 46 maps it (§4, non-transitional): {@code ß}, a final sigma and joiners keep their meaning. */
  private static String mapped(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFKC);
    var mapped = new StringBuilder(composed.length());
    composed.codePoints().filter(c -> !isIgnored(c)).forEach(c -> {
      if (c == 'ẞ') {
        mapped.append('ß');
      } else if (c == '。') {
        mapped.append('.');
      } else {
        mapped.appendCodePoint(Character.toLowerCase(c));
      }
    });
    return Normalizer.normalize(mapped, Normalizer.Form.NFC);
  }

  private static boolean isIgnored(int c) {
    return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF || c >= 0xFE00 && c <= 0xFE0F;
  }

  /** The A-labels of a mapped name, {@code ""} if it cannot be a domain name. */
  private static String ascii(String mapped) {
    var ascii = new StringBuilder(mapped.length() + 16);
    for (String label : mapped.split("\\.", -1)) {
      boolean isAscii = isAscii(label);
      String encoded = isAscii ? label : ACE + Punycode.encode(label);
      if (encoded.length() > MAX_LABEL || !label.codePoints().allMatch(Domains::isInLabel)) {
        return "";
      }
      ascii.append(ascii.length() == 0 ? "" : ".").append(encoded);
    }
    return ascii.toString();
  }

  private static boolean isInLabel(int c) {
    if (c < 128) {
      return c == '-' || c == '_' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }
    return !Character.isISOControl(c) && !Character.isSpaceChar(c) && Character.isDefined(c);
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
