// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import dev.leadkit.mime.scan.ByteRange;
import java.util.Locale;

/** The charset that an HTML document declares in a {@code meta} element (HTML Standard, "prescan a byte stream"). */
public final class MetaCharset {

  /** How much of a document is searched, in octets. */
  private static final int PRESCAN = 1_024;

  private MetaCharset() {}

  /** The declared label, {@code ""} if there is none near the beginning or if the document is ASCII. */
  public static String declared(ByteRange octets) {
    ByteRange head = octets.head(PRESCAN);
    if (ByteRange.isAscii(octets.bytes, octets.from, octets.to)) {
      return "";
    }
    String text = ByteRange.ascii(head.bytes, head.from, head.to).toLowerCase(Locale.ROOT);
    int at = text.indexOf("charset=", Math.max(0, text.indexOf("<meta")));
    if (at < 0 || !text.contains("<meta")) {
      return "";
    }
    int start = at + "charset=".length();
    while (start < text.length() && "\"' ".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    int end = start;
    while (end < text.length() && isNameCharacter(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end);
  }

  private static boolean isNameCharacter(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == ':' || c == '-' || c == '_';
  }
}
