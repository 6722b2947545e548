// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.List;
import java.util.Objects;

/**
 * A fingerprint by which a copy of a message is recognised. At most one lead holds it.
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

  /** What two copies of a message have in common, strongest first. */
  public enum Layer {
    /** The same bytes to the same recipient. */
    EVENT,
    /** The same Message-ID, sender, subject and body, whatever the transport did to line ends, folding and wrapping. */
    MESSAGE
  }

  /** The keys of a message, strongest first. */
  public static List<Key> of(Message message) {
    String body = message.textBody().isBlank() ? message.htmlBody() : message.textBody();
    String content = Hash.id(
        "msg_",
        message.tenant(),
        message.thread().messageId(),
        message.from().email(),
        folded(message.subject()),
        folded(body));
    return List.of(new Key(Layer.EVENT, message.id()), new Key(Layer.MESSAGE, content));
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
