// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.structure;

import dev.leadkit.Attachment.Disposition;
import dev.leadkit.Defect.Code;
import dev.leadkit.mime.encoding.TransferEncoding;
import dev.leadkit.mime.header.EncodedWords;
import dev.leadkit.mime.header.FieldName;
import dev.leadkit.mime.header.HeaderFields;
import dev.leadkit.mime.header.ParameterList;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.scan.Text;
import org.jspecify.annotations.Nullable;

/** A message or a part with what its header says of its content (RFC 2045 §2.4, RFC 2183), and the range of its body. */
public final class Entity {

  private static final String TEXT = "text/plain";

  public final @Nullable Entity parent;
  final int depth;
  public final int position;
  final int bodyStart;
  private final byte[] bytes;
  public final ParameterList contentType;
  public final ParameterList disposition;
  public final TransferEncoding encoding;
  public final String contentId;

  /** What its field says of the encoding. */
  public final String encodingName;

  public String type;
  int bodyEnd;
  public int children;

  /** Where the text before the first part of a multipart ends, and where that after the last one begins and ends. */
  int preambleEnd;

  int epilogueStart;
  int epilogueEnd;

  private Entity(
      byte[] bytes,
      HeaderFields header,
      @Nullable Entity parent,
      int position,
      int maxParameters,
      Defects defects) {
    this.parent = parent;
    this.depth = parent == null ? 0 : parent.depth + 1;
    this.position = position;
    this.bytes = bytes;
    this.bodyStart = header.bodyStart();
    this.bodyEnd = header.bodyStart();
    this.contentType = parameters(header, FieldName.CONTENT_TYPE, maxParameters, defects);
    this.disposition = parameters(header, FieldName.CONTENT_DISPOSITION, maxParameters, defects);
    this.encoding = TransferEncoding.of(
        header.first(FieldName.CONTENT_TRANSFER_ENCODING),
        defects,
        header.position(FieldName.CONTENT_TRANSFER_ENCODING));
    this.encodingName = header.first(FieldName.CONTENT_TRANSFER_ENCODING);
    this.contentId = withoutBrackets(header.first(FieldName.CONTENT_ID));
    this.type = type(contentType.value(), parent, position, defects);
  }

  public static Entity of(
      byte[] bytes,
      HeaderFields header,
      @Nullable Entity parent,
      int position,
      int maxParameters,
      Defects defects) {
    return new Entity(bytes, header, parent, position, maxParameters, defects);
  }

  public ByteRange body() {
    return new ByteRange(bytes, bodyStart, Math.max(bodyStart, bodyEnd));
  }

  public boolean isMultipart() {
    return type.startsWith("multipart/");
  }

  /** Whether this is a report (RFC 3462), with or without parts. */
  public boolean isReport() {
    return contentType.value().equals("multipart/report");
  }

  /** Another mail (RFC 2046 §5.2.1), or one with UTF-8 in its header (RFC 6532 §3.7). */
  public boolean isMail() {
    return type.equals("message/rfc822") || type.equals("message/global");
  }

  boolean isText() {
    return type.equals(TEXT) || type.equals("text/html");
  }

  public boolean isHtml() {
    return type.equals("text/html");
  }

  boolean isAttached() {
    return disposition.value().equals("attachment");
  }

  boolean isNamed() {
    return !disposition.get("filename").isEmpty() || !contentType.get("name").isEmpty();
  }

  public Disposition shown() {
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
  public String declaredName(Defects defects) {
    String name = disposition.get("filename");
    if (name.isEmpty()) {
      name = contentType.get("name");
    }
    return EncodedWords.decode(name, defects, position);
  }

  public ByteRange preamble() {
    return new ByteRange(bytes, bodyStart, Math.max(bodyStart, preambleEnd));
  }

  public ByteRange epilogue() {
    return new ByteRange(bytes, epilogueStart, Math.max(epilogueStart, epilogueEnd));
  }

  void readAsText() {
    type = TEXT;
  }

  private static ParameterList parameters(
      HeaderFields header, FieldName name, int maxParameters, Defects defects) {
    return ParameterList.parse(header.first(name), maxParameters, defects, header.position(name));
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
