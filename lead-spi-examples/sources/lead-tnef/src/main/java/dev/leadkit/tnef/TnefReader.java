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
    var keeping = new WinmailCollector(contents, limits.bytes());
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

    private final Message packed;
    private final WinmailCollector kept;
    private final Instant receivedAt;
    private final Sink contents;
    private final Message.Builder opened;
    private final MailWriter writer = new MailWriter(limits);
    private final List<Attachment> attachments = new ArrayList<>();
    private boolean hasBody;
    private boolean hasSubject;

    Opening(Message packed, WinmailCollector kept, Instant receivedAt, Sink contents) {
      this.packed = packed;
      this.kept = kept;
      this.receivedAt = receivedAt;
      this.contents = contents;
      opened = packed.toBuilder();
      hasBody = hasBody(packed);
      hasSubject = !packed.subject().isBlank();
    }

    Message opened() {
      for (Attachment attachment : packed.attachments()) {
        ByteReader content = kept.content(attachment.blob());
        if (content != null && content.length() > 0) {
          open(attachment, content);
          continue;
        }
        attachments.add(attachment);
        if (content != null) {
          opened.defect(TnefProblem.TOO_LARGE.defect());
        } else if (isDeclared(attachment)) {
          opened.defect(TnefProblem.NOT_TNEF.defect());
        }
      }
      return opened.attachments(attachments).build();
    }

    private void open(Attachment winmail, ByteReader content) {
      byte[] mail =
          writer.write(content, hasBody ? MailWriter.Use.FILES : MailWriter.Use.BODY_AND_FILES);
      Message inside =
          reader.read(RawMessage.of(mail).withTenant(packed.tenant()), receivedAt, contents);
      if (inside.isDamaged() || inside.attachments().size() < writer.files()) {
        writer.troubles().add(TnefProblem.LOST);
      }
      if (!writer.troubles().isEmpty() || !writer.isMail()) {
        attachments.add(winmail);
      }
      attachments.addAll(inside.attachments());
      takeText(inside);
      inside.defects().forEach(this::report);
      writer.troubles().forEach(trouble -> opened.defect(trouble.defect()));
    }

    private void takeText(Message inside) {
      if (!hasBody) {
        opened
            .textBody(inside.textBody())
            .htmlBody(inside.htmlBody())
            .visibleText(inside.visibleText())
            .hiddenText(inside.hiddenText())
            .links(inside.links())
            .imageTexts(inside.imageTexts());
        if (packed.forwarded() == null) {
          opened.forwarded(inside.forwarded());
        }
        hasBody = hasBody(inside);
      }
      if (!hasSubject) {
        opened.subject(inside.subject());
        hasSubject = !inside.subject().isBlank();
      }
    }

    /** What was found inside; that a winmail.dat has no sender and no date is no defect. */
    private void report(Defect inside) {
      if (inside.code() != Defect.Code.MISSING_FIELD) {
        opened.defect(new Defect(inside.code(), -1, "in a winmail.dat: " + inside.detail()));
      }
    }

    private static boolean hasBody(Message message) {
      return !message.textBody().isBlank() || !message.htmlBody().isBlank();
    }
  }
}
