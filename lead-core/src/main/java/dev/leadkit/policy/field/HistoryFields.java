// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.Automation;
import dev.leadkit.Lead;
import dev.leadkit.Message;
import dev.leadkit.MessageClass;
import dev.leadkit.policy.field.Field.Presence;
import dev.leadkit.policy.field.Field.Provenance;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Fields of the history of a lead. */
final class HistoryFields {

  private final Catalogue fields;

  private HistoryFields(Catalogue fields) {
    this.fields = fields;
  }

  static void addTo(Catalogue fields) {
    var group = new HistoryFields(fields);
    group.history();
  }

  private void history() {
    fields.closed(
        "lead.automation",
        Provenance.HISTORY,
        Presence.MAYBE,
        Catalogue.names(Automation.values()),
        "none if a person wrote any message, else generated if any was, else the newest message's kind",
        view -> automation(view.lead()));
    fields.closed(
        "lead.class",
        Provenance.HISTORY,
        Presence.MAYBE,
        Catalogue.names(MessageClass.Kind.values()),
        "human if a person wrote any message, else form or calendar if any was, else that of the newest message",
        view -> kind(view.lead()));
    fields.instant("lead.received", "when the first message came in", view -> {
      var opening = view.lead().opening();
      return opening == null ? null : opening.message().receivedAt();
    });
    fields.instant(
        "message.received",
        "when the newest message came in",
        WrittenMessages.ofNewest(Message::receivedAt));
    fields.number(
        "lead.messages",
        Field.Scale.COUNT,
        Provenance.HISTORY,
        "how many messages the lead has",
        view -> BigDecimal.valueOf(view.lead().messages().size()));
    fields.number(
        "lead.duplicates",
        Field.Scale.COUNT,
        Provenance.HISTORY,
        "how many copies of them came in again",
        view -> BigDecimal.valueOf(view.lead().duplicates()));
  }

  private static @Nullable String kind(Lead lead) {
    MessageClass.Kind kind = null;
    for (Message message : lead.messages()) {
      MessageClass.Kind next = message.kind();
      if (next == MessageClass.Kind.HUMAN) {
        return Catalogue.name(next);
      }
      kind = kind != null && kind.isWritten() ? kind : next;
    }
    return kind == null ? null : Catalogue.name(kind);
  }

  private static @Nullable String automation(Lead lead) {
    Automation kind = null;
    for (Message message : lead.messages()) {
      Automation next = message.automation();
      if (next == Automation.NONE) {
        return Catalogue.name(Automation.NONE);
      }
      kind = kind == Automation.GENERATED ? kind : next;
    }
    return kind == null ? null : Catalogue.name(kind);
  }
}
