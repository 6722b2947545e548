// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.json.LeadJson;
import dev.leadkit.spi.StoreException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code event_log}, to be parsed after the transaction.
 *
 * @param position in the order of all events
 * @param fact the fact with the context of the event, as {@link LeadJson#writeStored} writes them
 * @param at as {@link Times#text} writes it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredEvent(
    long position, String lead, long seq, String type, byte[] fact, String at) {

  public StoredEvent {
    Objects.requireNonNull(lead, "lead");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(fact, "fact");
    Objects.requireNonNull(at, "at");
  }

  /**
   * Parses the event.
   *
   * @param database to name in errors
   * @throws StoreException if the row is not an event that this release can read
   */
  public LeadEvent event(String database) {
    try {
      return LeadJson.readStored(new LeadId(lead), seq, Instant.parse(at), type, fact);
    } catch (RuntimeException e) {
      throw new StoreException(
          database + ": event " + seq + " of " + lead + " (" + type + ") cannot be read", e);
    }
  }

  /** The event, null if the row cannot be read. */
  public @Nullable LeadEvent eventOrNull() {
    try {
      return event("");
    } catch (StoreException e) {
      return null;
    }
  }
}
