// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.Defect.Code;
import dev.leadkit.mime.encoding.DamagedUtf8.Evidence;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.scan.Text;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes octets to text by the charset labels of mail: those of the WHATWG Encoding Standard §4.2, which map a label to what senders mean
 * ({@code iso-8859-1} is windows-1252, {@code gb2312} is GB 18030), and labels that only mail uses.
 *
 * <p>The table is closed: a label is never passed to {@link Charset#forName}, which searches the class path for each unknown name.
 */
public final class Charsets {

  /** One charset per line, followed by its labels reduced to letters and digits. */
  private static final String LABELS = """
      UTF-8 utf8 unicode11utf8 unicode20utf8 xunicode20utf8 utf8mb4 utf8mb3 cp65001
      windows-1252 ansix341968 ascii cp1252 cp819 csisolatin1 ibm819 iso88591 iso885911987 isoir100 l1 latin1 usascii \
      windows1252 xcp1252 us ansi ansix341986 cp367 csascii ibm367 iso646us isoir6 westerneuropean xansi
      ISO-8859-2 csisolatin2 iso88592 iso885921987 isoir101 l2 latin2
      ISO-8859-3 csisolatin3 iso88593 iso885931988 isoir109 l3 latin3
      ISO-8859-4 csisolatin4 iso88594 iso885941988 isoir110 l4 latin4
      ISO-8859-5 csisolatincyrillic cyrillic iso88595 iso885951988 isoir144
      ISO-8859-6 arabic asmo708 csiso88596e csiso88596i csisolatinarabic ecma114 iso88596 iso885961987 iso88596e iso88596i \
      isoir127
      ISO-8859-7 csisolatingreek ecma118 elot928 greek greek8 iso88597 iso885971987 isoir126 suneugreek
      ISO-8859-8 csiso88598e csisolatinhebrew hebrew iso88598 iso885981988 iso88598e isoir138 visual csiso88598i iso88598i \
      logical
      windows-1254 cp1254 csisolatin5 iso88599 iso885991989 isoir148 l5 latin5 windows1254 xcp1254
      ISO-8859-10 csisolatin6 iso885910 iso8859101992 isoir157 l6 latin6
      ISO-8859-13 iso885913
      ISO-8859-14 iso885914
      ISO-8859-15 csisolatin9 iso885915 l9 latin9 latin0
      ISO-8859-16 iso885916
      x-windows-874 dos874 iso885911 tis620 windows874 cp874 tis6202533
      windows-1250 cp1250 windows1250 xcp1250
      windows-1251 cp1251 windows1251 xcp1251
      windows-1253 cp1253 windows1253 xcp1253
      windows-1255 cp1255 windows1255 xcp1255
      windows-1256 cp1256 windows1256 xcp1256
      windows-1257 cp1257 windows1257 xcp1257
      windows-1258 cp1258 windows1258 xcp1258
      KOI8-R cskoi8r koi koi8 koi8r
      KOI8-U koi8ru koi8u
      IBM866 866 cp866 csibm866 ibm866
      IBM437 cp437 ibm437 437
      IBM850 cp850 ibm850 850
      IBM852 cp852 ibm852 852
      IBM855 cp855 ibm855
      IBM857 cp857 ibm857
      IBM00858 cp858 ibm858
      IBM862 cp862 ibm862
      x-MacRoman csmacintosh mac macintosh xmacroman macroman
      x-MacCyrillic xmaccyrillic xmacukrainian
      GB18030 chinese csgb2312 csiso58gb231280 gb2312 gb231280 gbk isoir58 xgbk gb18030 cp936 ms936 windows936 euccn xeuccn \
      gb180302000 gb23121980
      Big5-HKSCS big5 big5hkscs cnbig5 csbig5 xxbig5 big5eten cp950 ms950 windows950
      EUC-JP cseucpkdfmtjapanese eucjp xeucjp
      ISO-2022-JP csiso2022jp iso2022jp cp50220 cp50221 iso2022jpms
      ISO-2022-JP-2 csiso2022jp2 iso2022jp1 iso2022jp2
      windows-31j csshiftjis ms932 mskanji shiftjis sjis windows31j xsjis cp932 windows932 shiftjisx0213
      x-windows-949 cseuckr csksc56011987 euckr isoir149 korean ksc56011987 ksc56011989 ksc5601 windows949 cp949 ms949 uhc
      ISO-2022-KR csiso2022kr iso2022kr
      x-ISO-2022-CN-GB iso2022cn iso2022cnext
      UTF-16 utf16 unicode csunicode ucs2 iso10646ucs2
      UTF-16LE utf16le unicodefeff
      UTF-16BE utf16be unicodefffe
      UTF-32 utf32 ucs4
      UTF-32LE utf32le
      UTF-32BE utf32be
      TIS-620 tis62025331
      """;

  private static final Map<String, Charset> TABLE = table();
  /** The charset of text that nothing else explains. */
  public static final Charset WINDOWS_1252 = required("windows1252");

  private static final int SURE = 4;
  private static final char REPLACEMENT = '\uFFFD';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Charsets() {}

  /** The charset that this label means, null if it is unknown. */
  public static @Nullable Charset forLabel(String label) {
    String key = key(label);
    Charset charset = TABLE.get(key);
    if (charset == null && label.indexOf('.') >= 0) {
      charset = TABLE.get(key(label.substring(label.lastIndexOf('.') + 1)));
    }
    return charset;
  }

  /**
   * The text of these octets. If no charset is declared, or the declared one does not cover them, they are UTF-8 if they are valid UTF-8,
   * otherwise windows-1252.
   *
   * @param label the declared charset, {@code ""} if there is none
   */
  public static String decode(ByteRange octets, String label, Defects defects, long position) {
    byte[] bytes = octets.bytes;
    int from = octets.from;
    int to = octets.to;
    Charset declared = label.isEmpty() ? WINDOWS_1252 : forLabel(label);
    if ((declared == null || coversAscii(declared)) && hasUtf16Mark(octets)) {
      defects.add(
          label.isEmpty() ? Code.UNDECLARED_CHARSET : Code.WRONG_CHARSET,
          position,
          "read as UTF-16");
      return new String(bytes, from, to - from, StandardCharsets.UTF_16);
    }
    boolean plain = ByteRange.isPlain(bytes, from, to);
    boolean ascii = plain || ByteRange.isAscii(bytes, from, to);
    if (declared == null
        && Utf7.isMeantBy(key(label))
        && (ascii || utf8(bytes, from, to) == null)) {
      return withoutMark(Utf7.decode(octets));
    }
    if (declared == null) {
      defects.add(
          Code.UNKNOWN_CHARSET, position, "the label has " + label.length() + " characters");
    }
    if (plain && declared != null && isWide(declared) && isSurelyNarrow(octets)) {
      defects.add(Code.WRONG_CHARSET, position, "declared " + declared.name() + ", read as ASCII");
      return ByteRange.ascii(bytes, from, to);
    }
    if (ascii && (declared == null || coversAscii(declared))) {
      return plain
          ? ByteRange.ascii(bytes, from, to)
          : sevenBits(bytes, from, to, label, defects, position);
    }
    if (declared == null || declared.equals(WINDOWS_1252)) {
      return western(octets, label, defects, position);
    }
    if (declared.equals(StandardCharsets.UTF_8)) {
      return unicode(octets, defects, position);
    }
    String repaired = ascii ? null : utf8(bytes, from, to);
    String text = new String(bytes, from, to - from, declared);
    boolean whole = text.indexOf(REPLACEMENT) < 0;
    if (whole && (repaired == null || !isSurelyUnicode(repaired, declared))) {
      return withoutMark(text);
    }
    if (repaired != null) {
      defects.add(Code.WRONG_CHARSET, position, "declared " + declared.name() + ", read as UTF-8");
      return withoutMark(repaired);
    }
    defects.add(Code.DAMAGED_TEXT, position, "read as " + declared.name());
    return withoutMark(text);
  }

  /** Decodes ASCII octets, which may be text of an undeclared seven-bit charset. */
  private static String sevenBits(
      byte[] bytes, int from, int to, String label, Defects defects, long position) {
    Charset charset = EscapedText.charset(bytes, from, to);
    if (charset != null) {
      defects.add(
          label.isEmpty() ? Code.UNDECLARED_CHARSET : Code.WRONG_CHARSET,
          position,
          "read as " + charset.name());
      return new String(bytes, from, to - from, charset);
    }
    return ByteRange.ascii(bytes, from, to);
  }

  /** The value of a header field: UTF-8 (RFC 6532 §3.2), or whatever charset the octets show. */
  public static String field(byte[] bytes, int from, int to, Defects defects, long position) {
    if (ByteRange.isPlain(bytes, from, to)) {
      return ByteRange.ascii(bytes, from, to);
    }
    if (ByteRange.isAscii(bytes, from, to)) {
      Charset charset = EscapedText.charset(bytes, from, to);
      if (charset == null) {
        return ByteRange.ascii(bytes, from, to);
      }
      defects.add(Code.UNENCODED_FIELD, position, "read as " + charset.name());
      return new String(bytes, from, to - from, charset);
    }
    String text = utf8(bytes, from, to);
    if (text != null) {
      return text;
    }
    text = DamagedUtf8.decode(bytes, from, to, Evidence.UNDECLARED);
    if (text != null) {
      defects.add(Code.DAMAGED_TEXT, position, "read as UTF-8");
      return text;
    }
    defects.add(Code.UNENCODED_FIELD, position, "read as windows-1252");
    return windows1252(bytes, from, to);
  }

  /**
   * Whether octets that are valid UTF-8 cannot have been meant as anything else: text in another eight-bit charset is valid UTF-8 for a word
   * or two at most, and text in a seven-bit charset never is.
   */
  private static boolean isSurelyUnicode(String unicode, Charset declared) {
    int sequences = declared.name().contains("2022") ? SURE : 0;
    for (int i = 0; i < unicode.length() && sequences < SURE; i++) {
      char c = unicode.charAt(i);
      if (c == 0) {
        return false; // declared as UTF-16 or UTF-32
      }
      if (c >= 0x80 && !Character.isLowSurrogate(c)) {
        sequences++;
      }
    }
    return sequences >= SURE;
  }

  /** The same as {@link #decode}, with each line break replaced by a line feed (RFC 8621 §4.1.4). */
  public static String decodeLines(ByteRange octets, String label, Defects defects, long position) {
    Charset declared = label.isEmpty() ? WINDOWS_1252 : forLabel(label);
    return declared == null || !coversAscii(declared) || hasUtf16Mark(octets)
        ? Text.withLineFeeds(decode(octets, label, defects, position))
        : decode(octets.withLineFeeds(), label, defects, position);
  }

  /** The octets as UTF-8, null if they are not valid UTF-8. */
  static @Nullable String utf8(byte[] bytes, int from, int to) {
    return Utf8.decode(bytes, from, to);
  }

  static String windows1252(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, WINDOWS_1252);
  }

  /** Decodes text that is declared as Latin, as ASCII, or not at all, or with an unknown label. */
  private static String western(ByteRange octets, String label, Defects defects, long position) {
    String text = utf8(octets.bytes, octets.from, octets.to);
    if (text != null) {
      if (label.isEmpty()) {
        defects.add(Code.UNDECLARED_CHARSET, position, "the octets are UTF-8");
      } else {
        defects.add(Code.WRONG_CHARSET, position, "declared otherwise, the octets are UTF-8");
      }
      return withoutMark(text);
    }
    boolean undeclared = label.isEmpty() || key(label).contains("ascii") || forLabel(label) == null;
    text = DamagedUtf8.decode(
        octets.bytes,
        octets.from,
        octets.to,
        undeclared ? Evidence.UNDECLARED : Evidence.DECLARED_OTHER);
    if (text != null) {
      defects.add(
          undeclared ? Code.UNDECLARED_CHARSET : Code.WRONG_CHARSET,
          position,
          "the octets are damaged UTF-8");
      defects.add(Code.DAMAGED_TEXT, position, "read as UTF-8");
      return withoutMark(text);
    }
    if (label.isEmpty() || key(label).contains("ascii")) {
      defects.add(Code.UNDECLARED_CHARSET, position, "read as windows-1252");
    }
    return windows1252(octets.bytes, octets.from, octets.to);
  }

  /** Decodes text that is declared as UTF-8. If hardly any sequence beyond ASCII is valid, the label is wrong; otherwise the text is damaged. */
  private static String unicode(ByteRange octets, Defects defects, long position) {
    String whole = Utf8.decode(octets.bytes, octets.from, octets.to);
    if (whole != null) {
      return withoutMark(whole);
    }
    String text = DamagedUtf8.decode(octets.bytes, octets.from, octets.to, Evidence.DECLARED);
    if (text != null) {
      defects.add(Code.DAMAGED_TEXT, position, "read as UTF-8");
      return withoutMark(text);
    }
    defects.add(Code.WRONG_CHARSET, position, "declared UTF-8, read as windows-1252");
    return windows1252(octets.bytes, octets.from, octets.to);
  }

  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /** Whether ASCII octets in a text with this label mean the same as in ASCII, as they do in nearly all charsets. */
  public static boolean coversAscii(String label) {
    Charset declared = label.isEmpty() ? WINDOWS_1252 : forLabel(label);
    return declared == null ? !Utf7.isMeantBy(key(label)) : coversAscii(declared);
  }

  private static boolean coversAscii(Charset charset) {
    return !isWide(charset) && !charset.name().contains("2022");
  }

  /** Whether each character has two octets or more. */
  private static boolean isWide(Charset charset) {
    String name = charset.name();
    return name.startsWith("UTF-16") || name.startsWith("UTF-32");
  }

  /** Whether this many ASCII octets without a zero cannot be wide characters, because spaces and line breaks would contain zeros. */
  private static boolean isSurelyNarrow(ByteRange octets) {
    for (int i = octets.from; i < octets.to; i++) {
      if (octets.bytes[i] < '\t') {
        return false;
      }
    }
    return octets.length() >= 16;
  }

  /** Whether the text begins with a byte order mark of UTF-16 and contains zeros, which eight-bit text does not. */
  private static boolean hasUtf16Mark(ByteRange octets) {
    byte[] bytes = octets.bytes;
    int from = octets.from;
    if (octets.length() < 4
        || !(bytes[from] == (byte) 0xFF && bytes[from + 1] == (byte) 0xFE
            || bytes[from] == (byte) 0xFE && bytes[from + 1] == (byte) 0xFF)) {
      return false;
    }
    for (int i = from + 2; i < octets.to; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private static String key(String label) {
    int length = Math.min(label.length(), 40);
    StringBuilder key = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = label.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        key.append((char) (c + 32));
      } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
        key.append(c);
      }
    }
    return key.toString();
  }

  private static Map<String, Charset> table() {
    Map<String, Charset> table = new HashMap<>(512);
    LABELS.lines().forEach(line -> {
      String[] words = line.strip().split(" +", -1);
      if (Charset.isSupported(words[0])) {
        Charset charset = Charset.forName(words[0]);
        table.put(key(words[0]), charset);
      }
    });
    LABELS.lines().forEach(line -> {
      String[] words = line.strip().split(" +", -1);
      Charset charset = table.get(key(words[0]));
      for (int i = 1; charset != null && i < words.length; i++) {
        table.put(words[i], charset);
      }
    });
    return table;
  }

  private static Charset required(String key) {
    Charset charset = TABLE.get(key);
    if (charset == null) {
      throw new AssertionError("every Java platform has windows-1252");
    }
    return charset;
  }
}
