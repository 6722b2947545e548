// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Conclusion;
import dev.leadkit.DeliveryStatus;
import dev.leadkit.Message;
import dev.leadkit.MessageClass;
import dev.leadkit.MessageLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows what kind of message a mail is and what its sender wants, with the rules and their evidence. */
final class ClassText {

  private ClassText() {}

  /** Whether there is nothing to say but that no sign of a machine was found. */
  static boolean isPlain(Message message) {
    return message.understanding().messageClass().equals(MessageClass.UNKNOWN)
        && message.understanding().labels().isEmpty()
        && message.understanding().signals().isEmpty();
  }

  /** One line for the class, one for each delivery that it reports on, one for each label and one for each sign of spam. */
  static List<String> lines(Message message) {
    MessageClass messageClass = message.understanding().messageClass();
    List<String> lines = new ArrayList<>();
    lines.add("class " + name(message.kind())
        + (messageClass.equals(MessageClass.UNKNOWN) ? "" : because(messageClass.conclusion()))
        + (messageClass.returns() == null ? "" : ", returns " + messageClass.returns()));
    for (DeliveryStatus delivery : messageClass.deliveries()) {
      lines.add("delivery " + name(delivery.action())
          + labelled(" to ", delivery.recipient())
          + labelled(", status ", delivery.status())
          + labelled(", of ", delivery.originalMessageId())
          + labelled(": ", delivery.diagnostic()));
    }
    for (MessageLabel label : message.understanding().labels()) {
      lines.add("label " + label.name() + because(label.conclusion()));
    }
    for (Conclusion signal : message.understanding().signals()) {
      lines.add("sign" + because(signal).substring(" by".length()));
    }
    return lines;
  }

  static Json json(Message message) {
    MessageClass messageClass = message.understanding().messageClass();
    return new Json()
        .put("kind", message.kind())
        .put("rule", messageClass.conclusion().rule())
        .put("evidence", messageClass.conclusion().evidence())
        .put("confidence", messageClass.conclusion().confidence())
        .put("returns", messageClass.returns())
        .put(
            "deliveries",
            messageClass.deliveries().stream().map(ClassText::json).toList());
  }

  private static Json json(DeliveryStatus delivery) {
    return new Json()
        .put("recipient", delivery.recipient())
        .put("action", delivery.action())
        .put("status", delivery.status())
        .put("diagnostic", delivery.diagnostic())
        .put("original_message_id", delivery.originalMessageId());
  }

  static Json json(Conclusion conclusion) {
    return new Json()
        .put("rule", conclusion.rule())
        .put("evidence", conclusion.evidence())
        .put("confidence", conclusion.confidence());
  }

  static Json json(MessageLabel label) {
    return new Json()
        .put("name", label.name())
        .put("rule", label.conclusion().rule())
        .put("evidence", label.conclusion().evidence())
        .put("confidence", label.conclusion().confidence());
  }

  private static String because(Conclusion conclusion) {
    return " by " + conclusion.rule()
        + (conclusion.evidence().isBlank()
            ? ""
            : ": \"" + LeadTable.printable(conclusion.evidence()) + "\"")
        + ", " + Math.round(conclusion.confidence() * 100) + " %";
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String labelled(String label, String text) {
    return text.isEmpty() ? "" : label + LeadTable.printable(text);
  }
}
