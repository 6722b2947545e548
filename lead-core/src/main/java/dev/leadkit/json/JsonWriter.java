// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON document in UTF-8 (RFC 8259) directly from values: fields in the order of the calls, without white space.
 *
 * <p>Most of the time is spent on text, so text has a fast path. A long string is processed in pieces: the platform's Latin-1 encoder converts
 * many characters to octets at once, as far as they are Latin-1, and the octets are copied eight at a time up to the next one that JSON escapes
 * or UTF-8 encodes as two. Characters beyond Latin-1 and short strings are processed one by one. A string with an unpaired surrogate, which
 * UTF-8 cannot encode, is written again in ASCII with escapes.
 *
 * <p>The last octet tells whether a comma is due: text ends with a quote, so a bracket or colon always belongs to the structure. Each thread
 * keeps a writer with its buffers for the next document; a buffer that a large document has enlarged is released.
 */
final class JsonWriter {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final byte[] HEXADECIMAL =
      "0123456789ABCDEF".getBytes(StandardCharsets.ISO_8859_1);

  private static final boolean[] PLAIN = plain();

  private static final int LARGE = 128 * 1024;
  private static final int PIECE = 1024;

  /** The most octets of a character: an escape. */
  private static final int MAX_ESCAPE_LENGTH = 6;

  /** The number of characters from which the fast path pays off. */
  private static final int LONG_TEXT = 24;

  /** The number of consecutive ASCII characters after which the fast path is tried again. */
  private static final int RUN = 8;

  private static final ThreadLocal<JsonWriter> SPARE = ThreadLocal.withInitial(JsonWriter::new);

  private final char[] characters = new char[PIECE];
  private final byte[] octets = new byte[PIECE];
  private final CharBuffer characterBuffer = CharBuffer.wrap(characters);
  private final ByteBuffer octetBuffer = ByteBuffer.wrap(octets);
  private final CharsetEncoder latin = StandardCharsets.ISO_8859_1.newEncoder();
  private byte[] bytes = new byte[8 * 1024];
  private int size;

  private JsonWriter() {}

  /** The document that the consumer writes. */
  static byte[] bytes(Consumer<JsonWriter> writer) {
    JsonWriter out = SPARE.get();
    out.size = 0;
    writer.accept(out);
    byte[] document = Arrays.copyOf(out.bytes, out.size);
    if (out.bytes.length > LARGE) {
      SPARE.remove();
    }
    return document;
  }

  void object() {
    separate();
    put('{');
  }

  void object(String name) {
    name(name);
    put('{');
  }

  void endObject() {
    reserve(1);
    put('}');
  }

  void array(String name) {
    name(name);
    put('[');
  }

  void array() {
    separate();
    put('[');
  }

  void endArray() {
    reserve(1);
    put(']');
  }

  /** Writes the name of the next value: a constant in ASCII without characters to escape. */
  @SuppressWarnings("deprecation") // takes the low octets as they are, which for ASCII is the text
  void name(String name) {
    separate();
    int length = name.length();
    reserve(length + 4);
    put('"');
    name.getBytes(0, length, bytes, size);
    size += length;
    put('"');
    put(':');
  }

  /** Writes the name of the next value: any text. */
  void foreignName(String name) {
    value(name);
    reserve(2);
    put(':');
  }

  /** Writes a required field. */
  void text(String name, String value) {
    name(name);
    value(value);
  }

  void optional(String name, String value) {
    if (!value.isEmpty()) {
      text(name, value);
    }
  }

  /** Writes a field that is null if the text is empty. */
  void nullable(String name, String value) {
    name(name);
    if (value.isEmpty()) {
      ascii("null");
    } else {
      value(value);
    }
  }

  void number(String name, long value) {
    name(name);
    number(value);
  }

  void number(String name, double value) {
    name(name);
    ascii(Double.toString(value));
  }

  /** Writes an instant in RFC 3339, with a fraction in groups of three digits as {@link Instant#toString()} has it. */
  void instant(String name, Instant value) {
    name(name);
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(value.getEpochSecond(), 86_400L));
    if (date.getYear() < 0 || date.getYear() > 9999) {
      value(value.toString());
      return;
    }
    int second = (int) Math.floorMod(value.getEpochSecond(), 86_400L);
    reserve(40);
    put('"');
    digits(date.getYear(), 4);
    put('-');
    digits(date.getMonthValue(), 2);
    put('-');
    digits(date.getDayOfMonth(), 2);
    put('T');
    digits(second / 3600, 2);
    put(':');
    digits(second / 60 % 60, 2);
    put(':');
    digits(second % 60, 2);
    int nanos = value.getNano();
    if (nanos != 0) {
      put('.');
      digits(nanos / 1_000_000, 3);
      if (nanos % 1_000_000 != 0) {
        digits(nanos / 1_000 % 1_000, 3);
      }
      if (nanos % 1_000 != 0) {
        digits(nanos % 1_000, 3);
      }
    }
    put('Z');
    put('"');
  }

  void optional(String name, @Nullable Instant value) {
    if (value != null) {
      instant(name, value);
    }
  }

  void optional(String name, @Nullable Duration value) {
    if (value != null) {
      text(name, value.toString());
    }
  }

  /** Writes the name of a constant in lower case. */
  void choice(String name, Enum<?> value) {
    name(name);
    int start = size + 1;
    value(value.name());
    for (int i = start; i < size; i++) {
      if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
        bytes[i] += 'a' - 'A';
      }
    }
  }

  void texts(String name, List<String> values) {
    array(name);
    for (String value : values) {
      value(value);
    }
    endArray();
  }

  void number(long value) {
    separate();
    reserve(20);
    if (value >= 0 && value < 10) {
      put((char) ('0' + value));
    } else {
      ascii(Long.toString(value));
    }
  }

  void value(String text) {
    separate();
    int start = size;
    reserve(2);
    put('"');
    boolean whole = true;
    for (int from = 0; from < text.length() && whole; ) {
      int to = Math.min(text.length(), from + PIECE);
      if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
        to--;
      }
      text.getChars(from, to, characters, 0);
      whole = piece(to - from);
      from = to;
    }
    if (whole) {
      reserve(1);
      put('"');
    } else {
      size = start;
      escaped(text);
    }
  }

  /** Writes a document with sorted names. */
  void sorted(JsonNode node) {
    if (node.isObject()) {
      var fields = new TreeMap<String, JsonNode>();
      for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        fields.put(name, node.get(name));
      }
      object();
      for (var field : fields.entrySet()) {
        foreignName(field.getKey());
        sorted(field.getValue());
      }
      endObject();
    } else if (node.isArray()) {
      array();
      for (JsonNode item : node) {
        sorted(item);
      }
      endArray();
    } else if (node.isTextual()) {
      value(node.textValue());
    } else {
      separate();
      ascii(node.toString());
    }
  }

  /** Writes the first characters of the piece; false if a surrogate among them is unpaired. */
  private boolean piece(int length) {
    reserve(length * MAX_ESCAPE_LENGTH + 1);
    int at = 0;
    while (at < length) {
      if (length - at >= LONG_TEXT) {
        characterBuffer.limit(length).position(at);
        octetBuffer.clear();
        latin.encode(characterBuffer, octetBuffer, true);
        latin(octetBuffer.position());
        at = characterBuffer.position();
      }
      at = unicode(at, length);
      if (at < 0) {
        return false;
      }
    }
    return true;
  }

  /** Writes the first octets of the piece; each is a Latin-1 character. */
  private void latin(int length) {
    byte[] source = octets;
    byte[] target = bytes;
    int end = size;
    int at = 0;
    while (at < length) {
      if (at + 8 <= length) {
        long word = (long) LONG.get(source, at);
        LONG.set(target, end, word);
        long special = special(word);
        if (special == 0) {
          at += 8;
          end += 8;
          continue;
        }
        int plain = Long.numberOfTrailingZeros(special) >>> 3;
        at += plain;
        end += plain;
      }
      size = end;
      character((char) (source[at++] & 0xFF));
      end = size;
    }
    size = end;
  }

  /** The high bits of octets that are not plain ASCII (a control, a quote, a backslash, or above 127); exact up to the first of them. */
  private static long special(long word) {
    long quote = word ^ ONES * '"';
    long backslash = word ^ ONES * '\\';
    long found = (quote - ONES) & ~quote | (backslash - ONES) & ~backslash;
    return (found | (word - ONES * ' ') | word) & HIGHS;
  }

  /** Writes characters one by one until many in a row are ASCII; returns where it stopped, -1 at an unpaired surrogate. */
  private int unicode(int from, int length) {
    int enough = length - from < LONG_TEXT ? LONG_TEXT : RUN;
    int at = from;
    int run = 0;
    while (at < length && run < enough) {
      int plain = plain(at, Math.min(length, at + enough));
      run = plain - at;
      at = plain;
      if (at < length && run < enough) {
        char c = characters[at++];
        if (!Character.isSurrogate(c)) {
          character(c);
        } else if (at < length && Character.isSurrogatePair(c, characters[at])) {
          supplementary(Character.toCodePoint(c, characters[at++]));
        } else {
          return -1;
        }
      }
    }
    return at;
  }

  /** Writes ASCII characters that need no escape; returns the index after the last of them. */
  private int plain(int from, int to) {
    byte[] target = bytes;
    int end = size;
    int at = from;
    while (at < to && characters[at] < PLAIN.length && PLAIN[characters[at]]) {
      target[end++] = (byte) characters[at++];
    }
    size = end;
    return at;
  }

  private void supplementary(int code) {
    bytes[size++] = (byte) (0xF0 | code >> 18);
    bytes[size++] = (byte) (0x80 | code >> 12 & 0x3F);
    bytes[size++] = (byte) (0x80 | code >> 6 & 0x3F);
    bytes[size++] = (byte) (0x80 | code & 0x3F);
  }

  private void character(char c) {
    if (c >= 0x800) {
      bytes[size++] = (byte) (0xE0 | c >> 12);
      bytes[size++] = (byte) (0x80 | c >> 6 & 0x3F);
      bytes[size++] = (byte) (0x80 | c & 0x3F);
    } else if (c >= 0x80) {
      bytes[size++] = (byte) (0xC0 | c >> 6);
      bytes[size++] = (byte) (0x80 | c & 0x3F);
    } else if (c == '"' || c == '\\') {
      put('\\');
      put(c);
    } else if (c >= ' ') {
      put(c);
    } else {
      control(c);
    }
  }

  private void control(char c) {
    put('\\');
    switch (c) {
      case '\n' -> put('n');
      case '\r' -> put('r');
      case '\t' -> put('t');
      case '\b' -> put('b');
      case '\f' -> put('f');
      default -> {
        put('u');
        put('0');
        put('0');
        bytes[size++] = HEXADECIMAL[c >> 4];
        bytes[size++] = HEXADECIMAL[c & 0xF];
      }
    }
  }

  /** Writes a string in ASCII with escapes: for the rare text that is not valid Unicode. */
  private void escaped(String text) {
    var json = new StringBuilder(text.length() * 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        json.append(c);
      } else {
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          json.append(Character.forDigit(c >> shift & 0xf, 16));
        }
      }
    }
    ascii(json.append('"').toString());
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[0x80];
    Arrays.fill(plain, ' ', plain.length, true);
    plain['"'] = false;
    plain['\\'] = false;
    return plain;
  }

  private void separate() {
    reserve(2);
    byte last = size == 0 ? (byte) '[' : bytes[size - 1];
    if (last != '{' && last != '[' && last != ':') {
      put(',');
    }
  }

  @SuppressWarnings("deprecation") // takes the low octets as they are, which for ASCII is the text
  private void ascii(String text) {
    reserve(text.length());
    text.getBytes(0, text.length(), bytes, size);
    size += text.length();
  }

  private void digits(int value, int count) {
    int rest = value;
    for (int i = size + count - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += count;
  }

  /** Appends an octet without checking the capacity. */
  private void put(char ascii) {
    bytes[size++] = (byte) ascii;
  }

  private void reserve(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(size + count, size + (size >> 1)));
    }
  }
}
