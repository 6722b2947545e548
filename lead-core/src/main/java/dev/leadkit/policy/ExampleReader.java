// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Address;
import dev.leadkit.Attachment;
import dev.leadkit.Automation;
import dev.leadkit.Blob;
import dev.leadkit.Company;
import dev.leadkit.Defect;
import dev.leadkit.Envelope;
import dev.leadkit.Fact;
import dev.leadkit.Findings;
import dev.leadkit.Forwarded;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Link;
import dev.leadkit.Message;
import dev.leadkit.Security;
import dev.leadkit.Source;
import dev.leadkit.Spam;
import dev.leadkit.policy.Field.Provenance;
import dev.leadkit.spi.Finding.Code;
import dev.leadkit.spi.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code examples}: fields of a lead, and what shall come of it. */
final class ExampleReader {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final int MOST_MESSAGES = 1000;

  /** What follows from other fields, with those that can be given in its place. */
  private static final Map<String, String> FOLLOWS =
      Map.of("sender.tld", "sender.domain", "lead.automation", "message.automation");

  private final Settings root;
  private final Fields fields;
  private final Set<String> names = new HashSet<>();

  ExampleReader(Settings root) {
    this.root = root;
    this.fields = Vocabulary.read(root).fields();
  }

  List<Example> read() {
    return root.list("examples").stream().map(this::example).toList();
  }

  private Example example(Settings place) {
    String name = place.text("name");
    if (!name.isEmpty() && !names.add(name)) {
      place
          .at("name")
          .found(Code.DUPLICATE, "'" + name + "' stands twice; expected a name for each example");
    }
    place.require("given").require("expect");
    Settings given = place.section("given");
    Instant at = place.has("at") ? instant(place.at("at")) : null;
    return new Example(name, place, lead(given, at), expected(place.section("expect")));
  }

  private static Example.Expected expected(Settings expect) {
    var points = new LinkedHashMap<String, Integer>();
    Settings section = expect.section("points");
    section.keys().forEach(rule -> points.put(rule, section.integer(rule)));
    var expected = new Example.Expected(
        expect.has("score") ? (Integer) expect.integer("score") : null,
        expect.has("fired") ? expect.texts("fired") : null,
        expect.has("unknown") ? expect.texts("unknown") : null,
        points,
        text(expect, "route"),
        text(expect, "disposition"),
        text(expect, "queue"),
        text(expect, "owner"),
        expect.has("sla") ? (Duration) expect.duration("sla") : null,
        expect.has("connectors") ? expect.texts("connectors") : null);
    if (expect.isPresent() && expected.isEmpty()) {
      expect.problem("empty; expected a score, a route or something else to compare");
    }
    return expected;
  }

  private static @Nullable String text(Settings section, String key) {
    return section.has(key) ? section.text(key) : null;
  }

  /** The lead that has these fields and no other. */
  private Lead lead(Settings given, @Nullable Instant at) {
    var values = new LinkedHashMap<String, String>();
    for (String key : given.keys()) {
      Field field = fields.find(key);
      if (field == null) {
        given.unknown(key, fields.names());
      } else if (isGiven(field, given.at(key))) {
        values.put(key, value(field, given.at(key)));
      }
    }
    try {
      return new Given(values, at).lead();
    } catch (IllegalArgumentException e) {
      given.problem("makes no lead: " + e.getMessage());
      return Lead.of(LeadId.openedBy("evt_example"));
    }
  }

  private static boolean isGiven(Field field, Settings place) {
    String other = FOLLOWS.get(field.name());
    if (field.provenance() == Provenance.DERIVED || field.provenance() == Provenance.EXPERIMENT) {
      other = "the fields that it is made of";
    }
    if (other != null) {
      place.problem("follows from other fields; expected " + other);
    }
    return other == null;
  }

  private static String value(Field field, Settings place) {
    return switch (field.type()) {
      case NUMBER -> place.asDecimal().toPlainString();
      case FLAG -> String.valueOf(place.asFlag());
      case INSTANT -> instant(place).toString();
      case TEXT -> place.asText();
      case WORD, DOMAIN -> field.isClosed() ? place.asChoice(field.values()) : place.asText();
    };
  }

  private static Instant instant(Settings place) {
    try {
      return OffsetDateTime.parse(place.asText()).toInstant();
    } catch (DateTimeParseException e) {
      place.problem(
          "set to '" + place.asText() + "'; expected an instant such as 2026-03-02T12:00:00Z");
      return NOON;
    }
  }

  /** Makes a history out of the fields that it would show. */
  private static final class Given {

    private final Map<String, String> values;
    private final Instant received;
    private final @Nullable Instant at;
    private final List<LeadEvent> history = new ArrayList<>();
    private final LeadId id = LeadId.openedBy("evt_example");

    Given(Map<String, String> values, @Nullable Instant at) {
      this.values = values;
      String first = values.getOrDefault("lead.received", text("message.received"));
      this.received = first.isEmpty() ? NOON : Instant.parse(first);
      this.at = at;
    }

    private String text(String field) {
      return values.getOrDefault(field, "");
    }

    private int number(String field, int otherwise) {
      String text = text(field);
      try {
        return text.isEmpty() ? otherwise : new BigDecimal(text).intValueExact();
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(field + " is not a whole number: " + text, e);
      }
    }

    Lead lead() {
      Source source = source();
      int messages = number("lead.messages", 1);
      if (messages < 0 || messages > MOST_MESSAGES) {
        throw new IllegalArgumentException("lead.messages: expected 0 to " + MOST_MESSAGES);
      }
      Instant newest = values.containsKey("message.received")
          ? Instant.parse(text("message.received"))
          : received;
      for (int i = 0; i < messages; i++) {
        Message message = message(i, i == messages - 1 ? newest : received);
        add(new Fact.Received(message, source, Key.of(message), ""), message.receivedAt());
      }
      for (int i = number("lead.duplicates", 0); i > 0; i--) {
        Message copy = message(0, newest);
        add(
            new Fact.Duplicated("evt_copy" + i, copy.raw(), source, Key.of(copy).get(0), copy.id()),
            newest);
      }
      if (values.keySet().stream().anyMatch(field -> field.startsWith("company."))) {
        add(new Fact.Enriched("task_example", "example", Findings.of(company())), newest);
      }
      values.forEach((field, value) -> {
        String flag = Variations.flag(field);
        if (flag != null) {
          add(
              new Fact.Enriched(
                  "task_" + field, Variations.finding(flag), Variations.answer(value)),
              newest);
        }
      });
      if (at != null) {
        add(new Fact.Reopened("example", "example"), at);
      }
      return Lead.of(id, history);
    }

    private void add(Fact fact, Instant when) {
      history.add(new LeadEvent(id, history.size() + 1, when, fact));
    }

    private Source source() {
      String local = text("recipient.local");
      String address = text("recipient.address");
      if (address.isEmpty() && !local.isEmpty()) {
        address = local + "@inbound.example";
      }
      boolean known = text("source.known").equals("true")
          || text("source.known").isEmpty()
              && values.keySet().stream().anyMatch(field -> field.startsWith("source."));
      return new Source(
          text("source.channel"),
          text("source.campaign"),
          text("source.product"),
          text("source.partner"),
          address,
          known ? Source.KNOWN : Source.UNKNOWN_ADDRESS);
    }

    private Company company() {
      return new Company(
          text("company.domain"),
          text("company.name"),
          values.containsKey("company.size") ? (Integer) number("company.size", 0) : null,
          text("company.industry"),
          text("company.country"),
          text("company.zone"),
          List.of());
    }

    private Message message(int number, Instant when) {
      var message = Message.builder("evt_example" + number, when)
          .envelope(Envelope.NONE)
          .subject(text("subject"))
          .textBody(text("text"))
          .visibleText(text("text"))
          .hiddenText(text("message.hidden"))
          .links(text("message.links")
              .lines()
              .map(target -> new Link("", target.strip()))
              .toList())
          .imageTexts(text("message.image_texts").lines().map(String::strip).toList())
          .security(new Security(result("dkim"), result("spf"), result("dmarc")))
          .automation(one(Automation.class, "message.automation", Automation.NONE));
      message.spam(spam());
      var attachments = new ArrayList<Attachment>();
      for (int i = number("message.attachments", 0); i > 0; i--) {
        attachments.add(new Attachment(
            "", "", "application/pdf", "", Blob.NONE, "", Attachment.Disposition.ATTACHMENT, ""));
      }
      message.attachments(attachments);
      if (text("message.damaged").equals("true")) {
        message.defect(new Defect(Defect.Code.UNREADABLE, -1, "as the example says"));
      }
      sender(message);
      return message.build();
    }

    /** A filter that looked and found nothing is not one that did not look. */
    private Spam spam() {
      if (!values.containsKey("spam.score") && !values.containsKey("spam.flags")) {
        return Spam.NONE;
      }
      double score =
          Double.parseDouble(values.containsKey("spam.score") ? text("spam.score") : "0");
      String flags = values.containsKey("spam.flags") ? text("spam.flags") : "example";
      return new Spam(score, List.of(flags.strip().split("[\\s,]+")));
    }

    private void sender(Message.Builder message) {
      String email = text("sender.email");
      String domain = text("sender.domain");
      if (email.isEmpty() && !domain.isEmpty()) {
        email = "someone@" + domain;
      }
      Address sender = email.isEmpty() ? Address.UNKNOWN : new Address(email, text("sender.name"));
      switch (text("sender.origin")) {
        case "reply_to" ->
          message.from(Address.of("form@inbound.example")).replyTo(List.of(sender));
        case "forwarded" ->
          message
              .from(Address.of("colleague@inbound.example"))
              .forwarded(new Forwarded(sender, "", ""));
        default -> message.from(sender);
      }
    }

    private Security.Result result(String method) {
      return one(Security.Result.class, "auth." + method, Security.Result.NONE);
    }

    private <E extends Enum<E>> E one(Class<E> type, String field, E otherwise) {
      String text = text(field);
      return text.isEmpty() ? otherwise : Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }
  }
}
