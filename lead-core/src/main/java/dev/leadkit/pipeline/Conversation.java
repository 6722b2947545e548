// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Address;
import dev.leadkit.Automation;
import dev.leadkit.Contact;
import dev.leadkit.Header;
import dev.leadkit.Key;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.MessageClass;
import dev.leadkit.text.Mailboxes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Under which names the conversation and the person of a message are looked up in a store. */
final class Conversation {

  /** The length of the periods in which leads are listed by person; the longest time between two copies that are recognised. */
  static final Duration PERIOD = Duration.ofDays(30);

  /** How many leads of a person are listed in a period: those that are compared with a message. */
  static final int SLOTS = 4;

  /** A Date field is believed up to this age, if it is not in the future. */
  private static final Duration PLAUSIBLE = Duration.ofDays(400);

  private static final Duration CLOCK_SKEW = Duration.ofDays(1);

  /** A thread names this many unknown messages at most that are expected to arrive later. */
  private static final int MAX_AWAITED = 4;

  /** The part of a Thread-Index that is the same in a conversation (MS-OXOMSG §2.2.1.3). */
  private static final int THREAD_INDEX = 22;

  private static final Pattern TOKEN = Pattern.compile("[+=.-](lead_[0-9a-f]{32})$");

  private static final Set<MessageClass.Kind> MACHINE = Set.of(
      MessageClass.Kind.AUTO_REPLY,
      MessageClass.Kind.BOUNCE,
      MessageClass.Kind.DELAY,
      MessageClass.Kind.RECEIPT,
      MessageClass.Kind.FEEDBACK_REPORT);

  private Conversation() {}

  /** When the message was sent, as far as its Date field can be believed. */
  static Instant time(Message message) {
    Instant date = message.date();
    Instant received = message.receivedAt();
    if (date == null) {
      return received;
    }
    boolean isPlausible =
        date.isAfter(received.minus(PLAUSIBLE)) && date.isBefore(received.plus(CLOCK_SKEW));
    return isPlausible ? date : received;
  }

  static long period(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), PERIOD.toSeconds());
  }

  /** Whether a machine answered: it belongs to a conversation, and is nothing that a prospect wrote. */
  static boolean isMachineAnswer(Message message) {
    return message.automation() == Automation.AUTO_REPLY
        || message.automation() == Automation.REPORT
        || MACHINE.contains(message.understanding().messageClass().kind());
  }

  /** Whether the address tells the person behind the message from all others. */
  private static boolean isPerson(Message message, Contact contact) {
    boolean isBulk = isMachineAnswer(message) || message.automation() == Automation.BULK;
    if (!contact.address().isKnown() || isBulk) {
      return false;
    }
    return contact.origin() != Contact.Origin.FROM || isAuthor(message, contact.address());
  }

  private static boolean isAuthor(Message message, Address author) {
    return message.understanding().messageClass().kind() != MessageClass.Kind.FORM
        && message.automation() != Automation.GENERATED
        && !Mailboxes.isMachine(author.local());
  }

  /** The keys under which leads of the person are listed that a copy of the message may belong to. */
  static List<Key> contactKeys(Message message, Contact contact) {
    if (!isPerson(message, contact)) {
      return List.of();
    }
    String email = contact.address().email();
    long own = period(time(message));
    long last = Math.max(own, Math.min(own + 1, period(message.receivedAt())));
    var keys = new ArrayList<Key>(3 * SLOTS);
    for (long period = own; period >= own - 1; period--) {
      addSlots(keys, message.tenant(), email, period);
    }
    if (last > own) {
      addSlots(keys, message.tenant(), email, last);
    }
    return List.copyOf(keys);
  }

  private static void addSlots(List<Key> keys, String tenant, String email, long period) {
    for (int slot = 0; slot < SLOTS; slot++) {
      keys.add(Key.contact(tenant, email, period, slot));
    }
  }

  /** Those of the {@linkplain ReadMessage#contactKeys keys of the person} that the lead of the message may claim. */
  static List<Key> claimable(List<Key> contactKeys) {
    return contactKeys.subList(0, Math.min(SLOTS, contactKeys.size()));
  }

  /** The name under which a lead waits for a message that one of its messages names: only people of the same company find it. */
  static @Nullable String awaited(ReadMessage readMessage, String messageId) {
    Address address = readMessage.contact().address();
    if (messageId.isEmpty() || !isPerson(readMessage.message(), readMessage.contact())) {
      return null;
    }
    String company = Mailboxes.company(address.domain());
    return "awaited:" + (company.isEmpty() ? address.email() : company) + ":" + messageId;
  }

  /** The names of the unknown messages that it answers, nearest first. */
  static List<String> awaitedParents(ReadMessage readMessage) {
    var names = new ArrayList<String>();
    for (String parent : readMessage.parents()) {
      String name = names.size() < MAX_AWAITED ? awaited(readMessage, parent) : null;
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  /** The name of the conversation by Outlook's Thread-Index and the subject; null if it has none. */
  static @Nullable String threadIndex(Message message) {
    String index = message.header("Thread-Index").strip();
    if (index.isEmpty() || index.length() > 4_000) {
      return null;
    }
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(index.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return null; // not Base64: written by something else
    }
    return bytes.length < THREAD_INDEX
        ? null
        : "thread-index:" + HexFormat.of().formatHex(Arrays.copyOf(bytes, THREAD_INDEX)) + ":"
            + BaseSubject.of(message.subject());
  }

  /** The leads whose ids are tokens in the addresses to which the message was sent, such as {@code sales+lead_…@leadkit.example}. */
  static Set<LeadId> tokens(Message message) {
    var found = new LinkedHashSet<LeadId>();
    message.envelope().recipients().forEach(recipient -> addToken(recipient, found));
    message.to().forEach(address -> addToken(address.email(), found));
    message.cc().forEach(address -> addToken(address.email(), found));
    for (Header header : message.headers()) {
      if (header.is("Delivered-To") || header.is("X-Original-To")) {
        addToken(Address.normalize(header.value()), found);
      }
    }
    return found;
  }

  private static void addToken(String email, Set<LeadId> found) {
    if (email.contains("lead_")) {
      Matcher token = TOKEN.matcher(new Address(email, "").local());
      if (token.find()) {
        found.add(new LeadId(token.group(1)));
      }
    }
  }

  /** The name of a message that we sent, whose id may be without angle brackets. */
  static String sent(String messageId) {
    String bare = messageId.strip();
    return bare.startsWith("<") ? bare : "<" + bare + ">";
  }
}
