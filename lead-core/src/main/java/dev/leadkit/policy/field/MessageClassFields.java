// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.Conclusion;
import dev.leadkit.DeliveryStatus;
import dev.leadkit.Message;
import dev.leadkit.MessageClass;
import dev.leadkit.MessageLabel;
import dev.leadkit.policy.field.Field.Presence;
import dev.leadkit.policy.field.Field.Privacy;
import dev.leadkit.policy.field.Field.Provenance;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fields of the kind of the newest message, of its signs of spam, of the delivery that it reports on, and of the concerns of the senders. */
final class MessageClassFields {

  private final Catalogue fields;

  private MessageClassFields(Catalogue fields) {
    this.fields = fields;
  }

  static void addTo(Catalogue fields) {
    var group = new MessageClassFields(fields);
    group.kind();
    group.delivery();
    group.suspicion();
  }

  private void kind() {
    fields.closed(
        "message.class",
        Provenance.MAIL,
        Presence.MAYBE,
        Catalogue.names(MessageClass.Kind.values()),
        "what kind of message the newest one is",
        WrittenMessages.ofNewest(message -> Catalogue.name(message.kind())));
    fields.add(
        "message.returns",
        Field.Type.INSTANT,
        Provenance.MAIL,
        Privacy.PLAIN,
        "when the author of the newest message, an absence note, is back: the beginning of that day in UTC",
        WrittenMessages.ofNewest(MessageClassFields::returns));
    fields.add(
        "message.labels",
        Field.Type.TEXT,
        Provenance.MAIL,
        Privacy.PLAIN,
        "the concerns of the senders of all messages, such as erasure_request or job_application",
        view -> labels(WrittenMessages.of(view.lead())));
  }

  private void delivery() {
    fields.closed(
        "delivery.action",
        Provenance.MAIL,
        Presence.MAYBE,
        Catalogue.names(DeliveryStatus.Action.values()),
        "what happened to the message that the newest one, a delivery report, is about",
        WrittenMessages.ofNewest(message -> {
          DeliveryStatus first = first(message);
          return first == null ? null : Catalogue.name(first.action());
        }));
    delivery(
        "recipient",
        Privacy.PERSONAL,
        "the first address that a delivery report is about",
        DeliveryStatus::recipient);
    delivery(
        "status",
        Privacy.PLAIN,
        "the status code (RFC 3463) of a delivery report, such as 5.1.1",
        DeliveryStatus::status);
    delivery(
        "original",
        Privacy.PLAIN,
        "the Message-ID of the message that a delivery report is about",
        DeliveryStatus::originalMessageId);
  }

  private void suspicion() {
    fields.number(
        "suspicion.score",
        Field.Scale.SHARE,
        Provenance.MAIL,
        "how suspicious the content of the newest message is, 0 to 1; 0 if it has no sign of spam",
        WrittenMessages.ofNewest(message -> Decimals.of(message.understanding().suspicion())));
    fields.add(
        "suspicion.signs",
        Field.Type.TEXT,
        Provenance.MAIL,
        Privacy.PLAIN,
        "the names of its signs of spam, such as look_alike_domain",
        WrittenMessages.ofNewest(MessageClassFields::signs));
  }

  /** No phrase reaches from one into the next. */
  private static @Nullable Value signs(Message message) {
    var signs = new ArrayList<Value.Passage>();
    for (Conclusion signal : message.understanding().signals()) {
      signs.add(new Value.Passage("suspicion.signs", message.id(), signal.rule()));
    }
    return new Value.Text(signs);
  }

  private void delivery(
      String name, Privacy privacy, String description, Function<DeliveryStatus, String> read) {
    fields.add(
        "delivery." + name,
        Field.Type.WORD,
        Provenance.MAIL,
        privacy,
        description,
        WrittenMessages.ofNewest(message -> {
          DeliveryStatus first = first(message);
          return first == null ? null : Value.word(read.apply(first));
        }));
  }

  private static @Nullable DeliveryStatus first(Message message) {
    List<DeliveryStatus> deliveries = message.understanding().messageClass().deliveries();
    return deliveries.isEmpty() ? null : deliveries.get(0);
  }

  private static @Nullable Value returns(Message message) {
    LocalDate day = message.understanding().messageClass().returns();
    return day == null
        ? null
        : new Value.Moment(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** No phrase reaches from one into the next. */
  private static @Nullable Value labels(List<Message> messages) {
    var labels = new ArrayList<Value.Passage>();
    for (Message message : messages) {
      for (MessageLabel label : message.understanding().labels()) {
        labels.add(new Value.Passage("message.labels", message.id(), label.name()));
      }
    }
    return new Value.Text(labels);
  }
}
