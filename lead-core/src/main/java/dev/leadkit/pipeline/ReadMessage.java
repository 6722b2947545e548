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

/**
 * A parsed message with durable bytes that is not yet assigned to a lead. What it is looked up by is computed here, by the threads that read, and
 * not by the one that writes.
 */
final class ReadMessage {

  private final Message message;
  private final Source source;
  private final List<Key> keys;
  private final @Nullable Prospect prospect;
  private final OwnAddresses own;
  private final Key former;
  private final List<Key> contactKeys;

  private ReadMessage(
      Message message,
      Source source,
      List<Key> keys,
      @Nullable Prospect prospect,
      OwnAddresses own) {
    this.message = message;
    this.source = source;
    this.keys = List.copyOf(keys);
    this.prospect = prospect;
    this.own = own;
    this.former = Key.former(message);
    this.contactKeys = Conversation.contactKeys(message, contact());
  }

  /** A message whose prospect is found without the rules of a policy. */
  ReadMessage(Message message, Source source, List<Key> keys) {
    this(message, source, keys, null, OwnAddresses.NONE);
  }

  static ReadMessage of(Message message, Source source) {
    return new ReadMessage(message, source, Key.of(message));
  }

  /**
   * A message with its prospect.
   *
   * @param own the addresses that the policy says are ours
   */
  static ReadMessage of(Message message, Source source, Prospect prospect, OwnAddresses own) {
    return new ReadMessage(message, source, Key.of(message), prospect, own);
  }

  Message message() {
    return message;
  }

  Source source() {
    return source;
  }

  /** The keys by which a copy is recognised, strongest first. */
  List<Key> keys() {
    return keys;
  }

  /** The key that a version before 0.1.0 would have claimed. */
  Key former() {
    return former;
  }

  /** The keys under which leads of the person are listed. */
  List<Key> contactKeys() {
    return contactKeys;
  }

  /** The prospect by the rules of the policy, null if they were not applied. */
  @Nullable
  Prospect prospect() {
    return prospect;
  }

  OwnAddresses own() {
    return own;
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
