// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Address;
import dev.leadkit.Attachment;
import dev.leadkit.Automation;
import dev.leadkit.Blob;
import dev.leadkit.Company;
import dev.leadkit.Conclusion;
import dev.leadkit.Consent;
import dev.leadkit.Contact;
import dev.leadkit.Defect;
import dev.leadkit.Enrichment;
import dev.leadkit.Envelope;
import dev.leadkit.Fact;
import dev.leadkit.FormField;
import dev.leadkit.Forwarded;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Link;
import dev.leadkit.Message;
import dev.leadkit.Prospect;
import dev.leadkit.Security;
import dev.leadkit.Source;
import dev.leadkit.Spam;
import dev.leadkit.policy.Toggles;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the history of a lead whose fields hold given values.
 *
 * <p>It does its best: values that exclude each other give a lead that does not hold all of them, which the caller finds out by reading
 * the fields of the lead.
 */
final class GivenLead {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private static final String FORM = "form.";

  /** What address fields cannot say of the prospect. */
  private static final Set<String> BEYOND_ADDRESS =
      Set.of("sender.company", "sender.title", "sender.rule", "sender.confidence");

  private static final LeadId ID = LeadId.openedBy("evt_example");
  private static final String COMPANY = "company.";

  private final Map<String, String> values;
  private final Instant received;
  private final @Nullable Instant at;
  private final List<LeadEvent> history = new ArrayList<>();

  /**
   * A lead with some fields.
   *
   * @param values by name of the field, each in a form that suits the type of the field
   * @param at the time of the decision, null for that of the newest message
   */
  GivenLead(Map<String, String> values, @Nullable Instant at) {
    this.values = values;
    String first = values.getOrDefault("lead.received", text("message.received"));
    this.received = first.isEmpty() ? NOON : Instant.parse(first);
    this.at = at;
  }

  private String text(String field) {
    return values.getOrDefault(field, "");
  }

  private int count(String field, int defaultValue) {
    String text = text(field);
    return text.isEmpty() ? defaultValue : new BigDecimal(text).intValueExact();
  }

  Lead lead() {
    Source source = source();
    var newestKind = new GivenClass(
        values.getOrDefault("message.automation", text("lead.automation")),
        values.getOrDefault("message.class", text("lead.class")));
    var others = new GivenClass(
        values.getOrDefault("lead.automation", newestKind.automation()),
        values.getOrDefault("lead.class", newestKind.kind()));
    int messages = count("lead.messages", newestKind.equals(others) ? 1 : 2);
    Instant newest =
        values.containsKey("message.received") ? Instant.parse(text("message.received")) : received;
    for (int i = 0; i < messages; i++) {
      boolean last = i == messages - 1;
      Message message = message(i, last ? newest : received, last ? newestKind : others);
      add(
          new Fact.Received(message, source, Key.of(message), "", prospect(message)),
          message.receivedAt());
    }
    for (int i = messages == 0 ? 0 : count("lead.duplicates", 0); i > 0; i--) {
      Message copy = message(0, newest, others);
      add(
          new Fact.Duplicated("evt_copy" + i, copy.raw(), source, Key.of(copy).get(0), copy.id()),
          newest);
    }
    enrichment(newest);
    if (at != null) {
      add(new Fact.Reopened("example", "example"), at);
    }
    return Lead.of(ID, history);
  }

  /** The prospect if more is given of it than address fields can say, otherwise null. */
  private @Nullable Prospect prospect(Message message) {
    Contact plain = Contact.of(message);
    Contact.Origin origin = one(Contact.Origin.class, text("sender.origin"), plain.origin());
    boolean isPlain =
        origin == plain.origin() && BEYOND_ADDRESS.stream().noneMatch(values::containsKey);
    if (isPlain) {
      return null;
    }
    Conclusion reason = new Contact(plain.address(), "", Consent.UNKNOWN, origin).reason();
    String confidence = text("sender.confidence");
    var contact = new Contact(
        plain.address(),
        "",
        Consent.UNKNOWN,
        origin,
        text("sender.company"),
        text("sender.title"),
        new Conclusion(
            text("sender.rule").isEmpty() ? reason.rule() : text("sender.rule"),
            "",
            confidence.isEmpty() ? 1 : Double.parseDouble(confidence)));
    return new Prospect(contact, List.of(), "");
  }

  /** What visitors entered into a form. */
  private List<FormField> fields() {
    var fields = new ArrayList<FormField>();
    values.forEach((field, value) -> {
      if (field.startsWith(FORM)) {
        String name = field.substring(FORM.length());
        fields.add(new FormField(name, name, value, new Conclusion("example", "", 1)));
      }
    });
    return fields;
  }

  private void add(Fact fact, Instant when) {
    history.add(new LeadEvent(ID, history.size() + 1, when, fact));
  }

  private void enrichment(Instant when) {
    boolean hasCompany = values.keySet().stream().anyMatch(field -> field.startsWith(COMPANY));
    var attributes = new TreeMap<String, String>();
    attribute("phone", "sender.calling_code", attributes);
    attribute("language", "sender.language", attributes);
    attribute("consent", "sender.consent", attributes);
    if (hasCompany || !attributes.isEmpty()) {
      var found = new Enrichment(hasCompany ? company() : null, attributes);
      add(new Fact.Enriched("task_example", "example", found), when);
    }
    values.forEach((field, value) -> {
      String flag = Toggles.flag(field);
      if (flag != null) {
        add(Fact.FlagEvaluated.of("task_" + field, flag, value), when);
      }
    });
  }

  private void attribute(String name, String field, Map<String, String> attributes) {
    if (values.containsKey(field)) {
      attributes.put(name, text(field));
    }
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
        values.containsKey("company.size") ? (Integer) count("company.size", 0) : null,
        text("company.industry"),
        text("company.country"),
        text("company.zone"),
        List.of());
  }

  private Message message(int number, Instant when, GivenClass kind) {
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
        .security(new Security(
            result("dkim"), result("spf"), result("dmarc"), text("auth.aligned").equals("true")))
        .automation(one(Automation.class, kind.automation(), Automation.NONE))
        .understanding(kind.understanding(values).fields(fields()).build());
    message.spam(spam());
    var attachments = new ArrayList<Attachment>();
    for (int i = count("message.attachments", 0); i > 0; i--) {
      attachments.add(new Attachment(
          "", "", "application/pdf", "", Blob.NONE, "", Attachment.Disposition.ATTACHMENT, ""));
    }
    message.attachments(attachments);
    if (text("message.damaged").equals("true")) {
      message.defect(new Defect(Defect.Code.UNREADABLE, -1, "as the example says"));
    }
    for (String code : names(text("message.defects"))) {
      message.defect(new Defect(
          Defect.Code.valueOf(code.toUpperCase(Locale.ROOT)), -1, "as the example says"));
    }
    sender(message);
    return GivenText.withSegments(message.build(), values);
  }

  /** A filter that looked and found nothing differs from one that did not look. */
  private Spam spam() {
    if (!values.containsKey("spam.score") && !values.containsKey("spam.flags")) {
      return Spam.NONE;
    }
    double score = Double.parseDouble(values.containsKey("spam.score") ? text("spam.score") : "0");
    String flags = values.containsKey("spam.flags") ? text("spam.flags") : "example";
    return new Spam(score, names(flags));
  }

  /** The names that a field with several of them was given, separated by white space or commas. */
  static List<String> names(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("[\\s,]+"));
  }

  private void sender(Message.Builder message) {
    var sender = new Address(email(), text("sender.name"));
    switch (text("sender.origin")) {
      case "reply_to" -> message.from(Address.of("form@inbound.example")).replyTo(List.of(sender));
      case "forwarded" ->
        message
            .from(Address.of("colleague@inbound.example"))
            .forwarded(new Forwarded(sender, "", ""));
      default -> message.from(sender);
    }
  }

  private String email() {
    String email = text("sender.email");
    String domain = text("sender.domain");
    String tld = text("sender.tld");
    if (!email.isEmpty()) {
      return email;
    }
    if (domain.isEmpty() && !tld.isEmpty()) {
      domain = tld.equals("example") ? "company.example" : "example." + tld;
    }
    boolean isElsewhere = List.of("reply_to", "forwarded").contains(text("sender.origin"));
    if (domain.isEmpty() && isElsewhere) {
      domain = "company.example"; // only an address can be the one to answer to
    }
    return domain.isEmpty() ? "" : "someone@" + domain;
  }

  private Security.Result result(String method) {
    return one(Security.Result.class, text("auth." + method), Security.Result.NONE);
  }

  private static <E extends Enum<E>> E one(Class<E> type, String text, E defaultValue) {
    return text.isEmpty() ? defaultValue : Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }
}
