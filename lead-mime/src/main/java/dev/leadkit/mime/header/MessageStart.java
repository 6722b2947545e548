// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.Defect.Code;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.util.Arrays;

/** Repairs that come before the header of a message: its line breaks, and anything in front of its first field. */
public final class MessageStart {

  private MessageStart() {}

  /** Replaces each CR by LF if there is no LF at all, because old systems end lines with CR alone. Positions do not change. */
  public static byte[] withLineFeeds(ByteRange octets, Defects defects) {
    byte[] bytes = octets.bytes;
    if (ByteRange.lineFeed(bytes, octets.from, octets.to) < octets.to) {
      return bytes;
    }
    byte[] lines = bytes;
    for (int i = octets.from; i < octets.to; i++) {
      if (bytes[i] == '\r') {
        if (lines == bytes) {
          lines = Arrays.copyOf(bytes, octets.to);
          defects.add(Code.BARE_CR, i, "each is taken for a line break");
        }
        lines[i] = '\n';
      }
    }
    return lines;
  }

  /** The position of the header: after a byte order mark, blank lines and the separator lines of a mailbox. */
  public static int skip(byte[] bytes, int from, int end, Defects defects) {
    int at = from;
    int passedOver = 0;
    while (at < end) {
      int start = skipBlank(bytes, at, end);
      passedOver += start - at;
      at = start;
      if (!HeaderLines.isSeparator(bytes, at, end)) {
        break;
      }
      at = Math.min(end, ByteRange.lineFeed(bytes, at, end) + 1);
    }
    if (passedOver > 0) {
      defects.add(Code.BLANK_START, from, passedOver + " octets passed over");
    }
    return at;
  }

  /** The position of the first line that is not blank. */
  public static int skipBlank(byte[] bytes, int from, int end) {
    int at = from;
    if (end - at >= 3
        && bytes[at] == (byte) 0xEF
        && bytes[at + 1] == (byte) 0xBB
        && bytes[at + 2] == (byte) 0xBF) {
      at += 3;
    }
    while (at < end && (bytes[at] == '\n' || bytes[at] == '\r' || ByteRange.isBlank(bytes[at]))) {
      at++;
    }
    return at;
  }
}
