// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.spi.MessageReader;
import java.time.Instant;

/**
 * Reads mail (RFC 5322, RFC 2045 to 2049) in a single pass. Damage is repaired the way a person would read the mail; each repair is a
 * {@link dev.leadkit.Defect} of the message.
 *
 * <p>A malformed mail never causes an exception. This follows from the construction, without a catch-all: every scan ends at the end of its
 * range, nothing recurses, numbers are read with bounds, and charsets come from a closed table. Time and memory grow linearly with the length
 * of the message: no range is read twice because of nesting, and a limit ends the keeping of data and not the reading of the message.
 *
 * <p>Fields with a verdict of the receiving host count only if the host declares that it writes them: see {@link #trusting} and
 * {@link #trustingSpamFields}. Immutable and safe for use by several threads.
 */
public final class MimeReader implements MessageReader {

  private final ReaderOptions options;

  /**
   * Creates a reader that trusts no fields with verdicts.
   *
   * @param limits the limits for one message; {@link MimeLimits#standard()} suits untrusted mail
   */
  public MimeReader(MimeLimits limits) {
    this(limits, MailSource.Streaming.STANDARD);
  }

  MimeReader(MimeLimits limits, MailSource.Streaming streaming) {
    this(ReaderOptions.of(limits, streaming));
  }

  private MimeReader(ReaderOptions options) {
    this.options = options;
  }

  /**
   * Returns a reader that also believes the {@code Authentication-Results} of this host. The host must remove fields with its own name from
   * incoming mail (RFC 8601 §5); otherwise anyone can forge them. Several hosts may be trusted.
   *
   * @param authservId the name that the host gives itself in the field, in any case
   */
  public MimeReader trusting(String authservId) {
    return new MimeReader(options.trusting(authservId));
  }

  /**
   * Returns a reader that also believes the topmost {@code Authentication-Results} if it names no host, as Microsoft 365 writes it. Only for mail
   * that has certainly passed such a host: anyone can write such a field.
   */
  public MimeReader trustingUnnamedHost() {
    return new MimeReader(options.trustingUnnamedHost());
  }

  /**
   * Returns a reader that also believes the {@code ARC-Authentication-Results} (RFC 8617) of a forwarder, such as the operator of a mailing list,
   * where a trusted host found the chain of seals valid ({@code arc=pass}) and the newest seal is of this domain. They replace results that did
   * not pass, since forwarding breaks SPF and often DKIM.
   *
   * @param domain the domain of the seal, in any case
   */
  public MimeReader trustingSealer(String domain) {
    return new MimeReader(options.trustingSealer(domain));
  }

  /**
   * Returns a reader that also believes the {@code X-Spam-*} fields. The receiving host must remove or overwrite these fields in incoming
   * mail; otherwise anyone can forge them.
   */
  public MimeReader trustingSpamFields() {
    return new MimeReader(options.trustingSpamFields());
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.leadkit.spi.StoreException if the mail is in a file that cannot be read, or that is shorter than it was
   */
  @Override
  public Message read(RawMessage raw, Instant receivedAt, Sink contents) {
    return new MessageParser(options, raw, contents)
        .read(Message.builder(raw, receivedAt), receivedAt);
  }

  /**
   * Reads the header only. This takes a few microseconds however long the mail is, and suits deciding where a mail goes or whether to read it
   * at all.
   *
   * @param mail the mail, or as much of its beginning as contains the header; not changed
   */
  public Triage triage(byte[] mail) {
    MimeLimits limits = options.limits();
    Defects defects = new Defects();
    ByteRange octets = new ByteRange(mail, 0, Math.min(mail.length, limits.bytes()));
    return Triage.of(ParsedMail.readHeader(octets, limits, defects), limits, defects);
  }

  /**
   * Reads the structure of a mail and the position of each of its pieces, to show it to a person or to prove what was read. It takes several
   * times as long as {@link #read}.
   *
   * @param mail the mail; not changed, and must not be changed while the outline is used
   */
  public MimeOutline outline(byte[] mail) {
    return MimeOutline.of(mail, options.limits());
  }
}
