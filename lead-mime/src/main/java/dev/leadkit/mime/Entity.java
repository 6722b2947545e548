// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Attachment.Disposition;
import dev.leadkit.Defect.Code;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message or a part with what its header says of its content (RFC 2045 §2.4, RFC 2183), and the range of its body. */
final class Entity {

  private static final String TEXT = "text/plain";

  final @Nullable Entity parent;
  final int depth;
  final int position;
  final int bodyStart;
  private final byte[] bytes;
  final ParameterList contentType;
  final ParameterList disposition;
  final TransferEncoding encoding;
  final String contentId;

  /** What its field says of the encoding. */
  final String encodingName;

  String type;
  int bodyEnd;
  int children;

  /** Where the text before the first part of a multipart ends, and where that after the last one begins and ends. */
  int preambleEnd;

  int epilogueStart;
  int epilogueEnd;

  /** Decoded once, whichever bodies it belongs to. */
  @Nullable
  String text;

  /** Where plain text begins behind the encoded one, -1 where none does. */
  int footerStart = -1;

  /** The same as a person would read it: without files, without line breaks of the transport, without armour. */
  String shown = "";

  /** Its HTML as text; read when it is asked for. */
  @Nullable
  HtmlText document;

  /** The files that stand in its text. */
  List<InlineFiles.InlineFile> files = List.of();

  private Entity(
      byte[] bytes,
      HeaderFields header,
      @Nullable Entity parent,
      int position,
      MimeLimits limits,
      Defects defects) {
    this.parent = parent;
    this.depth = parent == null ? 0 : parent.depth + 1;
    this.position = position;
    this.bytes = bytes;
    this.bodyStart = header.bodyStart();
    this.bodyEnd = header.bodyStart();
    this.contentType = parameters(header, FieldName.CONTENT_TYPE, limits, defects);
    this.disposition = parameters(header, FieldName.CONTENT_DISPOSITION, limits, defects);
    this.encoding = TransferEncoding.of(
        header.first(FieldName.CONTENT_TRANSFER_ENCODING),
        defects,
        header.position(FieldName.CONTENT_TRANSFER_ENCODING));
    this.encodingName = header.first(FieldName.CONTENT_TRANSFER_ENCODING);
    this.contentId = withoutBrackets(header.first(FieldName.CONTENT_ID));
    this.type = type(contentType.value(), parent, position, defects);
  }

  static Entity of(
      byte[] bytes,
      HeaderFields header,
      @Nullable Entity parent,
      int position,
      MimeLimits limits,
      Defects defects) {
    return new Entity(bytes, header, parent, position, limits, defects);
  }

  ByteRange body() {
    return new ByteRange(bytes, bodyStart, Math.max(bodyStart, bodyEnd));
  }

  boolean isMultipart() {
    return type.startsWith("multipart/");
  }

  /** RFC 3462, whether it has parts or not. */
  boolean isReport() {
    return contentType.value().equals("multipart/report");
  }

  /** Another mail (RFC 2046 §5.2.1), or one with UTF-8 in its header (RFC 6532 §3.7). */
  boolean isMail() {
    return type.equals("message/rfc822") || type.equals("message/global");
  }

  boolean isText() {
    return type.equals(TEXT) || type.equals("text/html");
  }

  boolean isHtml() {
    return type.equals("text/html");
  }

  boolean isAttached() {
    return disposition.value().equals("attachment");
  }

  boolean isNamed() {
    return !disposition.get("filename").isEmpty() || !contentType.get("name").isEmpty();
  }

  Disposition shown() {
    return disposition.value().equals("inline")
            || disposition.value().isEmpty() && !contentId.isEmpty()
        ? Disposition.INLINE
        : Disposition.ATTACHMENT;
  }

  /** RFC 1740: the half of a file that only old Macintoshes know what to do with. */
  boolean isResourceFork() {
    return type.equals("application/applefile") && isOfAppleDouble();
  }

  /** A file, then, even if it is a text. */
  boolean isOfAppleDouble() {
    return parent != null && parent.type.equals("multipart/appledouble");
  }

  /** RFC 2183 §2.3; the {@code name} of the media type where the disposition has none. */
  String declaredName(Defects defects) {
    String name = disposition.get("filename");
    if (name.isEmpty()) {
      name = contentType.get("name");
    }
    return EncodedWords.decode(name, defects, position);
  }

  ByteRange preamble() {
    return new ByteRange(bytes, bodyStart, Math.max(bodyStart, preambleEnd));
  }

  ByteRange epilogue() {
    return new ByteRange(bytes, epilogueStart, Math.max(epilogueStart, epilogueEnd));
  }

  void readAsText() {
    type = TEXT;
  }

  private static ParameterList parameters(
      HeaderFields header, FieldName name, MimeLimits limits, Defects defects) {
    return ParameterList.parse(header.first(name), limits, defects, header.position(name));
  }

  /** RFC 2045 §5.2 and RFC 2046 §5.1.5 say what a part is that does not say it. */
  private static String type(
      String declared, @Nullable Entity parent, int position, Defects defects) {
    if (declared.isEmpty()) {
      return parent != null && parent.type.equals("multipart/digest") ? "message/rfc822" : TEXT;
    }
    int slash = declared.indexOf('/');
    if (slash > 0 && slash < declared.length() - 1) {
      return declared;
    }
    defects.add(Code.MALFORMED_PARAMETER, position, "the media type has no subtype");
    return switch (declared) {
      case "text", "text/" -> TEXT;
      case "html", "text/htm" -> "text/html";
      case "multipart", "multipart/" -> "multipart/mixed";
      default -> "application/octet-stream";
    };
  }

  private static String withoutBrackets(String id) {
    String text = Text.line(id);
    int open = text.indexOf('<');
    int close = text.indexOf('>', open + 1);
    return open >= 0 && close > open ? text.substring(open + 1, close).strip() : text;
  }
}
