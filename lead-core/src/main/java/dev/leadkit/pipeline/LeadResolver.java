// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Key;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.pipeline.Receipt.Status;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Holder;
import dev.leadkit.spi.LeadStore.ThreadId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Determines the leads of the messages in a group, from the store and from earlier messages of the same group. */
final class LeadResolver {

  /**
   * The lead of a message.
   *
   * @param key the key by which it was recognised as a copy; its strongest key if it is not a copy
   * @param original the holder of that key, null if the message is not a copy
   * @param thread the message id by which it continues the lead, {@code ""} if it does not
   * @param unheld its keys that no lead holds yet
   */
  record Found(LeadId lead, Key key, @Nullable Holder original, String thread, List<Key> unheld) {

    Status status() {
      if (original != null) {
        return Status.DUPLICATE;
      }
      return thread.isEmpty() ? Status.OPENED : Status.CONTINUED;
    }
  }

  private final Map<Key, Holder> holders = new HashMap<>();
  private final Map<ThreadId, LeadId> threads = new HashMap<>();

  /** The keys that messages of the group claim and that the store has not confirmed. */
  private final Map<Key, LeadId> claims = new HashMap<>();

  /** Queries the store once for all messages. */
  LeadResolver(LeadStore store, List<@Nullable ReadMessage> readMessages) {
    Set<Key> keys = new LinkedHashSet<>();
    Map<String, Set<String>> parents = new LinkedHashMap<>();
    for (ReadMessage readMessage : readMessages) {
      if (readMessage != null) {
        keys.addAll(readMessage.keys());
        List<String> ids = readMessage.parents();
        if (!ids.isEmpty()) {
          parents
              .computeIfAbsent(readMessage.message().tenant(), tenant -> new LinkedHashSet<>())
              .addAll(ids);
        }
      }
    }
    if (!keys.isEmpty()) {
      holders.putAll(store.holders(keys));
    }
    parents.forEach((tenant, ids) -> store
        .threads(tenant, ids)
        .forEach((id, lead) -> threads.put(new ThreadId(tenant, id), lead)));
  }

  /** The existing lead of this message in the store; null if there is none. */
  @Nullable
  LeadId existing(ReadMessage readMessage) {
    Found found = find(readMessage);
    return found.status() == Status.OPENED ? null : found.lead();
  }

  Found find(ReadMessage readMessage) {
    Message message = readMessage.message();
    List<Key> unheld =
        readMessage.keys().stream().filter(key -> !holders.containsKey(key)).toList();
    for (Key key : readMessage.keys()) {
      Holder holder = holders.get(key);
      if (holder != null) {
        return new Found(holder.lead(), key, holder, "", unheld);
      }
    }
    Key strongest = readMessage.keys().get(0);
    for (String parent : readMessage.parents()) {
      LeadId lead = threads.get(new ThreadId(message.tenant(), parent));
      if (lead != null) {
        return new Found(lead, strongest, null, parent, unheld);
      }
    }
    return new Found(LeadId.openedBy(message.id()), strongest, null, "", unheld);
  }

  /**
   * Whether an earlier message of the group claims one of the keys of this message for another lead. That claim may be refused, so this message
   * must wait for the result.
   */
  boolean isUncertain(ReadMessage readMessage, LeadId lead) {
    for (Key key : readMessage.keys()) {
      LeadId claimer = claims.get(key);
      if (claimer != null && !claimer.equals(lead)) {
        return true;
      }
    }
    return false;
  }

  /** Claims the keys of the message for this lead, for the rest of the group. */
  void claim(ReadMessage readMessage, LeadId lead) {
    Message message = readMessage.message();
    for (Key key : readMessage.keys()) {
      if (holders.putIfAbsent(key, new Holder(lead, message.id())) == null) {
        claims.put(key, lead);
      }
    }
    String messageId = message.thread().messageId();
    if (!messageId.isEmpty()) {
      threads.putIfAbsent(new ThreadId(message.tenant(), messageId), lead);
    }
  }
}
