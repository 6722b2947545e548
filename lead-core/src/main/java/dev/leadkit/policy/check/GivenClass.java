// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Conclusion;
import dev.leadkit.DeliveryStatus;
import dev.leadkit.MessageClass;
import dev.leadkit.MessageLabel;
import dev.leadkit.Understanding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kind of a message that an example gives.
 *
 * @param automation the value of the automation field, {@code ""} if none is given
 * @param kind the value of the class field, {@code ""} if none is given
 */
record GivenClass(String automation, String kind) {

  private static final String RULE = "as the example says";

  /** The understanding of a message of this kind with these values of other fields. */
  Understanding.Builder understanding(Map<String, String> values) {
    List<MessageLabel> labels = GivenLead.names(values.getOrDefault("message.labels", "")).stream()
        .map(name -> new MessageLabel(name, new Conclusion(RULE, "", 1)))
        .toList();
    Understanding.Builder understanding =
        Understanding.builder().labels(labels).signals(signals(values));
    boolean isReport = values.keySet().stream().anyMatch(field -> field.startsWith("delivery."));
    LocalDate returns = day(values.get("message.returns"));
    if (kind.isEmpty() && returns == null && !isReport) {
      return understanding;
    }
    MessageClass.Kind given = kind.isEmpty()
        ? isReport ? MessageClass.Kind.BOUNCE : MessageClass.Kind.AUTO_REPLY
        : MessageClass.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
    return understanding.messageClass(new MessageClass(
        given,
        new Conclusion(RULE, "", 1),
        returns,
        isReport ? List.of(delivery(values)) : List.of()));
  }

  /** The first sign has all the weight. */
  private static List<Conclusion> signals(Map<String, String> values) {
    String score = values.getOrDefault("suspicion.score", "0");
    List<String> names = GivenLead.names(values.getOrDefault("suspicion.signs", ""));
    double weight = Double.parseDouble(score);
    List<Conclusion> signals = new ArrayList<>();
    if (names.isEmpty() && weight > 0) {
      names = List.of(RULE);
    }
    for (String name : names) {
      signals.add(new Conclusion(name, "", signals.isEmpty() ? weight : 0));
    }
    return signals;
  }

  private static DeliveryStatus delivery(Map<String, String> values) {
    return new DeliveryStatus(
        values.getOrDefault("delivery.recipient", ""),
        DeliveryStatus.Action.valueOf(
            values.getOrDefault("delivery.action", "failed").toUpperCase(Locale.ROOT)),
        values.getOrDefault("delivery.status", ""),
        "",
        values.getOrDefault("delivery.original", ""));
  }

  private static @Nullable LocalDate day(@Nullable String instant) {
    return instant == null
        ? null
        : Instant.parse(instant).atZone(ZoneOffset.UTC).toLocalDate();
  }
}
