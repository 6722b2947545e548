// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Contact;
import dev.leadkit.Key;
import dev.leadkit.Message;
import dev.leadkit.Prospect;
import dev.leadkit.Source;
import dev.leadkit.prospect.OwnAddresses;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed message with durable bytes that is not yet assigned to a lead. */
record ReadMessage(
    Message message,
    Source source,
    List<Key> keys,
    @Nullable Prospect prospect,
    OwnAddresses own) {

  ReadMessage(Message message, Source source, List<Key> keys) {
    this(message, source, keys, null, OwnAddresses.NONE);
  }

  static ReadMessage of(Message message, Source source) {
    return new ReadMessage(message, source, Key.of(message));
  }

  /** The same message with its prospect, and with the addresses that the policy says are ours. */
  ReadMessage with(Prospect decided, OwnAddresses configured) {
    return new ReadMessage(message, source, keys, decided, configured);
  }

  /** The person behind the message. */
  Contact contact() {
    return prospect == null ? Contact.of(message) : prospect.contact();
  }

  /** The messages that it replies to, nearest first (RFC 5322 §3.6.4). */
  List<String> parents() {
    var parents = new ArrayList<String>();
    if (!message.thread().inReplyTo().isEmpty()) {
      parents.add(message.thread().inReplyTo());
    }
    List<String> references = message.thread().references();
    for (int i = references.size() - 1; i >= 0; i--) {
      if (!parents.contains(references.get(i))) {
        parents.add(references.get(i));
      }
    }
    return parents;
  }
}
