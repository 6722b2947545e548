// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A fingerprint by which a copy of a message, or a lead of the same person, is recognised. At most one lead holds it.
 *
 * @param layer what is compared
 * @param value the fingerprint, unique over layers and tenants: 1 to 1,000 characters, none of them a control character
 */
public record Key(Layer layer, String value) {

  private static final int MAX_VALUE = 1_000;

  public Key {
    Objects.requireNonNull(layer, "layer");
    Checks.name(value, "value", MAX_VALUE);
  }

  /** What two messages have in common, strongest first. */
  public enum Layer {
    /** The same bytes to the same recipient. */
    EVENT,
    /**
     * The same Message-ID, sender, address for replies, date, subject, body and attachments, whatever the transport did to line ends, folding and
     * wrapping.
     */
    MESSAGE,
    /** The same text of the same person within a period. Recognised by comparison; no key has this layer. */
    SAME_TEXT,
    /** The same text of the same person, passed on by someone. Recognised by comparison; no key has this layer. */
    FORWARD,
    /** The same person. A lead claims one of a few such keys, so that later messages of the person can be compared with its messages. */
    CONTACT
  }

  /**
   * The keys of a message by which a copy is recognised, strongest first.
   *
   * <p>Scripts of web forms send without a Message-ID, or always with the same. Therefore everything counts by which two enquiries can differ.
   */
  public static List<Key> of(Message message) {
    var parts = new ArrayList<String>();
    parts.add("2");
    parts.add(message.tenant());
    parts.add(message.thread().messageId());
    parts.add(message.from().email());
    parts.add(emails(message.replyTo()));
    parts.add(String.valueOf(message.date()));
    parts.add(folded(message.subject()));
    parts.add(folded(message.textBody()));
    parts.add(html(message));
    message.attachments().forEach(attachment -> parts.add(attachment.blob().sha256()));
    String content = Hash.id("msg_", parts.toArray(String[]::new));
    return List.of(new Key(Layer.EVENT, message.id()), new Key(Layer.MESSAGE, content));
  }

  /**
   * The key of layer {@link Layer#MESSAGE} that versions before 0.1.0 claimed for a message. It covers less, so a lead that holds it has a copy of
   * the message only if {@link #of} is equal as well.
   */
  public static Key former(Message message) {
    String body = message.textBody().isBlank() ? message.htmlBody() : message.textBody();
    String content = Hash.id(
        "msg_",
        message.tenant(),
        message.thread().messageId(),
        message.from().email(),
        folded(message.subject()),
        folded(body));
    return new Key(Layer.MESSAGE, content);
  }

  /**
   * One of the keys under which the leads of a person are found.
   *
   * @param tenant the tenant, whose leads are never found by another
   * @param email the address of the person
   * @param period the number of the period
   * @param slot the number of the key within the period
   */
  public static Key contact(String tenant, String email, long period, int slot) {
    return new Key(
        Layer.CONTACT,
        Hash.id("con_", tenant, email, Long.toString(period), Integer.toString(slot)));
  }

  private static String emails(List<Address> addresses) {
    return addresses.stream().map(Address::email).sorted().collect(Collectors.joining(","));
  }

  /** The words of the HTML; if it shows only images, the HTML itself. */
  private static String html(Message message) {
    String words = HtmlText.of(message.htmlBody());
    return words.isEmpty() && message.textBody().isBlank() ? folded(message.htmlBody()) : words;
  }

  /** Each run of white space becomes one blank: line ends, folding and wrapping come from the transport. */
  private static String folded(String text) {
    var folded = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == '\u00a0') {
        gap = true;
        continue;
      }
      if (gap && !folded.isEmpty()) {
        folded.append(' ');
      }
      gap = false;
      folded.append(c);
    }
    return folded.toString();
  }
}
