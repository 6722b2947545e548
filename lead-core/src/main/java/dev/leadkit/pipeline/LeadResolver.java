// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Conclusion;
import dev.leadkit.Contact;
import dev.leadkit.Fact.Linked;
import dev.leadkit.Fact.Linked.Relation;
import dev.leadkit.Fact.Unmerged;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.pipeline.Receipt.Status;
import dev.leadkit.prospect.OwnAddresses;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Holder;
import dev.leadkit.spi.LeadStore.ThreadId;
import dev.leadkit.spi.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Determines the leads of the messages in a group, from the store and from earlier messages of the same group.
 *
 * <p>In this order: a copy of a message; an answer in a conversation, if a participant wrote it; a message that an earlier one answers; a text
 * that the same person has sent before. Everything else opens a lead. Different people are never taken for one, whatever they write.
 */
final class LeadResolver {

  /** How a message belongs to its lead. */
  enum Role {
    /** A copy. */
    COPY,
    /** The first message of the lead. */
    OPENING,
    /** A further message of the prospect. */
    FOLLOW_UP,
    /** A message that does not count. */
    ATTACHMENT,
    /** An answer of one of us to the prospect. */
    REPLY
  }

  /**
   * The lead of a message.
   *
   * @param key the key by which it was recognised as a copy; its strongest key if it is not a copy
   * @param original the holder of that key, null if the message is not a copy
   * @param thread the message id by which it continues the lead, {@code ""} if it does not
   * @param unheld its keys that no lead holds yet
   * @param links what connects it with other messages and leads
   * @param reason why it does not count, null if it does
   */
  record Found(
      LeadId lead,
      Role role,
      Key key,
      @Nullable Holder original,
      String thread,
      List<Key> unheld,
      List<Linked> links,
      @Nullable Conclusion reason) {

    Status status() {
      return switch (role) {
        case COPY -> Status.DUPLICATE;
        case OPENING -> Status.OPENED;
        case FOLLOW_UP, ATTACHMENT, REPLY -> Status.CONTINUED;
      };
    }
  }

  private final Map<Key, Holder> holders = new HashMap<>();
  private final Map<ThreadId, LeadId> threads = new HashMap<>();

  /** The keys that messages of the group claim and that the store has not confirmed. */
  private final Map<Key, LeadId> claims = new HashMap<>();

  /** Queries the store once for all messages. */
  LeadResolver(LeadStore store, List<@Nullable ReadMessage> readMessages) {
    Set<Key> keys = new LinkedHashSet<>();
    Map<String, Set<String>> names = new LinkedHashMap<>();
    for (ReadMessage readMessage : readMessages) {
      if (readMessage != null) {
        keys.addAll(readMessage.keys());
        keys.add(readMessage.former());
        keys.addAll(readMessage.contactKeys());
        List<String> ids = names(readMessage);
        if (!ids.isEmpty()) {
          names
              .computeIfAbsent(readMessage.message().tenant(), tenant -> new LinkedHashSet<>())
              .addAll(ids);
        }
      }
    }
    if (!keys.isEmpty()) {
      holders.putAll(store.holders(keys));
    }
    names.forEach((tenant, ids) -> store
        .threads(tenant, ids)
        .forEach((id, lead) -> threads.put(new ThreadId(tenant, id), lead)));
  }

  /** The thread ids by which the lead of a message may be found. */
  private static List<String> names(ReadMessage readMessage) {
    var names = new ArrayList<String>(readMessage.parents());
    names.addAll(Conversation.awaitedParents(readMessage));
    String own =
        Conversation.awaited(readMessage, readMessage.message().thread().messageId());
    if (own != null) {
      names.add(own);
    }
    String index = Conversation.threadIndex(readMessage.message());
    if (index != null) {
      names.add(index);
    }
    return names;
  }

  /** The existing leads in the store to which this message may belong. */
  Set<LeadId> candidates(ReadMessage readMessage) {
    var candidates = new LinkedHashSet<LeadId>();
    var keys = new ArrayList<Key>(readMessage.keys());
    keys.add(readMessage.former());
    keys.addAll(readMessage.contactKeys());
    for (Key key : keys) {
      Holder holder = holders.get(key);
      if (holder != null) {
        candidates.add(holder.lead());
      }
    }
    for (String name : names(readMessage)) {
      LeadId lead = threads.get(new ThreadId(readMessage.message().tenant(), name));
      if (lead != null) {
        candidates.add(lead);
      }
    }
    candidates.addAll(Conversation.tokens(readMessage.message()));
    return candidates;
  }

  /**
   * The lead of a message.
   *
   * @param leads the state of a lead after the messages before this one; null if there is no such lead
   */
  Found find(ReadMessage readMessage, Function<LeadId, @Nullable Lead> leads) {
    return new Search(readMessage, leads).find();
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

  /** Claims the keys and thread ids for this lead, for the rest of the group. */
  void claim(ReadMessage readMessage, LeadId lead, List<Key> keys, List<ThreadId> ids) {
    for (Key key : keys) {
      if (holders.putIfAbsent(key, new Holder(lead, readMessage.message().id())) == null) {
        claims.put(key, lead);
      }
    }
    ids.forEach(id -> threads.putIfAbsent(id, lead));
  }

  /** The thread ids under which further messages of the conversation find the lead. */
  List<ThreadId> threadIds(ReadMessage readMessage) {
    Message message = readMessage.message();
    var names = new LinkedHashSet<String>();
    if (!message.thread().messageId().isEmpty()) {
      names.add(message.thread().messageId());
    }
    String index = Conversation.threadIndex(message);
    if (index != null) {
      names.add(index);
    }
    for (String parent : readMessage.parents()) {
      String awaited = Conversation.awaited(readMessage, parent);
      boolean isKnown = threads.containsKey(new ThreadId(message.tenant(), parent));
      if (awaited != null
          && !isKnown
          && Conversation.awaitedParents(readMessage).contains(awaited)) {
        names.add(awaited);
      }
    }
    return names.stream().map(name -> new ThreadId(message.tenant(), name)).toList();
  }

  /** The search for the lead of one message. */
  private final class Search {

    private final ReadMessage readMessage;
    private final Message message;
    private final Function<LeadId, @Nullable Lead> leads;
    private final List<Key> unheld;
    private final Key strongest;
    private final List<Linked> links = new ArrayList<>();

    Search(ReadMessage readMessage, Function<LeadId, @Nullable Lead> leads) {
      this.readMessage = readMessage;
      this.leads = leads;
      message = readMessage.message();
      unheld =
          readMessage.keys().stream().filter(key -> !holders.containsKey(key)).toList();
      strongest = readMessage.keys().get(0);
    }

    Found find() {
      Found found = copy();
      if (found == null) {
        found = inThread();
      }
      if (found == null) {
        found = answered();
      }
      if (found == null) {
        found = sameAsBefore();
      }
      return found == null ? opening() : found;
    }

    private @Nullable Found copy() {
      for (Key key : readMessage.keys()) {
        Holder holder = holders.get(key);
        if (holder != null) {
          return copyOf(key, holder);
        }
      }
      Key former = readMessage.former();
      Holder holder = readMessage.keys().contains(former) ? null : holders.get(former);
      return holder == null ? null : formerCopy(holder);
    }

    /** The key of an earlier version covers less: the message is a copy only if the key of today is equal as well. */
    private @Nullable Found formerCopy(Holder holder) {
      Lead lead = readable(holder.lead());
      if (lead == null) {
        return null;
      }
      for (Message original : lead.messages()) {
        if (original.id().equals(holder.event())) {
          Key key = Key.of(original).get(1);
          return readMessage.keys().contains(key) ? copyOf(key, holder) : null;
        }
      }
      return null;
    }

    private Found copyOf(Key key, Holder holder) {
      Lead lead = leads.apply(holder.lead());
      Holder original = holder;
      if (lead != null && lead.separated().containsKey(holder.event())) {
        var unmerged = new Unmerged(holder.event(), "", "");
        original = new Holder(unmerged.opens(lead.id()), unmerged.separated(lead.id()));
      }
      return new Found(original.lead(), Role.COPY, key, original, "", unheld, List.of(), null);
    }

    private @Nullable Found inThread() {
      var named = new LinkedHashMap<LeadId, String>();
      for (String parent : readMessage.parents()) {
        LeadId lead = threads.get(new ThreadId(message.tenant(), parent));
        if (lead != null) {
          named.putIfAbsent(separated(lead, parent), parent);
        }
      }
      Conversation.tokens(message).forEach(lead -> named.putIfAbsent(lead, lead.value()));
      String index = Conversation.threadIndex(message);
      LeadId indexed = index == null ? null : threads.get(new ThreadId(message.tenant(), index));
      if (index != null && indexed != null) {
        named.putIfAbsent(indexed, index);
      }
      for (Map.Entry<LeadId, String> entry : named.entrySet()) {
        Lead lead = leads.apply(entry.getKey());
        if (lead != null && isOfTenant(lead)) {
          Found found = inThread(lead, entry.getValue());
          if (found != null) {
            return found;
          }
        }
      }
      return null;
    }

    private LeadId separated(LeadId id, String messageId) {
      Lead lead = leads.apply(id);
      return lead == null ? id : lead.separated().getOrDefault(messageId, id);
    }

    private boolean isOfTenant(Lead lead) {
      var opening = lead.opening();
      return opening != null && opening.message().tenant().equals(message.tenant());
    }

    /** What the message is in the conversation of a lead that it names; null if someone else wrote it. */
    private @Nullable Found inThread(Lead lead, String thread) {
      OwnAddresses ours = Participants.ours(readMessage);
      Participants participants = Participants.of(lead, ours);
      if (Conversation.isMachineAnswer(message)) {
        return attached(lead, Role.ATTACHMENT, thread, new Conclusion("machine-answer", "", 0.9));
      }
      Contact contact = readMessage.contact();
      boolean isOurs = contact.origin() == Contact.Origin.RECIPIENT
          || Participants.isOurs(message.from(), ours)
              && Participants.isOurs(contact.address(), ours);
      if (isOurs) {
        boolean isReply = participants.isAddressed(message);
        return attached(
            lead,
            isReply ? Role.REPLY : Role.ATTACHMENT,
            thread,
            new Conclusion(isReply ? "answer-of-ours" : "colleague", "", 0.9));
      }
      Conclusion objection = participants.objection(readMessage);
      if (objection != null) {
        links.add(link(Relation.OUTSIDER, lead.id(), thread, objection));
        return null;
      }
      links.clear();
      Conclusion topic = Similarity.newTopic(lead, message);
      if (topic != null) {
        links.add(link(Relation.NEW_TOPIC, lead.id(), thread, topic));
      }
      return followUp(lead.id(), thread);
    }

    /** An earlier message names this one, or both answer one that is not known. */
    private @Nullable Found answered() {
      String own = message.thread().messageId();
      String awaited = Conversation.awaited(readMessage, own);
      LeadId waiting =
          awaited == null ? null : threads.get(new ThreadId(message.tenant(), awaited));
      Lead answered = waiting == null ? null : leads.apply(waiting);
      if (answered != null) {
        links.add(link(
            Relation.ANSWERED,
            answered.id(),
            answer(answered, own),
            new Conclusion("named-by-an-earlier-message", "", 1)));
        return followUp(answered.id(), own);
      }
      for (String parent : readMessage.parents()) {
        String name = Conversation.awaited(readMessage, parent);
        LeadId sibling = name == null ? null : threads.get(new ThreadId(message.tenant(), name));
        Lead lead = sibling == null ? null : leads.apply(sibling);
        String email = readMessage.contact().address().email();
        if (lead != null && lead.contact().address().email().equals(email)) {
          return followUp(lead.id(), parent);
        }
      }
      return null;
    }

    /** The id of the message that names this one; {@code ""} if it was separated meanwhile. */
    private static String answer(Lead lead, String messageId) {
      return lead.messages().stream()
          .filter(other -> other.thread().inReplyTo().equals(messageId)
              || other.thread().references().contains(messageId))
          .map(Message::id)
          .findFirst()
          .orElse("");
    }

    private @Nullable Found sameAsBefore() {
      var similarity = new Similarity(readMessage);
      for (Lead lead : leadsOfPerson()) {
        Similarity.Match match = similarity.match(lead);
        if (match != null) {
          links.add(link(match.relation(), lead.id(), match.message().id(), match.conclusion()));
          return followUp(lead.id(), match.message().id());
        }
      }
      return underSameSubject(similarity);
    }

    /**
     * The same person under the same subject. That alone is a suggestion. It is acted on only if there is one such lead, and one side names a
     * message that no lead has: an answer to a mail that is not recorded, or the first mail of an answer that came before it.
     */
    private @Nullable Found underSameSubject(Similarity similarity) {
      List<Lead> leadsOfSubject =
          leadsOfPerson().stream().filter(similarity::hasSubject).toList();
      if (leadsOfSubject.isEmpty()) {
        return null;
      }
      Lead suggested = leadsOfSubject.get(0);
      boolean isOnly = leadsOfSubject.size() == 1;
      if (isOnly && similarity.isReply() && !readMessage.parents().isEmpty()) {
        links.add(link(
            Relation.SAME_SUBJECT,
            suggested.id(),
            suggested.messages().get(0).id(),
            new Conclusion("answers-an-unknown-mail", "", 0.8)));
        return followUp(suggested.id(), readMessage.parents().get(0));
      }
      if (isOnly && !similarity.isReply() && similarity.isMissingIn(suggested)) {
        Message answer = suggested.messages().get(0);
        links.add(link(
            Relation.SAME_SUBJECT,
            suggested.id(),
            answer.id(),
            new Conclusion("missing-first-mail", "", 0.8)));
        return followUp(suggested.id(), answer.id());
      }
      if (similarity.isReply()) {
        links.add(link(
            Relation.SUGGESTION,
            suggested.id(),
            suggested.messages().get(0).id(),
            new Conclusion("same-subject", "", 0.3)));
      }
      return null;
    }

    /** The leads of the person that began at about that time, in the order in which they were opened. */
    private List<Lead> leadsOfPerson() {
      var found = new LinkedHashMap<LeadId, Lead>();
      for (Key key : readMessage.contactKeys()) {
        Holder holder = holders.get(key);
        Lead lead = holder == null ? null : readable(holder.lead());
        if (lead != null) {
          found.putIfAbsent(lead.id(), lead);
        }
      }
      return List.copyOf(found.values());
    }

    /** A lead that is only compared: if it cannot be read, the message is not affected. */
    private @Nullable Lead readable(LeadId id) {
      try {
        return leads.apply(id);
      } catch (StoreException e) {
        return null;
      }
    }

    private Found opening() {
      var keys = new ArrayList<Key>(unheld);
      for (Key key : Conversation.claimable(readMessage.contactKeys())) {
        if (!holders.containsKey(key)) {
          keys.add(key);
          break;
        }
      }
      LeadId opened = LeadId.openedBy(message.id());
      return new Found(opened, Role.OPENING, strongest, null, "", keys, List.copyOf(links), null);
    }

    private Found followUp(LeadId lead, String thread) {
      return new Found(
          lead, Role.FOLLOW_UP, strongest, null, thread, unheld, List.copyOf(links), null);
    }

    private Found attached(Lead lead, Role role, String thread, Conclusion reason) {
      return new Found(lead.id(), role, strongest, null, thread, unheld, List.of(), reason);
    }

    private Linked link(Relation relation, LeadId lead, String other, Conclusion conclusion) {
      return new Linked(message.id(), relation, lead, other, conclusion);
    }
  }
}
