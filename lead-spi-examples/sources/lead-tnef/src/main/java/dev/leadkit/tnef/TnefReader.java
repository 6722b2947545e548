// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import dev.leadkit.Attachment;
import dev.leadkit.Defect;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Understanding;
import dev.leadkit.spi.MessageReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A mail reader that opens winmail.dat (MS-OXTNEF). It wraps another reader.
 *
 * <p>The files in a winmail.dat replace it among the attachments. If the message has no text or subject of its own, it gets those of the
 * winmail.dat. An inner message becomes one {@code .eml} file. The body is read as HTML, or from RTF that was made from HTML or plain text, or
 * as the text of other RTF, which becomes a file as well.
 *
 * <p>A winmail.dat is rewritten as the mail that would have been sent without it, and the wrapped reader reads that mail. So file names, media
 * types, the choice of texts, quotations, signatures and limits are treated in the same way as in any mail.
 *
 * <p>Nothing is lost on a problem: the winmail.dat stays among the attachments, before the content that could be extracted, and a defect says
 * why. It also stays if it is not a mail but a meeting, a task or a contact. Immutable and safe for use by several threads.
 */
public final class TnefReader implements MessageReader {

  private final MessageReader reader;
  private final TnefLimits limits;

  private TnefReader(MessageReader reader, TnefLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  /**
   * Returns a reader that opens winmail.dat with {@link TnefLimits#standard()}.
   *
   * @param reader the wrapped reader, which reads the message and the content of each winmail.dat
   */
  public static TnefReader around(MessageReader reader) {
    return new TnefReader(reader, TnefLimits.standard());
  }

  /** Returns the same reader with other limits. */
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

  /** Opens one message. */
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
            .understanding(understanding(inside.understanding()))
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

    /** What was concluded from the text inside, and what the mail around it is. */
    private Understanding understanding(Understanding inside) {
      Understanding around = packed.understanding();
      return inside.toBuilder()
          .messageClass(around.messageClass())
          .forwards(inside.forwards().isEmpty() ? around.forwards() : inside.forwards())
          .build();
    }

    /** Adds a defect of the content. A missing sender or date in a winmail.dat is not a defect. */
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
