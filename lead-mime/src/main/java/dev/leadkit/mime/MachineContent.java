// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Address;
import dev.leadkit.FormField;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.structure.Entity;
import dev.leadkit.understanding.machine.CalendarMail;
import dev.leadkit.understanding.machine.MachineMail;
import dev.leadkit.understanding.machine.MailContent;
import dev.leadkit.understanding.machine.MailContent.Part;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects what of a mail decides its class: its fields, its texts and the parts that programs read. */
final class MachineContent {

  /** How much of a part is read. */
  private static final int MAX_PART = 64 * 1024;

  private static final int MAX_PARTS = 10;

  /** Reads at most this number of octets of a range, which need not be in memory. */
  @FunctionalInterface
  interface Beginning {
    ByteRange of(ByteRange range, int size);
  }

  private final Beginning beginning;
  private final ParsedMail mail;
  private final List<String> recipients;
  private final Instant sent;

  /**
   * The content of a mail.
   *
   * @param beginning reads the beginning of a part
   * @param recipients whom the transport delivered to
   * @param sent when the mail was sent
   */
  MachineContent(Beginning beginning, ParsedMail mail, List<String> recipients, Instant sent) {
    this.beginning = beginning;
    this.mail = mail;
    this.recipients = recipients;
    this.sent = sent;
  }

  /**
   * The class and the labels of the mail.
   *
   * @param to the addresses of To and Cc
   * @param ownText what the sender wrote
   * @param fields the fields of a web form in the text
   */
  MachineMail.Result read(
      Address from,
      List<Address> to,
      List<Address> replyTo,
      String subject,
      String ownText,
      List<FormField> fields) {
    return MachineMail.read(new MailContent(
        mail.header(),
        mail.root().contentType.value(),
        mail.root().contentType.get("report-type").toLowerCase(Locale.ROOT),
        from,
        to,
        replyTo,
        subject,
        mail.readableText(),
        ownText,
        fields,
        parts(),
        recipients,
        sent.atZone(ZoneOffset.UTC).toLocalDate()));
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>(0);
    for (Entity entity : mail.entities()) {
      if (parts.size() < MAX_PARTS && MailContent.isForPrograms(entity.type)) {
        parts.add(new Part(entity.type, content(entity)));
      }
    }
    return parts;
  }

  /** The text of the first invitation, {@code ""} if there is none. */
  String invitation() {
    for (Part part : parts()) {
      if (part.type().equals("text/calendar") || part.type().equals("application/ics")) {
        return CalendarMail.text(part.content());
      }
    }
    return "";
  }

  private String content(Entity entity) {
    ByteRange body = entity.encoding.decode(beginning.of(entity.body(), MAX_PART), new Defects());
    return new String(body.bytes, body.from, body.length(), StandardCharsets.UTF_8);
  }
}
