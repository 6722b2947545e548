// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.mime.header.Filename;
import dev.leadkit.mime.header.HeaderLines;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.scan.Text;
import dev.leadkit.mime.structure.Entity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The structure of a mail without loss: each field and each part with its position in the received bytes, and a mapping from words of its text
 * back to these bytes. Created by {@link MimeReader#outline}.
 *
 * <p>The parts are those that a {@link MimeReader} with the same limits finds. An attached mail is one part; to see inside, make an outline of
 * its bytes. Immutable and safe for use by several threads, as long as the bytes are not changed.
 */
public final class MimeOutline {

  private final byte[] bytes;
  private final List<Part> parts;
  private final VisibleOrigins origins;

  /**
   * A range of bytes of the mail.
   *
   * @param from the position of the first byte
   * @param to the position after the last byte
   */
  public record Span(int from, int to) {

    public Span {
      if (from < 0 || to < from) {
        throw new IllegalArgumentException("expected 0 <= from <= to, got " + from + ".." + to);
      }
    }
  }

  /**
   * A line of a header with its continuation lines and the line break at its end. The fields of a header in their order are the header, byte for
   * byte.
   *
   * @param name the name as it is spelled, {@code ""} if the line is not a field
   * @param span the bytes of the lines
   */
  public record Field(String name, Span span) {
    public Field {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(span, "span");
    }
  }

  /**
   * The mail itself or one of its parts.
   *
   * @param path the part number of IMAP (RFC 9051 §6.4.5), {@code ""} for a mail that is a multipart
   * @param mediaType the media type that it was read as, in lower case, without parameters
   * @param parameters the parameters of the media type, such as {@code charset}, by their names in lower case
   * @param transferEncoding the declared transfer encoding, {@code ""} if there is none
   * @param disposition the declared disposition in lower case, {@code ""} if there is none
   * @param filename a file name that is safe to show, {@code ""} if there is none
   * @param fields the fields of the header in their order, with repeats
   * @param header the bytes of the header with the blank line after it
   * @param body the bytes of the body without the line break before a delimiter
   * @param parts the parts inside it
   */
  public record Part(
      String path,
      String mediaType,
      Map<String, String> parameters,
      String transferEncoding,
      String disposition,
      String filename,
      List<Field> fields,
      Span header,
      Span body,
      List<Part> parts) {

    public Part {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(mediaType, "mediaType");
      Objects.requireNonNull(parameters, "parameters");
      Objects.requireNonNull(transferEncoding, "transferEncoding");
      Objects.requireNonNull(disposition, "disposition");
      Objects.requireNonNull(filename, "filename");
      Objects.requireNonNull(fields, "fields");
      Objects.requireNonNull(header, "header");
      Objects.requireNonNull(body, "body");
      Objects.requireNonNull(parts, "parts");
      parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
      parameters.values().forEach(value -> Objects.requireNonNull(value, "parameters"));
      fields = List.copyOf(fields);
      parts = List.copyOf(parts);
    }

    /** Omits the file name, which may name a person. */
    @Override
    public String toString() {
      return "Part[" + path + ", " + mediaType + "]";
    }
  }

  private MimeOutline(byte[] bytes, List<Part> parts, VisibleOrigins origins) {
    this.bytes = bytes;
    this.parts = parts;
    this.origins = origins;
  }

  static MimeOutline of(byte[] bytes, MimeLimits limits) {
    ByteRange octets = new ByteRange(bytes, 0, Math.min(bytes.length, limits.bytes()));
    ParsedMail mail = ParsedMail.read(octets, limits, new Defects());
    return new MimeOutline(bytes, parts(bytes, mail.entities()), VisibleOrigins.of(mail));
  }

  /** The mail itself. */
  public Part root() {
    return parts.get(0);
  }

  /** The mail itself and all its parts, each before the parts inside it. */
  public List<Part> parts() {
    return parts;
  }

  /** The part with this number, null if there is none. */
  public @Nullable Part part(String path) {
    for (Part part : parts) {
      if (part.path().equals(path)) {
        return part;
      }
    }
    return null;
  }

  /** A copy of the bytes of a range. */
  public byte[] bytes(Span span) {
    return Arrays.copyOfRange(bytes, span.from(), span.to());
  }

  /**
   * The bytes of a range of the {@linkplain dev.leadkit.Message#textBody() text}, in the order of the text.
   *
   * @param from the index of the first character
   * @param to the index after the last character
   * @return one range for each part that contains some of the characters; the whole body of a part if they cannot be located in it
   * @throws IndexOutOfBoundsException if the range is not within the text
   */
  public List<Span> text(int from, int to) {
    return origins.text(from, to);
  }

  /**
   * The bytes of a range of the {@linkplain dev.leadkit.Message#visibleText() visible text}, in the order of the text.
   *
   * @param from the index of the first character
   * @param to the index after the last character
   * @return one range for each run of adjacent words, between the tags if the text is HTML; the whole body of a part if they cannot be located in
   *     it
   * @throws IndexOutOfBoundsException if the range is not within the visible text
   */
  public List<Span> visibleText(int from, int to) {
    return origins.visibleText(from, to);
  }

  // ------------------------------------------------------------------------------------------
  // parts

  private static List<Part> parts(byte[] bytes, List<Entity> entities) {
    Map<Entity, String> paths = new HashMap<>();
    Map<Entity, Integer> counts = new HashMap<>();
    for (Entity entity : entities) {
      paths.put(entity, path(entity, paths, counts));
    }
    Map<Entity, List<Part>> inner = new HashMap<>();
    List<Part> parts = new ArrayList<>(entities.size());
    for (int i = entities.size() - 1; i >= 0; i--) {
      Entity entity = entities.get(i);
      List<Part> inside = inner.getOrDefault(entity, new ArrayList<>(0));
      Collections.reverse(inside);
      Part part = part(bytes, entity, paths.getOrDefault(entity, ""), inside);
      parts.add(part);
      if (entity.parent != null) {
        inner.computeIfAbsent(entity.parent, p -> new ArrayList<>()).add(part);
      }
    }
    Collections.reverse(parts);
    return List.copyOf(parts);
  }

  private static String path(
      Entity entity, Map<Entity, String> paths, Map<Entity, Integer> counts) {
    if (entity.parent == null) {
      return entity.children > 0 ? "" : "1";
    }
    int number = counts.merge(entity.parent, 1, Integer::sum);
    String outer = paths.getOrDefault(entity.parent, "");
    return outer.isEmpty() ? Integer.toString(number) : outer + "." + number;
  }

  private static Part part(byte[] bytes, Entity entity, String path, List<Part> inner) {
    Defects unheard = new Defects();
    ByteRange body = entity.body();
    List<Field> fields = fields(bytes, entity.position, body.from);
    return new Part(
        path,
        entity.type,
        entity.contentType.all(),
        Text.line(entity.encodingName).toLowerCase(Locale.ROOT),
        entity.disposition.value(),
        Filename.safe(entity.declaredName(unheard)),
        fields,
        new Span(entity.position, body.from),
        new Span(body.from, body.to),
        inner);
  }

  /** Each line that does not begin with white space begins a field; the blank line at the end is not one. */
  private static List<Field> fields(byte[] bytes, int from, int to) {
    List<Field> fields = new ArrayList<>();
    int at = from;
    while (at < to) {
      int end = Math.min(ByteRange.lineFeed(bytes, at, to) + 1, to);
      if (end == to && isBlankLine(bytes, at, end)) {
        break;
      }
      while (end < to && ByteRange.isBlank(bytes[end])) {
        end = Math.min(ByteRange.lineFeed(bytes, end, to) + 1, to);
      }
      fields.add(new Field(name(bytes, at, end), new Span(at, end)));
      at = end;
    }
    return fields;
  }

  private static boolean isBlankLine(byte[] bytes, int from, int to) {
    return bytes[to - 1] == '\n' && HeaderLines.isEmpty(bytes, from, to - 1);
  }

  private static String name(byte[] bytes, int from, int to) {
    int end = HeaderLines.nameEnd(bytes, from, to);
    return end < 0 ? "" : ByteRange.ascii(bytes, from, end);
  }
}
