// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Defect.Code;
import dev.leadkit.mime.header.HeaderFields;
import dev.leadkit.mime.header.MessageFields;
import dev.leadkit.mime.header.MessageStart;
import dev.leadkit.mime.scan.BoundaryStack;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.structure.BodySelection;
import dev.leadkit.mime.structure.Entity;
import dev.leadkit.mime.structure.Multipart;
import dev.leadkit.mime.structure.OpaqueContent;
import dev.leadkit.mime.text.OutsideText;
import dev.leadkit.mime.text.PartText;
import dev.leadkit.mime.text.PartTexts;
import dev.leadkit.mime.text.PlaceholderText;
import dev.leadkit.understanding.Container;
import java.util.ArrayList;
import java.util.List;

/** The header, the parts and the texts of a mail: of the one that was received, or of one attached to it. */
final class ParsedMail {

  /** The most mails inside a mail that are read. */
  static final int MAX_ATTACHED = 50;

  private final HeaderFields header;
  private final MessageFields fields;
  private final List<Entity> entities;
  private final BodySelection body;
  private final PartTexts texts;
  private final MimeLimits limits;
  private final String text;
  private final String html;
  private final String readable;
  private final List<Container> containers;
  private final List<Entity> shownParts;
  private final List<ByteRange> outside;
  private final List<OutsideText> outsideTexts;

  private ParsedMail(
      HeaderFields header, List<Entity> entities, MimeLimits limits, Defects defects) {
    this.header = header;
    this.fields = new MessageFields(header, limits.addresses(), defects);
    this.entities = entities;
    this.body = BodySelection.of(entities);
    this.limits = limits;
    this.texts =
        new PartTexts(limits.textBytes(), Math.max(0, limits.parts() - entities.size()), defects);
    List<String> marked = new ArrayList<>(1);
    for (Entity entity : body.html()) {
      if (entity.isHtml()) {
        marked.add(texts.of(entity).text());
      }
    }
    List<String> plain = new ArrayList<>(1);
    for (Entity entity : body.text()) {
      String content = texts.of(entity).text();
      if (!entity.isHtml()) {
        plain.add(content);
      }
    }
    this.shownParts = PlaceholderText.shownParts(body, texts::of);
    List<String> shown = new ArrayList<>(1);
    List<Container> found = new ArrayList<>(0);
    int length = 0;
    for (Entity entity : shownParts) {
      PartText part = texts.of(entity);
      String content = entity.isHtml() ? part.document().text() : part.shown();
      if (entity.isHtml()) {
        for (Container container : part.document().containers()) {
          found.add(container.shifted(length));
        }
      }
      length += content.length() + (content.isEmpty() || content.endsWith("\n") ? 0 : 1);
      shown.add(content);
    }
    this.html = joined(marked);
    boolean hasText = !html.isBlank() || !plain.stream().allMatch(String::isBlank);
    this.outside = hasText || entities.size() == 1 ? List.of() : OutsideText.ranges(entities);
    this.outsideTexts = OutsideText.read(outside, texts.textLeft(), defects);
    if (!outside.isEmpty()) {
      outsideTexts.forEach(outer -> plain.add(outer.text()));
      shown = plain;
      found.clear();
    }
    OpaqueContent.report(entities, defects);
    this.text = joined(plain);
    this.containers = List.copyOf(found);
    this.readable = shown.equals(plain) ? text : joined(shown);
  }

  /** Reads a mail from its first octet. A mailbox separator, a byte order mark and blank lines before the header are skipped. */
  static ParsedMail read(ByteRange octets, MimeLimits limits, Defects defects) {
    byte[] bytes = MessageStart.withLineFeeds(octets, defects);
    int end = octets.to;
    HeaderFields header =
        header(new ByteRange(bytes, octets.from, end), HeaderFields.Owner.MESSAGE, limits, defects);
    return new ParsedMail(
        header,
        Multipart.entities(bytes, header, end, limits.structure(), defects),
        limits,
        defects);
  }

  /** Reads the header only, as if the mail ended after it. */
  static ParsedMail readHeader(ByteRange octets, MimeLimits limits, Defects defects) {
    byte[] bytes = MessageStart.withLineFeeds(octets, defects);
    HeaderFields header = header(
        new ByteRange(bytes, octets.from, octets.to), HeaderFields.Owner.GLANCE, limits, defects);
    Entity root = Entity.of(bytes, header, null, 0, limits.parameters(), defects);
    return new ParsedMail(header, List.of(root), limits, defects);
  }

  private static HeaderFields header(
      ByteRange octets, HeaderFields.Owner owner, MimeLimits limits, Defects defects) {
    int start = MessageStart.skip(octets.bytes, octets.from, octets.to, defects);
    HeaderFields header = HeaderFields.read(
        octets.bytes,
        start,
        octets.to,
        new BoundaryStack(),
        owner,
        limits.structure().headerBudget(),
        defects);
    if (header.isEmpty()) {
      defects.add(Code.UNREADABLE, start, "there is no header");
    }
    return header;
  }

  HeaderFields header() {
    return header;
  }

  /** The people, the subject and the date that the header names. */
  MessageFields fields() {
    return fields;
  }

  /** The mail itself and its parts, each before those inside it. */
  List<Entity> entities() {
    return entities;
  }

  Entity root() {
    return entities.get(0);
  }

  BodySelection body() {
    return body;
  }

  /** The decoded text of a part. */
  PartText text(Entity entity) {
    return texts.of(entity);
  }

  /** All plain text of the body. */
  String text() {
    return text;
  }

  /** All HTML of the body. */
  String html() {
    return html;
  }

  /** The text that a person sees: the plain text, or HTML as text where the plain text says nothing. */
  String readableText() {
    return readable;
  }

  /** The parts whose text a person sees, in their order. */
  List<Entity> shownParts() {
    return shownParts;
  }

  /** The ranges outside the parts that may contain the text; empty if the parts contain text. */
  List<ByteRange> outsideParts() {
    return outside;
  }

  /** The texts outside the parts that became text of the mail, after the texts of the parts. */
  List<OutsideText> outsideTexts() {
    return outsideTexts;
  }

  /** The texts that contain files. */
  List<PartText> textsWithFiles() {
    return body.text().stream()
        .map(texts::of)
        .filter(text -> !text.files().isEmpty())
        .toList();
  }

  /** The parts of the text that a person sees that its HTML marks as a quoted mail or a signature. */
  List<Container> containers() {
    return containers;
  }

  /** The parts that are mails. The mail in a report is not one of them (RFC 3462). */
  List<Entity> attachedParts() {
    return root().isReport()
        ? List.of()
        : body.attachments().stream().filter(Entity::isMail).limit(MAX_ATTACHED).toList();
  }

  /** The mail in such a part. */
  ParsedMail attached(Entity part) {
    Defects ignored = new Defects();
    return read(part.encoding.decode(part.body(), ignored), limits, ignored);
  }

  /** The texts one after the other, each beginning a line. */
  static String joined(List<String> texts) {
    if (texts.size() == 1) {
      return texts.get(0);
    }
    StringBuilder joined = new StringBuilder();
    for (String text : texts) {
      if (joined.length() > 0 && joined.charAt(joined.length() - 1) != '\n') {
        joined.append('\n');
      }
      joined.append(text);
    }
    return joined.toString();
  }
}
