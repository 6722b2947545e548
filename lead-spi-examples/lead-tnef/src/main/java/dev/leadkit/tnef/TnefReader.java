// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import dev.leadkit.Attachment;
import dev.leadkit.Defect;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.MessageReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader of mail that opens what it finds in a winmail.dat (MS-OXTNEF), around one that does not.
 *
 * <p>Instead of the winmail.dat the message has the files in it; where it has no text or subject of its own, those in it. An inner message is
 * one file, an {@code .eml}. The body is taken as HTML, from RTF that was HTML or plain text once, or as the text of other RTF, which then is
 * a file as well.
 *
 * <p>How it is done: a winmail.dat is rewritten as the mail that would have been sent without it, and that is read by the reader around which
 * this one stands. So names are made safe, types detected, texts chosen, quotations and signatures left out and limits kept in one way only.
 *
 * <p>Whatever stands in the way costs nothing: the winmail.dat then stays among the attachments, before what could be taken out, and a defect
 * says why. It also stays where it is no mail but a meeting, a task or a contact. Immutable; one reader serves any number of threads.
 */
public final class TnefReader implements MessageReader {

  private final MessageReader reader;
  private final TnefLimits limits;

  private TnefReader(MessageReader reader, TnefLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  /**
   * Around this reader.
   *
   * @param reader of mail: it also reads what is in a winmail.dat
   */
  public static TnefReader around(MessageReader reader) {
    return new TnefReader(reader, TnefLimits.standard());
  }

  /** The same reader with other limits. */
  public TnefReader withLimits(TnefLimits other) {
    return new TnefReader(reader, other);
  }

  @Override
  public Message read(RawMessage raw, Instant receivedAt, Sink contents) {
    var keeping = new Keeping(contents, limits.bytes());
    Message message = reader.read(raw, receivedAt, keeping);
    for (Attachment attachment : message.attachments()) {
      if (keeping.content(attachment.blob()) != null || isDeclared(attachment)) {
        return new Opening(message, keeping, receivedAt, contents).opened();
      }
    }
    return message;
  }

  private static boolean isDeclared(Attachment attachment) {
    return attachment.mime().equals("application/ms-tnef")
        || attachment.mime().equals("application/vnd.ms-tnef")
        || attachment.filename().equalsIgnoreCase("winmail.dat");
  }

  /** One message on its way from packed to opened. */
  private final class Opening {

    private final Keeping kept;
    private final Instant receivedAt;
    private final Sink contents;
    private final MailWriter writer = new MailWriter(limits);
    private final List<Attachment> attachments = new ArrayList<>();
    private Message message;

    Opening(Message message, Keeping kept, Instant receivedAt, Sink contents) {
      this.message = message;
      this.kept = kept;
      this.receivedAt = receivedAt;
      this.contents = contents;
    }

    Message opened() {
      for (Attachment attachment : message.attachments()) {
        Slice content = kept.content(attachment.blob());
        if (content != null && content.length() > 0) {
          open(attachment, content);
          continue;
        }
        attachments.add(attachment);
        if (content != null) {
          report(Trouble.TOO_LARGE);
        } else if (isDeclared(attachment)) {
          report(Trouble.NOT_TNEF);
        }
      }
      return message.toBuilder().attachments(attachments).build();
    }

    private void open(Attachment packed, Slice content) {
      boolean hasBody = !message.textBody().isBlank() || !message.htmlBody().isBlank();
      byte[] mail =
          writer.write(content, hasBody ? MailWriter.Use.FILES : MailWriter.Use.BODY_AND_FILES);
      Message inside =
          reader.read(RawMessage.of(mail).withTenant(message.tenant()), receivedAt, contents);
      if (inside.isDamaged() || inside.attachments().size() < writer.files()) {
        writer.troubles().add(Trouble.LOST);
      }
      if (!writer.troubles().isEmpty() || !writer.isMail()) {
        attachments.add(packed);
      }
      attachments.addAll(inside.attachments());
      if (!hasBody) {
        message = withText(inside);
      }
      message = withSubject(inside);
      inside.defects().forEach(this::report);
      writer.troubles().forEach(this::report);
    }

    private Message withText(Message inside) {
      return message.toBuilder()
          .textBody(inside.textBody())
          .htmlBody(inside.htmlBody())
          .visibleText(inside.visibleText())
          .forwarded(message.forwarded() == null ? inside.forwarded() : message.forwarded())
          .build();
    }

    private Message withSubject(Message inside) {
      return message.subject().isBlank()
          ? message.toBuilder().subject(inside.subject()).build()
          : message;
    }

    private void report(Trouble trouble) {
      message = message.toBuilder().defect(trouble.defect()).build();
    }

    /** What was found inside; that a winmail.dat has no sender and no date is no defect. */
    private void report(Defect inside) {
      if (inside.code() != Defect.Code.MISSING_FIELD) {
        String detail = "in a winmail.dat: " + inside.detail();
        message =
            message.toBuilder().defect(new Defect(inside.code(), -1, detail)).build();
      }
    }
  }
}
