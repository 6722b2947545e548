// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.Automation;
import dev.leadkit.Forwarded;
import dev.leadkit.Lead;
import dev.leadkit.Link;
import dev.leadkit.Message;
import dev.leadkit.Security;
import dev.leadkit.Spam;
import dev.leadkit.policy.field.Field.Presence;
import dev.leadkit.policy.field.Field.Privacy;
import dev.leadkit.policy.field.Field.Provenance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fields of the messages: their texts, the newest message, and what hosts and filters report about it. */
final class MessageFields {

  private final Catalogue fields;

  private MessageFields(Catalogue fields) {
    this.fields = fields;
  }

  static void addTo(Catalogue fields) {
    var group = new MessageFields(fields);
    group.message();
  }

  private void message() {
    fields.text("subject", "the subjects of all messages", MessageFields::subjects);
    fields.text(
        "text",
        "subjects and own text of all messages, with the originals of forwards",
        MessageFields::texts);
    SegmentFields.addTo(fields);
    fields.text(
        "message.hidden",
        "what the HTML of the newest message holds but does not show",
        lead -> htmlTexts(lead, "message.hidden", message -> List.of(message.hiddenText())));
    fields.text(
        "message.links",
        "where the links in the HTML of the newest message lead; a phrase matches within one",
        lead -> htmlTexts(
            lead,
            "message.links",
            message -> message.links().stream().map(Link::target).toList()));
    fields.text(
        "message.image_texts",
        "the alternative texts of the images in the newest message; a phrase matches within one",
        lead -> htmlTexts(lead, "message.image_texts", Message::imageTexts));
    fields.closed(
        "message.automation",
        Provenance.MAIL,
        Presence.MAYBE,
        Catalogue.names(Automation.values()),
        "whether a machine wrote the newest message, and which kind",
        WrittenMessages.ofNewest(message -> Catalogue.name(message.automation())));
    fields.number(
        "message.attachments",
        Field.Scale.COUNT,
        Provenance.MAIL,
        "how many attachments the newest message has",
        WrittenMessages.ofNewest(
            message -> BigDecimal.valueOf(message.attachments().size())));
    fields.flag(
        "message.damaged",
        Provenance.MAIL,
        Presence.MAYBE,
        "whether part of the newest message was lost to the reader",
        WrittenMessages.ofNewest(Message::isDamaged));
    fields.add(
        "message.defects",
        Field.Type.TEXT,
        Provenance.MAIL,
        Privacy.PLAIN,
        "the codes of the newest message's defects, such as address_in_name",
        WrittenMessages.ofNewest(MessageFields::defects));
    result("dkim", Security::dkim);
    result("spf", Security::spf);
    result("dmarc", Security::dmarc);
    fields.flag(
        "auth.aligned",
        Provenance.MAIL,
        Presence.MAYBE,
        "whether what a trusted host found vouches for the domain of the newest message's author",
        WrittenMessages.ofNewest(message -> message.security().aligned()));
    fields.number(
        "spam.score",
        Field.Scale.SHARE,
        Provenance.MAIL,
        "what a spam filter said of the newest message, 0 to 1; missing where none looked",
        WrittenMessages.ofNewest(message ->
            message.spam().equals(Spam.NONE) ? null : Decimals.of(message.spam().score())));
    fields.add(
        "spam.flags",
        Field.Type.TEXT,
        Provenance.MAIL,
        Privacy.PLAIN,
        "the filter's own reasons, the names of the tests that the newest message met",
        WrittenMessages.ofNewest(MessageFields::spamFlags));
  }

  private void result(String name, Function<Security, Security.Result> read) {
    fields.closed(
        "auth." + name,
        Provenance.MAIL,
        Presence.MAYBE,
        Catalogue.names(Security.Result.values()),
        "what a trusted host found of the newest message; none where none said anything",
        WrittenMessages.ofNewest(message -> Catalogue.name(read.apply(message.security()))));
  }

  /** Each code once, no phrase reaches from one into the next. */
  private static Value defects(Message message) {
    var codes = new ArrayList<Value.Passage>(message.defects().size());
    message.defects().stream()
        .map(defect -> Catalogue.name(defect.code()))
        .distinct()
        .forEach(code -> add(codes, "message.defects", message, code));
    return new Value.Text(codes);
  }

  /** No phrase reaches from one into the next. */
  private static @Nullable Value spamFlags(Message message) {
    if (message.spam().equals(Spam.NONE)) {
      return null;
    }
    var flags = new ArrayList<Value.Passage>(message.spam().flags().size());
    for (String flag : message.spam().flags()) {
      add(flags, "spam.flags", message, flag);
    }
    return new Value.Text(flags);
  }

  /** No phrase reaches from one into the next. */
  private static List<Value.Passage> htmlTexts(
      Lead lead, String part, Function<Message, List<String>> read) {
    Message newest = WrittenMessages.newest(lead);
    if (newest == null) {
      return List.of();
    }
    var passages = new ArrayList<Value.Passage>();
    for (String text : read.apply(newest)) {
      add(passages, part, newest, text);
    }
    return passages;
  }

  private static List<Value.Passage> subjects(Lead lead) {
    var passages = new ArrayList<Value.Passage>(lead.messages().size());
    for (Message message : WrittenMessages.of(lead)) {
      add(passages, "subject", message, message.subject());
    }
    return passages;
  }

  private static List<Value.Passage> texts(Lead lead) {
    Message only = lead.messages().size() == 1 ? lead.messages().get(0) : null;
    if (only != null && only.forwarded() == null) {
      return texts(only);
    }
    var passages = new ArrayList<Value.Passage>(2 * lead.messages().size());
    for (Message message : WrittenMessages.of(lead)) {
      add(passages, "subject", message, message.subject());
      add(passages, "text", message, message.visibleText());
      Forwarded original = message.forwarded();
      if (original != null) {
        add(passages, "forwarded.subject", message, original.subject());
        add(passages, "forwarded.text", message, original.text());
      }
    }
    return passages;
  }

  private static List<Value.Passage> texts(Message only) {
    Value.Passage text = new Value.Passage("text", only.id(), only.visibleText());
    if (only.subject().isBlank()) {
      return text.text().isBlank() ? List.of() : List.of(text);
    }
    Value.Passage subject = new Value.Passage("subject", only.id(), only.subject());
    return text.text().isBlank() ? List.of(subject) : List.of(subject, text);
  }

  private static void add(List<Value.Passage> passages, String part, Message message, String text) {
    if (!text.isBlank()) {
      passages.add(new Value.Passage(part, message.id(), text));
    }
  }
}
