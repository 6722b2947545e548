// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Attributes;
import dev.leadkit.Automation;
import dev.leadkit.Company;
import dev.leadkit.Consent;
import dev.leadkit.Contact;
import dev.leadkit.Envelope;
import dev.leadkit.Evidence;
import dev.leadkit.Forwarded;
import dev.leadkit.Input;
import dev.leadkit.Lead;
import dev.leadkit.Link;
import dev.leadkit.Message;
import dev.leadkit.Security;
import dev.leadkit.Source;
import dev.leadkit.Spam;
import dev.leadkit.policy.Field.Presence;
import dev.leadkit.policy.Field.Privacy;
import dev.leadkit.policy.Field.Provenance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of all that a condition can ask of a lead.
 *
 * <p>{@code sender} is {@link Lead#contact()}, the prospect, whoever transmitted the mail. {@code message}, {@code auth} and {@code spam}
 * mean the newest message, {@code text} and {@code subject} all of them, with the original inside a forward; automatic answers, reports and
 * bulk mail count only where there is nothing else, so that an out-of-office note in its thread never changes what a lead is worth. What is
 * missing is missing: no field holds {@code ""}, and none holds 0 for "not known".
 */
public final class Fields {

  static final String SCORE = "score";

  /** @param derived null for a field that every lead has */
  private record Entry(
      Field field,
      Function<EvaluationContext, @Nullable Value> read,
      @Nullable Derived derived) {

    Entry(Field field, Function<EvaluationContext, @Nullable Value> read) {
      this(field, read, null);
    }
  }

  private static final Fields OF_A_LEAD =
      new Fields(new Catalogue().entries, ConcurrentHashMap.newKeySet());

  private final Map<String, Entry> entries;

  /** The fields of which a policy that is being read has asked; shared with the fields made of these. */
  private final Set<String> asked;

  private Fields(Map<String, Entry> entries, Set<String> asked) {
    this.asked = asked;
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  /** Those that every lead has, before it is scored. */
  public static Fields ofLead() {
    return OF_A_LEAD;
  }

  /** Those that every lead has, for a policy that is being read and asks for some of them. */
  static Fields ofPolicy() {
    return new Fields(OF_A_LEAD.entries, ConcurrentHashMap.newKeySet());
  }

  boolean isAsked(String name) {
    return asked.contains(name);
  }

  /** The fields that were asked for and that only enrichers fill, in the order of the catalogue. */
  List<String> askedOfEnrichers() {
    return all().stream()
        .filter(field -> field.provenance() == Field.Provenance.ENRICHMENT)
        .map(Field::name)
        .filter(this::isAsked)
        .toList();
  }

  /** These and the score, for conditions that are asked after it. */
  public Fields withScore() {
    return withScore(List.of());
  }

  /** @param scores all that there can be; empty where that is not known */
  Fields withScore(List<Integer> scores) {
    var field = new Field(
        SCORE,
        Field.Type.NUMBER,
        Provenance.SCORE,
        scores.stream().map(String::valueOf).toList(),
        Presence.ALWAYS,
        Privacy.PLAIN,
        "the points that the lead was given");
    return with(new Entry(field, view -> {
      var score = view.score();
      return score == null ? null : new Value.Amount(BigDecimal.valueOf(score.value()));
    }));
  }

  /** These and one that the policy derives from them. */
  Fields with(Derived derived) {
    return with(new Entry(derived.field(), derived::value, derived));
  }

  /** These and one that holds the value of a recorded input. */
  Fields with(Field field, Function<EvaluationContext, Input> read) {
    return with(new Entry(field, view -> new Value.Word(read.apply(view).value())));
  }

  private Fields with(Entry entry) {
    var more = new LinkedHashMap<>(entries);
    more.put(entry.field().name(), entry);
    return new Fields(more, asked);
  }

  /** Every field, in the order of the catalogue, derived ones after those from which they derive. */
  public List<Field> all() {
    return entries.values().stream().map(Entry::field).toList();
  }

  /** The names of all fields, in the order of the catalogue. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** Null where there is no such field. */
  public @Nullable Field find(String name) {
    Field field = peek(name);
    if (field != null) {
      asked.add(name);
    }
    return field;
  }

  /** The same, without counting as a use of the field. */
  @Nullable
  Field peek(String name) {
    Entry entry = entries.get(name);
    return entry == null ? null : entry.field();
  }

  /** How a policy derives a field; null for any other field. */
  @Nullable
  Derived derived(String name) {
    Entry entry = entries.get(name);
    return entry == null ? null : entry.derived();
  }

  @Nullable
  Value read(String name, EvaluationContext view) {
    Entry entry = entries.get(name);
    return entry == null ? null : entry.read().apply(view);
  }

  /** Why the field holds what it holds, in words. */
  String explain(Field field, EvaluationContext view) {
    Entry entry = entries.get(field.name());
    if (entry != null && entry.derived() != null) {
      return entry.derived().why(view);
    }
    Value value = view.value(field.name());
    return field.name() + (value == null ? " is not known" : " is " + value.shown());
  }

  /** What made the field hold what it holds, without what may name a person. */
  List<Evidence> evidence(Field field, EvaluationContext view) {
    Entry entry = entries.get(field.name());
    if (entry != null && entry.derived() != null) {
      return entry.derived().evidence(view);
    }
    Value value = view.value(field.name());
    return value == null
            || field.type() == Field.Type.TEXT
            || field.privacy() == Field.Privacy.PERSONAL
        ? List.of()
        : List.of(Evidence.of(field.name(), value.shown()));
  }

  /** The fields that every lead has, one line each. */
  private static final class Catalogue {

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Catalogue() {
      sender();
      recipient();
      message();
      source();
      company();
      history();
    }

    private void sender() {
      person(
          "sender.email", "the prospect's address", contact -> contact.address().email());
      person(
          "sender.name",
          "the prospect's display name",
          contact -> contact.address().name());
      domain("sender.domain", "the domain of the prospect's address", Catalogue::domain);
      word("sender.tld", Provenance.MAIL, "the last label of that domain", view -> {
        String domain = domain(view);
        return domain.substring(domain.lastIndexOf('.') + 1);
      });
      closed(
          "sender.origin",
          Provenance.MAIL,
          Presence.ALWAYS,
          names(Contact.Origin.values()),
          "which part of the mail names the prospect",
          view -> name(view.lead().contact().origin()));
      word(
          "sender.calling_code",
          Provenance.ENRICHMENT,
          "the country code of the prospect's telephone number, with +",
          view -> CallingCode.of(Catalogue.phone(view.lead())));
      word(
          "sender.language",
          Provenance.MAIL,
          "the language of the newest message as its Content-Language says, else the one that an enricher found: de, en",
          Catalogue::language);
      closed(
          "sender.consent",
          Provenance.ENRICHMENT,
          Presence.ALWAYS,
          names(Consent.values()),
          "whether the prospect agreed to be contacted beyond an answer",
          view -> consent(view.lead()));
    }

    private static String phone(Lead lead) {
      String phone = lead.contact().phone();
      return phone.isBlank() ? attribute(lead, Attributes.PHONE) : phone;
    }

    /** The primary subtag (RFC 5646 §2.2.1) of the first language that is named. */
    private static String language(EvaluationContext view) {
      Message newest = newest(view.lead());
      String named = newest == null ? "" : newest.header("Content-Language");
      String tag = named.isBlank() ? attribute(view.lead(), Attributes.LANGUAGE) : named;
      return tag.strip().split("[-_,; ]", 2)[0].toLowerCase(Locale.ROOT);
    }

    private static String consent(Lead lead) {
      Consent consent = lead.contact().consent();
      String found = attribute(lead, Attributes.CONSENT).toLowerCase(Locale.ROOT);
      return consent == Consent.UNKNOWN && names(Consent.values()).contains(found)
          ? found
          : name(consent);
    }

    /** What the first enricher, by name, found under this name; {@code ""} where none did. */
    private static String attribute(Lead lead, String name) {
      return lead.findings().values().stream()
          .map(found -> found.attributes().getOrDefault(name, ""))
          .filter(value -> !value.isBlank())
          .findFirst()
          .orElse("");
    }

    private void recipient() {
      add(
          "recipient.address",
          Field.Type.WORD,
          Provenance.MAIL,
          Privacy.PERSONAL,
          "the inbound address of the first message: the address book's, else the envelope's, else the first To",
          view -> Catalogue.word(recipient(view.lead())));
      add(
          "recipient.local",
          Field.Type.WORD,
          Provenance.MAIL,
          Privacy.PLAIN,
          "what stands before the @ of that address",
          view -> Catalogue.word(new dev.leadkit.Address(recipient(view.lead()), "").local()));
    }

    private void message() {
      text("subject", "the subjects of all messages", Catalogue::subjects);
      text("text", "subjects and visible text of all messages", Catalogue::texts);
      text(
          "message.hidden",
          "what the HTML of the newest message holds but does not show",
          lead -> htmlTexts(lead, "message.hidden", message -> List.of(message.hiddenText())));
      text(
          "message.links",
          "where the links in the HTML of the newest message lead; a phrase matches within one",
          lead -> htmlTexts(
              lead,
              "message.links",
              message -> message.links().stream().map(Link::target).toList()));
      text(
          "message.image_texts",
          "the alternative texts of the images in the newest message; a phrase matches within one",
          lead -> htmlTexts(lead, "message.image_texts", Message::imageTexts));
      closed(
          "message.automation",
          Provenance.MAIL,
          Presence.MAYBE,
          names(Automation.values()),
          "whether a machine wrote the newest message, and which kind",
          ofNewest(message -> name(message.automation())));
      number(
          "message.attachments",
          Field.Scale.COUNT,
          Provenance.MAIL,
          "how many attachments the newest message has",
          ofNewest(message -> BigDecimal.valueOf(message.attachments().size())));
      flag(
          "message.damaged",
          Provenance.MAIL,
          Presence.MAYBE,
          "whether part of the newest message was lost to the reader",
          ofNewest(Message::isDamaged));
      add(
          "message.defects",
          Field.Type.TEXT,
          Provenance.MAIL,
          Privacy.PLAIN,
          "the codes of the newest message's defects, such as address_in_name",
          ofNewest(Catalogue::defects));
      result("dkim", Security::dkim);
      result("spf", Security::spf);
      result("dmarc", Security::dmarc);
      number(
          "spam.score",
          Field.Scale.SHARE,
          Provenance.MAIL,
          "what a spam filter said of the newest message, 0 to 1; missing where none looked",
          ofNewest(message -> message.spam().equals(Spam.NONE)
              ? null
              : Decimals.of(message.spam().score())));
      add(
          "spam.flags",
          Field.Type.TEXT,
          Provenance.MAIL,
          Privacy.PLAIN,
          "the filter's own reasons, the names of the tests that the newest message met",
          ofNewest(Catalogue::spamFlags));
    }

    private void source() {
      source("channel", "the kind of entry", Source::channel);
      source("campaign", "the campaign that the inbound address was given to", Source::campaign);
      source("product", "the product line of the inbound address", Source::product);
      source("partner", "the partner who refers", Source::partner);
      flag(
          "source.known",
          Provenance.SOURCE,
          Presence.ALWAYS,
          "whether the inbound address stands in the address book",
          view -> view.lead().source().reason().equals(Source.KNOWN));
    }

    private void company() {
      add(
          "company.domain",
          Field.Type.DOMAIN,
          Provenance.ENRICHMENT,
          Privacy.PLAIN,
          "the company's domain",
          ofCompany(company -> Catalogue.word(Domains.normal(company.domain()))));
      company("name", "the company's name", Company::name);
      number("company.size", Field.Scale.COUNT, Provenance.ENRICHMENT, "its employees", view -> {
        Company company = view.lead().company();
        return company == null || company.size() == null
            ? null
            : BigDecimal.valueOf(company.size());
      });
      company("industry", "its industry", Company::industry);
      company("country", "where it sits, ISO 3166-1 alpha-2", Company::country);
      company("zone", "its IANA time zone", Company::zone);
    }

    private void history() {
      closed(
          "lead.automation",
          Provenance.HISTORY,
          Presence.MAYBE,
          names(Automation.values()),
          "none if a person wrote any message, else generated if any was, else the newest message's kind",
          view -> automation(view.lead()));
      instant("lead.received", "when the first message came in", view -> {
        var opening = view.lead().opening();
        return opening == null ? null : opening.message().receivedAt();
      });
      instant("message.received", "when the newest message came in", ofNewest(Message::receivedAt));
      number(
          "lead.messages",
          Field.Scale.COUNT,
          Provenance.HISTORY,
          "how many messages the lead has",
          view -> BigDecimal.valueOf(view.lead().messages().size()));
      number(
          "lead.duplicates",
          Field.Scale.COUNT,
          Provenance.HISTORY,
          "how many copies of them came in again",
          view -> BigDecimal.valueOf(view.lead().duplicates()));
    }

    private void person(String name, String description, Function<Contact, String> read) {
      add(
          name,
          Field.Type.WORD,
          Provenance.MAIL,
          Privacy.PERSONAL,
          description,
          view -> word(read.apply(view.lead().contact())));
    }

    private void domain(String name, String description, Function<EvaluationContext, String> read) {
      add(
          name,
          Field.Type.DOMAIN,
          Provenance.MAIL,
          Privacy.PLAIN,
          description,
          view -> word(read.apply(view)));
    }

    private void word(
        String name, Provenance provenance, String description, Function<EvaluationContext, String> read) {
      add(
          name,
          Field.Type.WORD,
          provenance,
          Privacy.PLAIN,
          description,
          view -> word(read.apply(view)));
    }

    private void source(String name, String description, Function<Source, String> read) {
      word(
          "source." + name,
          Provenance.SOURCE,
          description,
          view -> read.apply(view.lead().source()));
    }

    private void company(String name, String description, Function<Company, String> read) {
      add(
          "company." + name,
          Field.Type.WORD,
          Provenance.ENRICHMENT,
          Privacy.PLAIN,
          description,
          ofCompany(company -> word(read.apply(company))));
    }

    private void result(String name, Function<Security, Security.Result> read) {
      closed(
          "auth." + name,
          Provenance.MAIL,
          Presence.MAYBE,
          names(Security.Result.values()),
          "what a trusted host found of the newest message; none where none said anything",
          ofNewest(message -> name(read.apply(message.security()))));
    }

    private void closed(
        String name,
        Provenance provenance,
        Presence presence,
        List<String> values,
        String description,
        Function<EvaluationContext, @Nullable String> read) {
      var field = new Field(
          name, Field.Type.WORD, provenance, values, presence, Privacy.PLAIN, description);
      entries.put(name, new Entry(field, view -> word(read.apply(view))));
    }

    private void number(
        String name,
        Field.Scale scale,
        Provenance provenance,
        String description,
        Function<EvaluationContext, @Nullable BigDecimal> read) {
      var field = new Field(
          name,
          Field.Type.NUMBER,
          provenance,
          List.of(),
          Presence.MAYBE,
          Privacy.PLAIN,
          description,
          scale);
      entries.put(name, new Entry(field, view -> {
        BigDecimal amount = read.apply(view);
        return amount == null ? null : new Value.Amount(amount);
      }));
    }

    private void instant(String name, String description, Function<EvaluationContext, @Nullable Instant> read) {
      add(name, Field.Type.INSTANT, Provenance.HISTORY, Privacy.PLAIN, description, view -> {
        Instant at = read.apply(view);
        return at == null ? null : new Value.Moment(at);
      });
    }

    private void flag(
        String name,
        Provenance provenance,
        Presence presence,
        String description,
        Function<EvaluationContext, @Nullable Boolean> read) {
      var field = new Field(
          name,
          Field.Type.FLAG,
          provenance,
          List.of("true", "false"),
          presence,
          Privacy.PLAIN,
          description);
      entries.put(name, new Entry(field, view -> {
        Boolean set = read.apply(view);
        return set == null ? null : new Value.Flag(set);
      }));
    }

    private void text(String name, String description, Function<Lead, List<Value.Passage>> read) {
      add(name, Field.Type.TEXT, Provenance.MAIL, Privacy.PERSONAL, description, view -> {
        List<Value.Passage> passages = read.apply(view.lead());
        return passages.isEmpty() ? null : new Value.Text(passages);
      });
    }

    private void add(
        String name,
        Field.Type type,
        Provenance provenance,
        Privacy privacy,
        String description,
        Function<EvaluationContext, @Nullable Value> read) {
      var field =
          new Field(name, type, provenance, List.of(), Presence.MAYBE, privacy, description);
      entries.put(name, new Entry(field, read));
    }

    private static @Nullable Value word(@Nullable String text) {
      return text == null || text.isBlank() ? null : new Value.Word(text);
    }

    private static String domain(EvaluationContext view) {
      return Domains.normal(view.lead().contact().address().domain());
    }

    private static String recipient(Lead lead) {
      if (!lead.source().address().isEmpty() || lead.messages().isEmpty()) {
        return lead.source().address();
      }
      Message first = lead.messages().get(0);
      Envelope envelope = first.envelope();
      if (!envelope.recipients().isEmpty()) {
        return envelope.recipients().get(0);
      }
      return first.to().isEmpty() ? "" : first.to().get(0).email();
    }

    private static @Nullable String automation(Lead lead) {
      Automation kind = null;
      for (Message message : lead.messages()) {
        Automation next = message.automation();
        if (next == Automation.NONE) {
          return name(Automation.NONE);
        }
        kind = kind == Automation.GENERATED ? kind : next;
      }
      return kind == null ? null : name(kind);
    }

    /** Each code once, no phrase reaches from one into the next. */
    private static Value defects(Message message) {
      var codes = new ArrayList<Value.Passage>(message.defects().size());
      message.defects().stream()
          .map(defect -> name(defect.code()))
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
      Message newest = newest(lead);
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
      for (Message message : written(lead)) {
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
      for (Message message : written(lead)) {
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

    private static void add(
        List<Value.Passage> passages, String part, Message message, String text) {
      if (!text.isBlank()) {
        passages.add(new Value.Passage(part, message.id(), text));
      }
    }

    private static <T> Function<EvaluationContext, @Nullable T> ofNewest(Function<Message, @Nullable T> read) {
      return view -> {
        Message newest = newest(view.lead());
        return newest == null ? null : read.apply(newest);
      };
    }

    private static @Nullable Message newest(Lead lead) {
      List<Message> messages = written(lead);
      return messages.isEmpty() ? null : messages.get(messages.size() - 1);
    }

    /** The messages that are no automatic answer, report or bulk mail; all of them where every one is. */
    private static List<Message> written(Lead lead) {
      List<Message> messages = lead.messages();
      int count = 0;
      for (int i = 0; i < messages.size(); i++) {
        count += isWritten(messages.get(i)) ? 1 : 0;
      }
      return count == 0 || count == messages.size()
          ? messages
          : messages.stream().filter(Catalogue::isWritten).toList();
    }

    private static boolean isWritten(Message message) {
      return message.automation() == Automation.NONE
          || message.automation() == Automation.GENERATED;
    }

    private static Function<EvaluationContext, @Nullable Value> ofCompany(
        Function<Company, @Nullable Value> read) {
      return view -> {
        Company company = view.lead().company();
        return company == null ? null : read.apply(company);
      };
    }

    private static List<String> names(Enum<?>[] values) {
      return Arrays.stream(values).map(Catalogue::name).toList();
    }

    private static String name(Enum<?> value) {
      return value.name().toLowerCase(Locale.ROOT);
    }
  }
}
