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
 * How a mail is built, without loss: every field and every part of it with its place in the bytes that came in, and the way from words of
 * its text back to these bytes. See {@link MimeReader#outline}.
 *
 * <p>Parts are those that a {@link MimeReader} with the same limits tells apart. A mail that is attached is one part; its own outline is that
 * of its bytes. Immutable as long as the bytes are not changed.
 */
public final class MimeOutline {

  private final byte[] bytes;
  private final List<Part> parts;
  private final VisibleOrigins origins;

  /**
   * A range of bytes of the mail.
   *
   * @param from the first of them
   * @param to the one after the last of them
   */
  public record Span(int from, int to) {

    public Span {
      if (from < 0 || to < from) {
        throw new IllegalArgumentException("expected 0 <= from <= to, got " + from + ".." + to);
      }
    }
  }

  /**
   * A line of a header with those that continue it, the line break at its end included: the fields of a header one after the other are the
   * header, byte for byte.
   *
   * @param name as it is spelled, {@code ""} where the line is no field
   */
  public record Field(String name, Span span) {
    public Field {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(span, "span");
    }
  }

  /**
   * The mail itself, or a part of it.
   *
   * @param path the number of the part as IMAP gives it (RFC 9051 §6.4.5), {@code ""} for a mail that is a multipart
   * @param mediaType what it was read as, lower-case, without parameters
   * @param parameters those of its media type, as {@code charset} or {@code method}; names lower-case
   * @param transferEncoding as its field names it, {@code ""} where it does not
   * @param disposition as its field says, lower-case, {@code ""} where it does not
   * @param filename a name that is safe to show, {@code ""} where none was given
   * @param fields of its header, in order, repeats included
   * @param header its header with the blank line below it
   * @param body its body without the line break before a delimiter
   * @param parts those inside it
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

    /** Without the name, which may hold a person. */
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

  /** The mail itself and all its parts, each before those inside it. */
  public List<Part> parts() {
    return parts;
  }

  /** The part of that number, null where there is none. */
  public @Nullable Part part(String path) {
    for (Part part : parts) {
      if (part.path().equals(path)) {
        return part;
      }
    }
    return null;
  }

  /** The bytes of a range, in an array of their own. */
  public byte[] bytes(Span span) {
    return Arrays.copyOfRange(bytes, span.from(), span.to());
  }

  /**
   * Where the words of the {@linkplain dev.leadkit.Message#textBody() text} stand, in the order of the text.
   *
   * @param from the first character
   * @param to the one after the last
   * @return one range for each part that they stand in; the whole body where its words cannot be told apart
   * @throws IndexOutOfBoundsException if there are no such characters
   */
  public List<Span> text(int from, int to) {
    return origins.text(from, to);
  }

  /**
   * Where the words of the {@linkplain dev.leadkit.Message#visibleText() visible text} stand, in the order of the text.
   *
   * @param from the first character
   * @param to the one after the last
   * @return one range for each run of words that stand together, between the tags where the text is HTML; the whole body where its words cannot be
   *     told apart
   * @throws IndexOutOfBoundsException if there are no such characters
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

  /** Each line that does not begin with white space begins a field; the blank line at the end is none. */
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
