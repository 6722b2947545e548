// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A mail as its signatures see it: header fields with their white space, and the octets of the body. Every line end counts as CR LF, so that
 * a mail that was stored with bare line feeds verifies. Immutable.
 */
public final class RawMail {

  /** The most octets of a header; signatures of a longer one are not verified. */
  public static final int MAX_HEADER = 1 << 20;

  /**
   * A header field.
   *
   * @param name in lower case; {@code ""} for a line that is not a field
   * @param raw the field with its folds, without its last CR LF; one character stands for one octet
   */
  record Field(String name, String raw) {
    /** What follows the colon, with its folds. */
    String value() {
      return raw.substring(raw.indexOf(':') + 1);
    }
  }

  private final byte[] bytes;
  private final int bodyFrom;
  private final List<Field> fields;
  private final Map<String, List<Integer>> byName = new HashMap<>();
  private final boolean oversized;

  private RawMail(byte[] bytes) {
    this.bytes = bytes;
    List<Field> found = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int at = 0;
    boolean tooLong = false;
    while (at < bytes.length) {
      int feed = at;
      while (feed < bytes.length && bytes[feed] != '\n') {
        feed++;
      }
      int end = feed > at && feed < bytes.length && bytes[feed - 1] == '\r' ? feed - 1 : feed;
      if (end == at) {
        at = Math.min(bytes.length, feed + 1);
        break;
      }
      tooLong |= end > MAX_HEADER;
      if (!tooLong) {
        String line = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
        if (bytes[at] != ' ' && bytes[at] != '\t') {
          finish(current, found);
          current.append(line);
        } else if (current.length() > 0) {
          current.append("\r\n").append(line);
        }
      }
      at = feed + 1;
    }
    finish(current, found);
    this.bodyFrom = Math.min(at, bytes.length);
    this.fields = List.copyOf(found);
    this.oversized = tooLong;
    for (int i = 0; i < fields.size(); i++) {
      byName.computeIfAbsent(fields.get(i).name(), key -> new ArrayList<>()).add(i);
    }
  }

  private static void finish(StringBuilder current, List<Field> found) {
    if (current.length() > 0) {
      String raw = current.toString();
      int colon = raw.indexOf(':');
      String name = colon < 0 ? "" : raw.substring(0, colon).stripTrailing();
      boolean valid = name.chars().allMatch(each -> each > ' ' && each < 0x7F);
      found.add(new Field(valid ? name.toLowerCase(Locale.ROOT) : "", raw));
      current.setLength(0);
    }
  }

  /** A mail of these octets, which are not copied and must not change. */
  public static RawMail of(byte[] bytes) {
    return new RawMail(bytes);
  }

  /** The values of the fields of this name, from top to bottom, unfolded; one character stands for one octet. */
  public List<String> values(String name) {
    return fields(name).stream()
        .map(each -> each.value().replace("\r\n", "").strip())
        .toList();
  }

  List<Field> fields(String name) {
    return places(name).stream().map(fields::get).toList();
  }

  Field field(int place) {
    return fields.get(place);
  }

  /** The places of the fields of this name (lower case), from top to bottom. */
  List<Integer> places(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** Whether the header is longer than {@link #MAX_HEADER}; fields beyond it are missing here. */
  boolean isOversized() {
    return oversized;
  }

  byte[] bytes() {
    return bytes;
  }

  int bodyFrom() {
    return bodyFrom;
  }
}
