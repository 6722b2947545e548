// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Defect.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Files that stand in the midst of a text, as they were sent before there were attachments: uuencode (IEEE Std 1003.1, {@code uuencode}) and
 * yEnc (draft 1.3).
 *
 * <p>A file is one only if its first lines keep to the rules of its encoding: prose that happens to begin with the same word is none. Every
 * line is looked at once.
 */
final class InlineFiles {

  private static final String UU_BEGIN = "begin ";
  private static final String Y_BEGIN = "=ybegin ";
  private static final int LONGEST_NAME = 255;
  private static final int MOST_PER_LINE = 45;

  /** A file that was found, decoded, and where it stood. */
  record InlineFile(String name, byte[] content, int from, int to) {}

  private final byte[] bytes;
  private final int end;
  private final int most;
  private final Defects defects;
  private final long position;
  private final List<InlineFile> files = new ArrayList<>(1);

  private InlineFiles(Octets octets, int most, long position, Defects defects) {
    this.bytes = octets.bytes;
    this.end = octets.to;
    this.most = most;
    this.position = position;
    this.defects = defects;
  }

  /** Whether a text may hold a file: a look that costs next to nothing. */
  static boolean mayStandIn(String text) {
    return text.startsWith(UU_BEGIN) || text.contains("\n" + UU_BEGIN) || text.contains(Y_BEGIN);
  }

  /**
   * The files in a text, in their order.
   *
   * @param octets of the text, without its transfer encoding
   * @param most how many to look for; the rest stays text
   * @param position where the text stands in the message
   */
  static List<InlineFile> find(Octets octets, int most, long position, Defects defects) {
    var search = new InlineFiles(octets, most, position, defects);
    search.find(octets.from);
    return search.files;
  }

  /** The octets of the text without the files. */
  static Octets without(Octets octets, List<InlineFile> files) {
    byte[] rest = new byte[octets.length()];
    int size = 0;
    int at = octets.from;
    for (InlineFile file : files) {
      System.arraycopy(octets.bytes, at, rest, size, file.from() - at);
      size += file.from() - at;
      at = file.to();
    }
    System.arraycopy(octets.bytes, at, rest, size, octets.to - at);
    return new Octets(rest, 0, size + octets.to - at);
  }

  private void find(int from) {
    int at = from;
    while (at < end && files.size() < most) {
      int lineEnd = Octets.lineFeed(bytes, at, end);
      int next = Math.min(end, lineEnd + 1);
      if (bytes[at] == 'b' && Octets.startsWith(bytes, at, lineEnd, UU_BEGIN)) {
        next = uuencoded(at, lineEnd, next);
      } else if (bytes[at] == '=' && Octets.startsWith(bytes, at, lineEnd, Y_BEGIN)) {
        next = yEncoded(at, lineEnd, next);
      }
      at = next;
    }
  }

  /** The end of the file that begins here, or that of its first line where none does. */
  private int uuencoded(int begin, int beginEnd, int first) {
    String name = uuName(begin, beginEnd);
    if (name.isEmpty() || !isUuLine(first)) {
      return first;
    }
    int lines = 0;
    int size = 0;
    int at = first;
    while (isUuLine(at)) {
      size += bytes[at] - ' ' & 0x3F;
      at = nextLine(at);
      lines++;
    }
    int last = isUuEnd(at) ? nextLine(at) : at;
    if (Octets.startsWith(bytes, last, end, "end")) {
      last = nextLine(last);
    } else if (lines < 2) {
      return first;
    } else {
      defects.add(Code.DAMAGED_ENCODING, position, "uuencode: there is no end line");
    }
    files.add(new InlineFile(name, uuDecoded(first, at, size), begin, last));
    return last;
  }

  private byte[] uuDecoded(int from, int to, int size) {
    byte[] content = new byte[size];
    int length = 0;
    for (int at = from; at < to; at = nextLine(at)) {
      int count = bytes[at] - ' ' & 0x3F;
      int lineEnd = Octets.lineFeed(bytes, at, end);
      TransferEncoding.uuLine(bytes, at + 1, lineEnd, content, length, count);
      length += count;
    }
    return content;
  }

  private int nextLine(int from) {
    return Math.min(end, Octets.lineFeed(bytes, from, end) + 1);
  }

  /** {@code begin MODE NAME}, the mode three or four octal digits. */
  private String uuName(int from, int to) {
    int at = from + UU_BEGIN.length();
    int digits = 0;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '7') {
      at++;
      digits++;
    }
    if (digits < 3 || digits > 4 || at >= to || bytes[at] != ' ') {
      return "";
    }
    return name(at + 1, to);
  }

  private String name(int from, int to) {
    String name = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip();
    return name.length() > LONGEST_NAME ? "" : name;
  }

  /** A count of 1 to 45, then as many characters of the alphabet as that takes; a blank at the end may be lost, a check sum may follow. */
  private boolean isUuLine(int from) {
    if (from >= end) {
      return false;
    }
    int to = Octets.lineFeed(bytes, from, end);
    if (to > from && bytes[to - 1] == '\r') {
      to--;
    }
    int count = to > from && bytes[from] > ' ' && bytes[from] <= '`' ? bytes[from] - ' ' & 0x3F : 0;
    int characters = to - from - 1;
    int expected = (count + 2) / 3 * 4;
    if (count == 0 || count > MOST_PER_LINE || characters > expected + 2) {
      return false;
    }
    if (characters < (count * 8 + 5) / 6 && (characters == 0 || characters < expected - 4)) {
      return false;
    }
    for (int i = from + 1; i < to; i++) {
      if (bytes[i] < ' ' || bytes[i] > '`') {
        return false;
      }
    }
    return true;
  }

  /** The line of no octets before the end: a grave accent, a blank, or nothing. */
  private boolean isUuEnd(int from) {
    if (from >= end) {
      return false;
    }
    int to = Octets.lineFeed(bytes, from, end);
    if (to > from && bytes[to - 1] == '\r') {
      to--;
    }
    return to == from || to == from + 1 && (bytes[from] == '`' || bytes[from] == ' ');
  }

  private int yEncoded(int begin, int beginEnd, int first) {
    String head = new String(bytes, begin, beginEnd - begin, StandardCharsets.ISO_8859_1).strip();
    int named = head.indexOf(" name=");
    long size = number(head, "size=");
    if (named < 0 || size < 0 || number(head, "line=") < 0) {
      return first;
    }
    String name = head.substring(named + " name=".length()).strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return first;
    }
    int from = Octets.startsWith(bytes, first, end, "=ypart ") ? nextLine(first) : first;
    int to = from;
    while (to < end && !Octets.startsWith(bytes, to, end, "=yend")) {
      to = nextLine(to);
    }
    byte[] content = yDecoded(from, to);
    int last = to;
    if (to == end) {
      defects.add(Code.DAMAGED_ENCODING, position, "yEnc: there is no end line");
    } else {
      last = nextLine(to);
      check(new String(bytes, to, last - to, StandardCharsets.ISO_8859_1).strip(), content);
    }
    files.add(new InlineFile(name, content, begin, last));
    return last;
  }

  private byte[] yDecoded(int from, int to) {
    byte[] content = new byte[to - from];
    int size = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '=' && i + 1 < to) {
        content[size++] = (byte) (bytes[++i] - 64 - 42);
      } else if (bytes[i] != '\r' && bytes[i] != '\n') {
        content[size++] = (byte) (bytes[i] - 42);
      }
    }
    return Arrays.copyOf(content, size);
  }

  private void check(String tail, byte[] content) {
    long size = number(tail, "size=");
    if (size >= 0 && size != content.length) {
      defects.add(
          Code.DAMAGED_ENCODING, position, "yEnc: " + content.length + " octets, expected " + size);
    }
    String sum = parameter(tail, "pcrc32=");
    sum = sum.isEmpty() ? parameter(tail, " crc32=") : sum;
    if (!sum.isEmpty()) {
      var crc = new CRC32();
      crc.update(content);
      String found = Long.toHexString(crc.getValue());
      if (!strippedZeros(sum).equals(found)) {
        defects.add(Code.DAMAGED_ENCODING, position, "yEnc: the check sum is another");
      }
    }
  }

  private static String strippedZeros(String hexadecimal) {
    String digits = hexadecimal.toLowerCase(Locale.ROOT);
    int at = 0;
    while (at < digits.length() - 1 && digits.charAt(at) == '0') {
      at++;
    }
    return digits.substring(at);
  }

  /** A whole number of up to twelve digits, -1 where there is none. */
  private static long number(String line, String name) {
    String digits = parameter(line, name);
    if (digits.isEmpty() || digits.length() > 12) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }

  private static String parameter(String line, String name) {
    int from = line.indexOf(name);
    if (from < 0) {
      return "";
    }
    int to = line.indexOf(' ', from + name.length());
    return line.substring(from + name.length(), to < 0 ? line.length() : to);
  }
}
