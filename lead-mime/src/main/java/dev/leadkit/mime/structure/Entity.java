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

/** A message or a part (RFC 2045 §2.4): the fields of its header that describe its content, and the range of its body. */
public final class Entity {

  private static final String TEXT = "text/plain";

  /** The multipart that contains this part, null for the message itself. */
  public final @Nullable Entity parent;

  final int depth;
  /** The position of the header. */
  public final int position;

  final int bodyStart;
  private final byte[] bytes;
  /** The value of Content-Type. */
  public final ParameterList contentType;
  /** The value of Content-Disposition. */
  public final ParameterList disposition;
  /** The transfer encoding of the body. */
  public final TransferEncoding encoding;
  /** The value of Content-ID without brackets, {@code ""} if there is none. */
  public final String contentId;

  /** The transfer encoding as its field names it, {@code ""} if there is none. */
  public final String encodingName;

  /** The media type that the content is read as, in lower case. */
  public String type;

  int bodyEnd;
  /** The number of parts of a multipart that were found so far. */
  public int children;

  /** The end of the text before the first part of a multipart, and the range of the text after the last one. */
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

  /**
   * A part with an empty body, whose end is set when it is found.
   *
   * @param parent the multipart that contains it, null for the message itself
   * @param position the position of its header
   * @param maxParameters the maximum number of parameters of one field
   */
  public static Entity of(
      byte[] bytes,
      HeaderFields header,
      @Nullable Entity parent,
      int position,
      int maxParameters,
      Defects defects) {
    return new Entity(bytes, header, parent, position, maxParameters, defects);
  }

  /** The body, without the line break before a delimiter. */
  public ByteRange body() {
    return new ByteRange(bytes, bodyStart, Math.max(bodyStart, bodyEnd));
  }

  /** Whether the content is read as a multipart. */
  public boolean isMultipart() {
    return type.startsWith("multipart/");
  }

  /** Whether this is a report (RFC 3462), with or without parts. */
  public boolean isReport() {
    return contentType.value().equals("multipart/report");
  }

  /** Whether this is an attached mail (RFC 2046 §5.2.1), with or without UTF-8 in its header (RFC 6532 §3.7). */
  public boolean isMail() {
    return type.equals("message/rfc822") || type.equals("message/global");
  }

  boolean isText() {
    return type.equals(TEXT) || type.equals("text/html");
  }

  /** Whether the content is HTML. */
  public boolean isHtml() {
    return type.equals("text/html");
  }

  boolean isAttached() {
    return disposition.value().equals("attachment");
  }

  boolean isNamed() {
    return !disposition.get("filename").isEmpty() || !contentType.get("name").isEmpty();
  }

  /** How the part is to be shown: inline if its header says so, or if it has a Content-ID and no disposition. */
  public Disposition shown() {
    return disposition.value().equals("inline")
            || disposition.value().isEmpty() && !contentId.isEmpty()
        ? Disposition.INLINE
        : Disposition.ATTACHMENT;
  }

  /** Whether this is the resource fork of a file (RFC 1740), which only old Macintoshes use. */
  boolean isResourceFork() {
    return type.equals("application/applefile") && isOfAppleDouble();
  }

  /** Whether this is a fork of a Macintosh file, and so a file even if it is text. */
  boolean isOfAppleDouble() {
    return parent != null && parent.type.equals("multipart/appledouble");
  }

  /** The decoded file name (RFC 2183 §2.3), or the {@code name} of the media type; {@code ""} if there is neither. */
  public String declaredName(Defects defects) {
    String name = disposition.get("filename");
    if (name.isEmpty()) {
      name = contentType.get("name");
    }
    return EncodedWords.decode(name, defects, position);
  }

  /** The text before the first part of a multipart (RFC 2046 §5.1.1). */
  public ByteRange preamble() {
    return new ByteRange(bytes, bodyStart, Math.max(bodyStart, preambleEnd));
  }

  /** The text after the last part of a multipart (RFC 2046 §5.1.1). */
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

  /** The media type, with the defaults of RFC 2045 §5.2 and RFC 2046 §5.1.5 and with common mistakes corrected. */
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
