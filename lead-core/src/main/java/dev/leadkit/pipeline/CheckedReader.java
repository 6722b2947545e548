// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.MessageReader;
import java.time.Instant;

/** A reader of the host with checked results: if it returns another message, the original is kept as unreadable. */
record CheckedReader(MessageReader reader) implements MessageReader {

  @Override
  public Message read(RawMessage raw, Instant receivedAt, Sink contents) {
    Message message = reader.read(raw, receivedAt, contents);
    if (message == null) {
      throw violation("it returned null");
    }
    boolean isOurs = message.id().equals(raw.eventId())
        && message.tenant().equals(raw.tenant())
        && message.receivedAt().equals(receivedAt)
        && message.envelope().equals(raw.envelope())
        && message.raw().equals(raw.blob());
    if (!isOurs) {
      throw violation("identity, receipt time, envelope and raw reference are not those of "
          + "Message.builder(raw, receivedAt)");
    }
    return message;
  }

  private IllegalStateException violation(String what) {
    return new IllegalStateException(reader.getClass().getName() + " breaks its contract: " + what);
  }
}
