// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import dev.leadkit.tnef.PropertyList.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes the content of a winmail.dat as a mail, as Outlook would have sent it without packing, so that any mail reader can read it.
 *
 * <p>All content is in base64, so that it cannot contain a delimiter, and each field value is escaped, so that it cannot end early.
 */
final class MailWriter {

  /** Whether to write the body; the outer message may have one. */
  enum Use {
    BODY_AND_FILES,
    FILES
  }

  /** The interface id of IMessage, which precedes an embedded message (MS-OXTNEF §2.1.3.4). */
  private static final byte[] MESSAGE_INTERFACE = {
    7, 3, 2, 0, 0, 0, 0, 0, (byte) 0xC0, 0, 0, 0, 0, 0, 0, 0x46
  };

  /** PidTagAttachFlags: shown inside the HTML (MS-OXCMSG §2.2.2.18). */
  private static final int SHOWN_IN_HTML = 4;

  private static final int MAX_NAME_LENGTH = 1_000;
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z0-9][a-z0-9.+_-]{0,100}/[a-z0-9][a-z0-9.+_-]{0,100}");
  private static final Pattern MAIL =
      Pattern.compile("IPM\\.(Microsoft Mail\\.)?Note(\\..*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern CONTENT_ID = Pattern.compile("[!-;=?-~]{1,500}");
  private static final String OCTETS = "application/octet-stream";

  private final TnefLimits limits;
  private final Set<TnefProblem> troubles = EnumSet.noneOf(TnefProblem.class);
  private Octets out = new Octets();
  private int textLeft;
  private int parts;
  private int boundaries;
  private int files;
  private boolean mail;

  MailWriter(TnefLimits limits) {
    this.limits = limits;
    this.textLeft = limits.textBytes();
  }

  /** Writes a mail with the content of a winmail.dat. Limits apply to all winmail.dat of a message together. */
  byte[] write(ByteReader stream, Use use) {
    out = new Octets();
    troubles.clear();
    files = 0;
    Tnef tnef = parsed(stream);
    mail = isMail(tnef);
    message(tnef, use, 1);
    byte[] written = out.toByteArray();
    out = new Octets();
    return written;
  }

  /** The problems with the last winmail.dat. */
  Set<TnefProblem> troubles() {
    return troubles;
  }

  /** The number of files in the last one; an inner message counts as one. */
  int files() {
    return files;
  }

  /** Whether the last one was a mail. A meeting or a contact has content that a mail cannot express. */
  boolean isMail() {
    return mail;
  }

  private static boolean isMail(Tnef tnef) {
    String name = tnef.text(tnef.message(), Tnef.MESSAGE_CLASS);
    if (name.isBlank()) {
      name = tnef.attributeText(tnef.message(), Tnef.ATTRIBUTE_MESSAGE_CLASS);
    }
    return name.isBlank() || MAIL.matcher(name.strip()).matches();
  }

  private Tnef parsed(ByteReader stream) {
    Tnef tnef = Tnef.of(stream, limits.parts());
    if (tnef.isDamaged()) {
      troubles.add(TnefProblem.DAMAGED);
    }
    if (tnef.isCut()) {
      troubles.add(TnefProblem.TOO_MANY_PARTS);
    }
    return tnef;
  }

  private void message(Tnef tnef, Use use, int depth) {
    String boundary = "=_" + ++boundaries + "_tnef";
    from(tnef);
    line("Subject: " + oneLine(subject(tnef)));
    line("MIME-Version: 1.0");
    line("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"");
    line("");
    line("--" + boundary);
    if (use == Use.BODY_AND_FILES) {
      body(tnef, boundary);
    } else {
      text("");
    }
    for (Tnef.Part attachment : tnef.attachments()) {
      if (parts == limits.parts()) {
        troubles.add(TnefProblem.TOO_MANY_PARTS);
        break;
      }
      parts++;
      attachment(tnef, attachment, boundary, depth);
    }
    line("--" + boundary + "--");
  }

  private void from(Tnef tnef) {
    String name = oneLine(tnef.text(tnef.message(), Tnef.SENDER_NAME));
    String address = tnef.text(tnef.message(), Tnef.SENDER_SMTP);
    if (address.isEmpty()) {
      address = tnef.text(tnef.message(), Tnef.SENDER_EMAIL);
    }
    if (address.indexOf('@') > 0 && CONTENT_ID.matcher(address).matches()) {
      line("From: \"" + name.replaceAll("[\\\\\"]", "\\\\$0") + "\" <" + address + ">");
    }
  }

  private static String subject(Tnef tnef) {
    Tnef.Part message = tnef.message();
    String subject = tnef.text(message, Tnef.SUBJECT);
    if (subject.isBlank()) {
      subject = tnef.attributeText(message, Tnef.ATTRIBUTE_SUBJECT);
    }
    return subject.isBlank() ? tnef.text(message, Tnef.TOPIC) : subject;
  }

  private void body(Tnef tnef, String boundary) {
    Body body = Body.of(tnef, textLeft);
    textLeft -= Math.min(textLeft, Math.max(body.text().length(), body.html().length()));
    if (body.damaged()) {
      troubles.add(TnefProblem.RTF_DAMAGED);
    }
    if (body.cut()) {
      troubles.add(TnefProblem.BODY_TOO_LONG);
    }
    if (body.html().length() == 0) {
      text(body.text());
    } else if (body.text().isBlank()) {
      html(body);
    } else {
      String inner = "=_" + ++boundaries + "_tnef";
      line("Content-Type: multipart/alternative; boundary=\"" + inner + "\"");
      line("");
      line("--" + inner);
      text(body.text());
      line("--" + inner);
      html(body);
      line("--" + inner + "--");
    }
    if (body.rtf().length() > 0) {
      line("--" + boundary);
      file("application/rtf", "body.rtf", "attachment", "", new RtfStream(body.rtf(), textLeft));
    }
  }

  private void text(String text) {
    line("Content-Type: text/plain; charset=utf-8");
    base64(ByteReader.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void html(Body body) {
    String charset = body.htmlCharset();
    line("Content-Type: text/html" + (charset.isEmpty() ? "" : "; charset=" + charset));
    base64(body.html());
  }

  private void attachment(Tnef tnef, Tnef.Part part, String boundary, int depth) {
    Value data = part.property(Tnef.DATA);
    ByteReader content = part.attribute(Tnef.ATTRIBUTE_DATA);
    if (content.length() == 0) {
      content = data.content();
    }
    if (data.type() == PropertyList.OBJECT && content.startsWith(MESSAGE_INTERFACE)) {
      content = content.range(MESSAGE_INTERFACE.length, content.length());
    }
    if (content == ByteReader.EMPTY) {
      troubles.add(TnefProblem.NO_CONTENT);
      return;
    }
    line("--" + boundary);
    files += depth == 1 ? 1 : 0;
    String name = name(tnef, part);
    if (!Tnef.isTnef(content)) {
      String mediaType = mediaType(tnef, part);
      String contentId = contentId(tnef, part);
      boolean inline = !contentId.isEmpty() && isInline(part) && !mediaType.startsWith("text/");
      file(mediaType, name, inline ? "inline" : "attachment", contentId, content);
    } else if (depth == limits.depth()) {
      troubles.add(TnefProblem.TOO_DEEP);
      file("application/ms-tnef", name, "attachment", "", content);
    } else {
      inner(parsed(content), name, depth + 1);
    }
  }

  private void inner(Tnef tnef, String name, int depth) {
    String shown = name.isBlank() || name.equalsIgnoreCase("winmail.dat") ? subject(tnef) : name;
    line("Content-Type: message/rfc822");
    line("Content-Disposition: attachment; filename*=UTF-8''" + encoded(shown + ".eml"));
    line("");
    message(tnef, Use.BODY_AND_FILES, depth);
  }

  private void file(
      String mediaType, String name, String disposition, String contentId, ByteReader content) {
    fileHeader(mediaType, name, disposition, contentId);
    base64(content);
  }

  private void fileHeader(String mediaType, String name, String disposition, String contentId) {
    line("Content-Type: " + mediaType);
    if (!contentId.isEmpty()) {
      line("Content-ID: <" + contentId + ">");
    }
    line("Content-Disposition: " + disposition
        + (name.isEmpty() ? "" : "; filename*=UTF-8''" + encoded(name)));
  }

  private void file(
      String mediaType, String name, String disposition, String contentId, RtfStream content) {
    fileHeader(mediaType, name, disposition, contentId);
    base64(content);
    if (content.isCut()) {
      troubles.add(TnefProblem.BODY_TOO_LONG);
    }
  }

  private static String name(Tnef tnef, Tnef.Part part) {
    for (int property : new int[] {Tnef.LONG_FILENAME, Tnef.FILENAME}) {
      String name = tnef.text(part, property);
      if (!name.isBlank()) {
        return name;
      }
    }
    String title = tnef.attributeText(part, Tnef.ATTRIBUTE_TITLE);
    return title.isBlank() ? tnef.text(part, Tnef.NAME) : title;
  }

  /** The media type of an attachment, never one with an inner structure: it must stay a file. */
  private static String mediaType(Tnef tnef, Tnef.Part part) {
    String declared = tnef.text(part, Tnef.MIME_TAG).strip().toLowerCase(Locale.ROOT);
    boolean structured = declared.startsWith("multipart/") || declared.startsWith("message/");
    return structured || !MEDIA_TYPE.matcher(declared).matches() ? OCTETS : declared;
  }

  private static String contentId(Tnef tnef, Tnef.Part part) {
    String id = tnef.text(part, Tnef.CONTENT_ID).strip();
    return CONTENT_ID.matcher(id).matches() ? id : "";
  }

  private static boolean isInline(Tnef.Part part) {
    return (part.number(Tnef.FLAGS) & SHOWN_IN_HTML) != 0
        || (part.number(Tnef.HIDDEN) & 0xFFFF) != 0;
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }

  /** A name in the extended notation of RFC 8187 §3.2.1: letters, digits, dots and hyphens unchanged, everything else as octets of UTF-8. */
  private static String encoded(String name) {
    var encoded = new StringBuilder();
    String shortened = name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH));
    for (byte octet : shortened.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = octet >= 'a' && octet <= 'z'
          || octet >= 'A' && octet <= 'Z'
          || octet >= '0' && octet <= '9'
          || octet == '.'
          || octet == '-';
      if (plain) {
        encoded.append((char) octet);
      } else {
        encoded
            .append('%')
            .append(Character.forDigit(octet >> 4 & 0xF, 16))
            .append(Character.forDigit(octet & 0xF, 16));
      }
    }
    return encoded.toString();
  }

  private void base64(ByteReader content) {
    base64(new ByteArrayInputStream(content.octets(), content.from(), content.length()));
  }

  private void base64(InputStream content) {
    line("Content-Transfer-Encoding: base64");
    line("");
    try (OutputStream encoding = Base64.getMimeEncoder().wrap(out)) {
      content.transferTo(encoding);
    } catch (IOException e) {
      throw new UncheckedIOException("an array does not fail", e);
    }
    line("");
  }

  private void line(String line) {
    byte[] octets = line.getBytes(StandardCharsets.UTF_8);
    out.write(octets, 0, octets.length);
    out.write('\r');
    out.write('\n');
  }
}
