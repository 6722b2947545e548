// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.MessageReader;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads mail (RFC 5322, RFC 2045 to 2049) in a single pass, whatever is wrong with it.
 *
 * <p>Time and memory grow with the length of the message and nothing else: no range is read twice for nesting, nothing recurses, and each
 * limit is a counter that ends the keeping, not the message. That it never throws is so by construction, not by a catch-all: every scan ends
 * at the end of its range, nothing calls itself, numbers are read with bounds, charsets come from a closed table. What a sender got wrong is repaired the way a person would read it, and each
 * repair is a {@link dev.leadkit.Defect}.
 *
 * <p>Fields that claim a verdict of the receiving host count only where the host said that it writes them: see {@link #trusting} and
 * {@link #trustingSpamFields}. Immutable; one reader serves any number of threads.
 */
public final class MimeReader implements MessageReader {

  private final MimeLimits limits;
  private final Set<String> authenticators;
  private final SpamSource spam;
  private final MailSource.Streaming streaming;

  private enum SpamSource {
    NOBODY,
    RECEIVING_HOST
  }

  /** A reader that trusts nobody. */
  public MimeReader(MimeLimits limits) {
    this(limits, MailSource.Streaming.STANDARD);
  }

  MimeReader(MimeLimits limits, MailSource.Streaming streaming) {
    this(limits, Set.of(), SpamSource.NOBODY, streaming);
  }

  private MimeReader(
      MimeLimits limits,
      Set<String> authenticators,
      SpamSource spam,
      MailSource.Streaming streaming) {
    this.limits = limits;
    this.authenticators = authenticators;
    this.spam = spam;
    this.streaming = streaming;
  }

  /**
   * The same reader, which also believes the {@code Authentication-Results} of this host. The host must remove fields of its own name from
   * what comes in from outside (RFC 8601 §5), else anybody can write them.
   *
   * @param authservId the name that the host gives itself in the field, whatever its case
   */
  public MimeReader trusting(String authservId) {
    Set<String> trusted = new TreeSet<>(authenticators);
    trusted.add(authservId.strip().toLowerCase(Locale.ROOT));
    return new MimeReader(limits, trusted, spam, streaming);
  }

  /**
   * The same reader, which also believes the {@code X-Spam-*} fields. The receiving host must remove or overwrite those that come in from
   * outside.
   */
  public MimeReader trustingSpamFields() {
    return new MimeReader(limits, authenticators, SpamSource.RECEIVING_HOST, streaming);
  }

  @Override
  public Message read(RawMessage raw, Instant receivedAt, Sink contents) {
    return new MessageParser(this, raw, contents).read(Message.builder(raw, receivedAt));
  }

  MailSource original(RawMessage raw) {
    return raw.isInMemory()
        ? MailSource.inMemory(raw, limits)
        : MailSource.inFile(raw, limits, streaming);
  }

  /**
   * What the header says of a mail, without a look at its body: a few microseconds however long the mail is, to decide where it goes or
   * whether it is worth reading at all.
   *
   * @param mail the mail, or as much of its begin as holds the header; never changed
   */
  public Triage triage(byte[] mail) {
    Defects defects = new Defects();
    ByteRange octets = new ByteRange(mail, 0, Math.min(mail.length, limits.bytes()));
    return Triage.of(ParsedMail.readHeader(octets, limits, defects), limits, defects);
  }

  /**
   * How a mail is built, and where in its bytes each piece of it stands: on demand, to show to a person or to prove what was read.
   *
   * @param mail the mail; never changed, and not to be changed as long as the outline is used
   */
  public MimeOutline outline(byte[] mail) {
    return MimeOutline.of(mail, limits);
  }

  MimeLimits limits() {
    return limits;
  }

  Set<String> authenticators() {
    return authenticators;
  }

  boolean believesSpamFields() {
    return spam == SpamSource.RECEIVING_HOST;
  }
}
