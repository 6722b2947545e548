// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.integrity;

import dev.leadkit.EventContext;
import dev.leadkit.Hash;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.json.LeadJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * The hash chain over the history of a lead. A store keeps one link with each event, and the last link apart from the events, so that changed,
 * removed, inserted, moved and truncated events are detected.
 *
 * <pre>
 * start          = SHA-256("leadkit chain 1" ‖ lead)
 * commitment(e)  = SHA-256("leadkit event 1" ‖ lead ‖ seq ‖ at ‖ type ‖ SHA-256(fact))
 * link(n)        = SHA-256(link(n - 1) ‖ commitment(event n)),  link(0) = start
 * </pre>
 *
 * The commitment to an event with a context has another label and two more fields:
 *
 * <pre>
 * commitment(e)  = SHA-256("leadkit event 2" ‖ lead ‖ seq ‖ at ‖ type ‖ SHA-256(fact) ‖ actor ‖ traceparent)
 * </pre>
 *
 * Texts are preceded by their length. {@code type} and {@code fact} are {@link LeadJson#committedType} and {@link LeadJson#committed} of the
 * value: they depend neither on how a store encodes, compresses or splits its data, nor on the version that wrote it. A link needs only the
 * commitment to its event, not the event: a store that erases or encrypts personal data keeps the commitment instead, and the chain can still
 * be verified.
 *
 * <p>The chain detects changes by anyone who does not recompute it. An attacker who can write to the store can recompute it; as a protection,
 * copy the last links to a place that the attacker cannot write to.
 *
 * <p>Thread-safe; returned arrays belong to the caller.
 */
public final class EventChain {

  /** The length of a link and of a commitment, in bytes. */
  public static final int BYTES = 32;

  private static final byte[] CHAIN = ascii("leadkit chain 1");
  private static final byte[] EVENT = ascii("leadkit event 1");
  private static final byte[] EVENT_WITH_CONTEXT = ascii("leadkit event 2");

  /** One for each thread: looking it up among the providers takes longer than hashing an event. */
  private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Hash::sha256);

  private EventChain() {}

  /** The link before the first event of a lead. */
  public static byte[] start(LeadId lead) {
    MessageDigest digest = digest();
    digest.update(CHAIN);
    update(digest, lead.value());
    return digest.digest();
  }

  /** The commitment to an event: all that the chain needs to know about it. */
  public static byte[] commitment(LeadEvent event) {
    return commitment(
        event.lead(),
        event.seq(),
        event.at(),
        LeadJson.committedType(event.fact()),
        LeadJson.committed(event.fact()),
        event.context());
  }

  /**
   * The same as {@link #commitment(LeadEvent)} for a caller that has already written the fact.
   *
   * @param written what {@link LeadJson#write(dev.leadkit.Fact)} writes for the fact of this event
   */
  public static byte[] commitment(LeadEvent event, byte[] written) {
    String type = LeadJson.committedType(event.fact());
    boolean isCommittedForm = type.equals(LeadJson.type(event.fact()));
    return isCommittedForm
        ? commitment(event.lead(), event.seq(), event.at(), type, written, event.context())
        : commitment(event);
  }

  /**
   * The commitment to an event without a context whose fact is known only in its committed form.
   *
   * @param type {@link LeadJson#committedType}
   * @param fact {@link LeadJson#committed}
   */
  public static byte[] commitment(LeadId lead, long seq, Instant at, String type, byte[] fact) {
    return commitment(lead, seq, at, type, fact, EventContext.NONE);
  }

  /**
   * The commitment to an event whose fact is known only in its committed form.
   *
   * @param type {@link LeadJson#committedType}
   * @param fact {@link LeadJson#committed}
   */
  public static byte[] commitment(
      LeadId lead, long seq, Instant at, String type, byte[] fact, EventContext context) {
    MessageDigest digest = digest();
    byte[] content = digest.digest(fact);
    digest.update(context.isEmpty() ? EVENT : EVENT_WITH_CONTEXT);
    update(digest, lead.value());
    digest.update(ByteBuffer.allocate(20)
        .putLong(seq)
        .putLong(at.getEpochSecond())
        .putInt(at.getNano())
        .flip());
    update(digest, type);
    digest.update(content);
    if (!context.isEmpty()) {
      update(digest, context.actor());
      update(digest, context.traceparent());
    }
    return digest.digest();
  }

  /** The link of the event with this commitment that follows the event with the previous link. */
  public static byte[] link(byte[] previous, byte[] commitment) {
    if (previous.length != BYTES || commitment.length != BYTES) {
      throw new IllegalArgumentException("expected a link and a commitment of " + BYTES
          + " bytes each, got " + previous.length + " and " + commitment.length);
    }
    MessageDigest digest = digest();
    digest.update(previous);
    digest.update(commitment);
    return digest.digest();
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest digest() {
    MessageDigest digest = DIGEST.get();
    digest.reset();
    return digest;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
