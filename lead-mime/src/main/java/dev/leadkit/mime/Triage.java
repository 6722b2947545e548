// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Address;
import dev.leadkit.Automation;
import dev.leadkit.Defect;
import dev.leadkit.Threading;
import dev.leadkit.mime.header.FieldName;
import dev.leadkit.mime.header.IdentificationFields;
import dev.leadkit.mime.header.MessageFields;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The main fields of the header of a mail, read by {@link MimeReader#triage}. They are equal to those of the message that is read from the whole
 * mail. Immutable.
 *
 * @param from the author, {@link Address#UNKNOWN} if none is named
 * @param to the addresses of the To fields
 * @param cc the addresses of the Cc fields
 * @param replyTo the addresses of the Reply-To fields
 * @param subject the decoded subject, {@code ""} if there is none
 * @param date the date of the {@code Date} field, null if there is none or it cannot be read
 * @param thread the ids of the message and of those that it answers
 * @param automation whether a machine wrote the mail
 * @param defects the defects of the fields that were read
 */
public record Triage(
    Address from,
    List<Address> to,
    List<Address> cc,
    List<Address> replyTo,
    String subject,
    @Nullable Instant date,
    Threading thread,
    Automation automation,
    List<Defect> defects) {

  public Triage {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(cc, "cc");
    Objects.requireNonNull(replyTo, "replyTo");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(thread, "thread");
    Objects.requireNonNull(automation, "automation");
    Objects.requireNonNull(defects, "defects");
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    replyTo = List.copyOf(replyTo);
    defects = List.copyOf(defects);
  }

  static Triage of(ParsedMail mail, MimeLimits limits, Defects defects) {
    MessageFields fields = mail.fields();
    String subject = fields.subject();
    Address from = fields.from();
    List<Address> to = fields.addresses(FieldName.TO);
    List<Address> cc = fields.addresses(FieldName.CC);
    List<Address> replyTo = fields.addresses(FieldName.REPLY_TO);
    Instant date = fields.date();
    MachineContent machine =
        new MachineContent(ByteRange::head, mail, List.of(), date == null ? Instant.EPOCH : date);
    return new Triage(
        from,
        to,
        cc,
        replyTo,
        subject,
        date,
        IdentificationFields.read(mail.header(), limits.references(), defects),
        machine
            .read(
                from,
                Stream.concat(to.stream(), cc.stream()).toList(),
                replyTo,
                subject,
                "",
                List.of())
            .messageClass()
            .kind()
            .automation(),
        defects.list());
  }

  /** Shows the id only: the other fields are personal. */
  @Override
  public String toString() {
    return "Triage[" + thread.messageId() + "]";
  }
}
