// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Company;
import dev.leadkit.Conclusion;
import dev.leadkit.Contact;
import dev.leadkit.Defect;
import dev.leadkit.Evidence;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Attached;
import dev.leadkit.Fact.DeadLettered;
import dev.leadkit.Fact.Delivered;
import dev.leadkit.Fact.Duplicated;
import dev.leadkit.Fact.Enriched;
import dev.leadkit.Fact.Failed;
import dev.leadkit.Fact.FlagEvaluated;
import dev.leadkit.Fact.Linked;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Fact.Received;
import dev.leadkit.Fact.TicketDrawn;
import dev.leadkit.Fact.Unmerged;
import dev.leadkit.Input;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Score;
import dev.leadkit.Score.Adjustment;
import dev.leadkit.Score.Contribution;
import dev.leadkit.integrity.StoreVerifier;
import dev.leadkit.json.LeadJson;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.check.NearMisses;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.BlobStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explains a lead step by step, from the raw bytes of its mails to its deliveries, with the reasons. */
final class Explanation {

  /** The number of near misses that are shown at most. */
  private static final int MAX_MISSES = 12;

  private final Lead lead;
  private final List<LeadEvent> history;
  private final BlobStore blobs;
  private final RawRanges places;
  private final List<String> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> misses = new ArrayList<>();
  private final int decisionStart;
  private final int decisionEnd;

  Explanation(LeadId id, List<LeadEvent> history, BlobStore blobs) throws IOException {
    this.lead = Lead.of(id, history);
    this.history = history;
    this.blobs = blobs;
    this.places = new RawRanges(history, blobs);
    say(id.value(), name(lead.status()), "after " + history.size() + " facts");
    messages();
    findings();
    decisionStart = lines.size();
    decisions();
    deadline();
    decisionEnd = lines.size();
    deliveries();
  }

  void print(PrintStream out) {
    lines.forEach(out::println);
  }

  /**
   * The decision and the history as JSON; what the text says in sentences is left out.
   *
   * @param allProblems those of this explanation, and of the store
   */
  Json json(List<String> allProblems) {
    Qualified decision = lead.decision();
    var json = new Json().put("lead", lead.id()).put("status", lead.status());
    if (decision != null) {
      json.put("policy", decision.policy())
          .putJson("score", LeadJson.write(decision.score()))
          .putJson("assignment", LeadJson.write(decision.assignment()));
    }
    return json.put("near_misses", misses).put("problems", allProblems).putJson("events", events());
  }

  private byte[] events() {
    return history.stream()
        .map(event -> new String(LeadJson.write(event), StandardCharsets.UTF_8))
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The lines about the score, the route and the SLA alone. */
  List<String> decision() {
    return List.copyOf(lines.subList(decisionStart, decisionEnd));
  }

  /** The problems that were found: blobs whose bytes do not match their hash. */
  List<String> problems() {
    return problems;
  }

  private void messages() throws IOException {
    for (LeadEvent event : history) {
      if (event.fact() instanceof Received received) {
        message(received);
      } else if (event.fact() instanceof Duplicated copy) {
        head("copy", copy.event() + " of " + copy.original());
        detail("recognised by " + name(copy.key().layer()) + " at " + event.at() + ": "
            + reason(copy.key().layer()));
        detail("at "
            + (copy.source().address().isEmpty()
                ? "no address"
                : LeadTable.printable(copy.source().address()))
            + labelled(", channel ", copy.source().channel())
            + labelled(", campaign ", copy.source().campaign())
            + labelled(", partner ", copy.source().partner()));
        raw(copy.raw());
      } else if (event.fact() instanceof Attached attached) {
        head("attached", attached.message().id());
        detail("from " + person(attached.message().from()) + ", subject \""
            + LeadTable.printable(attached.message().subject()) + "\"");
        detail("belongs to the thread of " + LeadTable.printable(attached.thread())
            + " and does not count: " + conclusion(attached.reason()));
        raw(attached.message().raw());
      } else if (event.fact() instanceof Linked linked) {
        head("link", linked.message() + " " + name(linked.relation()));
        boolean isSame = linked.lead().equals(lead.id());
        detail((isSame ? "part of this lead" : "kept apart from " + linked.lead())
            + labelled(", because of ", LeadTable.printable(linked.other())) + ": "
            + conclusion(linked.conclusion()));
      } else if (event.fact() instanceof Unmerged unmerged) {
        head("separated", unmerged.message() + " at " + event.at());
        detail("opened " + unmerged.opens(lead.id()) + labelled(", by ", unmerged.by()) + ": "
            + LeadTable.printable(unmerged.reason()));
      }
    }
  }

  private static String reason(Key.Layer layer) {
    return switch (layer) {
      case EVENT -> "the same bytes to the same recipient";
      case MESSAGE -> "the same id, sender, reply address, date, subject, body and attachments";
      case SAME_TEXT -> "the same text of the same person";
      case FORWARD -> "the same text of the same person, passed on";
      case CONTACT -> "the same person";
    };
  }

  private static String conclusion(Conclusion conclusion) {
    return conclusion.rule()
        + (conclusion.evidence().isEmpty() ? "" : ", " + LeadTable.printable(conclusion.evidence()))
        + " (" + Math.round(conclusion.confidence() * 100) + " %)";
  }

  private void message(Received received) throws IOException {
    Message message = received.message();
    head("message", message.id());
    raw(message.raw());
    attachments(message);
    detail("received " + message.receivedAt() + ", date "
        + (message.date() == null ? "unknown" : message.date()));
    detail("from " + person(message.from())
        + (message.subject().isEmpty()
            ? ", no subject"
            : ", subject \"" + LeadTable.printable(message.subject()) + "\""));
    detail("at "
        + (received.source().address().isEmpty()
            ? "no address"
            : LeadTable.printable(received.source().address()))
        + ", " + received.source().reason()
        + labelled(", channel ", received.source().channel())
        + labelled(", campaign ", received.source().campaign())
        + labelled(", product ", received.source().product())
        + labelled(", partner ", received.source().partner()));
    if (!received.thread().isEmpty()) {
      detail("continues the thread of " + LeadTable.printable(received.thread()));
    }
    detail("dkim " + name(message.security().dkim()) + ", spf "
        + name(message.security().spf())
        + ", dmarc " + name(message.security().dmarc()));
    ClassText.lines(message).forEach(this::detail);
    SegmentText.lines(message.understanding()).forEach(this::detail);
    for (Defect defect : message.defects()) {
      detail("defect " + name(defect.code()) + ": " + LeadTable.printable(defect.detail()));
    }
  }

  private void raw(Blob raw) {
    String problem = StoreVerifier.problem(raw, blobs);
    detail("raw " + raw.sha256() + ", " + raw.size() + " bytes, "
        + switch (problem) {
          case "" -> "verified";
          case "is missing" -> "MISSING";
          default -> "DAMAGED";
        });
    if (!problem.isEmpty()) {
      problems.add("raw bytes " + raw.sha256() + " of " + lead.id() + ": " + problem.substring(3));
    }
  }

  private void attachments(Message message) {
    for (Attachment attachment : message.attachments()) {
      Blob blob = attachment.blob();
      String problem = blob.sha256().isEmpty() ? "" : StoreVerifier.problem(blob, blobs);
      if (!problem.isEmpty()) {
        problems.add(
            "attachment " + blob.sha256() + " of " + lead.id() + ": " + problem.substring(3));
      }
    }
  }

  /** Why this is the prospect, and what else the message says about the person. */
  private void contact(Contact contact) {
    Conclusion reason = contact.reason();
    if (!reason.evidence().isEmpty()) {
      detail("rule " + reason.rule() + ", confidence " + reason.confidence() + ": "
          + LeadTable.printable(reason.evidence()));
    }
    if (!contact.title().isEmpty() || !contact.company().isEmpty()) {
      String titled = contact.title().isEmpty() ? "" : contact.title() + ", ";
      detail(LeadTable.printable(titled + contact.company()));
    }
    if (!contact.phone().isEmpty()) {
      detail("phone " + LeadTable.printable(contact.phone()));
    }
  }

  private void findings() {
    head(
        "contact",
        person(lead.contact().address()) + ", from " + name(lead.contact().origin()));
    contact(lead.contact());
    for (LeadEvent event : history) {
      if (event.fact() instanceof Enriched enriched) {
        head("findings", enriched.enricher() + " at " + event.at());
        Company company = enriched.findings().company();
        detail(company == null ? "no company" : company(company));
        for (Map.Entry<String, String> other : enriched.findings().attributes().entrySet()) {
          detail(other.getKey() + " " + other.getValue());
        }
      } else if (event.fact() instanceof FlagEvaluated flag) {
        String value = flag.value();
        head("flag", flag.flag() + " at " + event.at());
        detail(value == null ? "no value: " + flag.reason() : "value " + value);
      } else if (event.fact() instanceof TicketDrawn ticket) {
        head("ticket", ticket.line() + " at " + event.at());
        detail("number " + ticket.number());
      }
    }
  }

  private static String company(Company company) {
    return company.name() + " (" + company.domain() + ")"
        + (company.size() == null ? "" : ", " + company.size() + " employees")
        + labelled(", ", company.industry())
        + labelled(", ", company.country())
        + labelled(", ", company.zone())
        + labelled(", uses ", String.join(", ", company.technologies()));
  }

  private void decisions() throws IOException {
    for (LeadEvent event : history) {
      if (event.fact() instanceof Qualified decision) {
        if (decision.equals(lead.decision())) {
          score(decision, event.at());
          route(decision.assignment());
        } else {
          head(
              "earlier",
              decision.score().value() + " points, route "
                  + decision.assignment().route() + " at " + event.at());
        }
      }
    }
  }

  private void score(Qualified decision, Instant at) throws IOException {
    Score score = decision.score();
    head("score", score.value() + " points by policy " + decision.policy() + " at " + at);
    for (Input input : decision.inputs()) {
      detail(input.field() + " is " + LeadTable.printable(input.value())
          + labelled(", ", LeadTable.printable(input.why())));
    }
    detail(points(score.base()) + "  base");
    for (Contribution line : score.contributions()) {
      detail(points(line.points()) + "  " + line.rule() + ", " + name(line.verdict())
          + labelled(": ", line.why()));
      evidence(line.evidence());
    }
    for (Adjustment adjustment : score.adjustments()) {
      detail(points(adjustment.points()) + "  " + adjustment.reason());
    }
    detail(String.format(Locale.ROOT, "%5s", "= " + score.value()));
  }

  /**
   * Adds the facts that would have led to another route under the policy that decided.
   *
   * @param file a policy that may be the one that decided; null for none
   */
  void misses(KeptPolicies archive, @Nullable Path file) throws IOException {
    Qualified decision = lead.decision();
    if (decision == null) {
      return;
    }
    Policy policy = archive.find(decision.policy());
    String others = "";
    if (policy == null) {
      Policy given =
          file == null ? DefaultPolicy.read() : PolicySource.file(file).policy();
      policy = given.version().equals(decision.policy()) ? given : null;
      others = file == null ? "" : "; " + file + " is " + given.version();
    }
    if (policy == null) {
      head(
          "near",
          "not known: policy " + decision.policy() + ", which decided, is not in "
              + archive.folder() + others + "; expected it with --policy FILE");
      return;
    }
    NearMisses near = NearMisses.of(policy, decided());
    if (!near.misses().isEmpty() || !near.open().isEmpty()) {
      head("near", "by policy " + policy.version());
    }
    near.misses().stream()
        .limit(MAX_MISSES)
        .map(miss -> LeadTable.printable(miss.fact()) + ", the lead would go to "
            + place(miss.assignment()) + " with " + miss.score().value() + " points")
        .forEach(this::miss);
    if (near.misses().size() > MAX_MISSES) {
      detail((near.misses().size() - MAX_MISSES) + " more facts with which it would go elsewhere");
    }
    near.open().stream()
        .map(route -> "route " + route.route() + " may match or not: "
            + String.join(", ", route.fields()) + (route.fields().size() == 1 ? " is" : " are")
            + " not known")
        .forEach(this::miss);
  }

  private void miss(String sentence) {
    misses.add(sentence);
    detail(sentence);
  }

  private static String place(Assignment assignment) {
    return assignment.queue().isEmpty()
        ? assignment.route()
        : assignment.queue() + " by route " + assignment.route();
  }

  /** The lead as it was when the last decision was made. */
  private Lead decided() {
    int last = 0;
    for (int i = 0; i < history.size(); i++) {
      last = history.get(i).fact() instanceof Qualified ? i : last;
    }
    return Lead.of(lead.id(), history.subList(0, last));
  }

  private static String points(int points) {
    return String.format(Locale.ROOT, "%+5d", points);
  }

  private void evidence(List<Evidence> evidence) throws IOException {
    for (Evidence found : evidence) {
      detail("         " + found.field() + " \"" + LeadTable.printable(found.value()) + "\""
          + (found.start() < 0
              ? ""
              : " at " + found.start() + ".." + found.end() + " of " + found.message())
          + labelled(", bytes ", bytes(found)));
    }
  }

  /** The byte ranges of an evidence; empty if the raw mails are damaged. */
  private String bytes(Evidence found) throws IOException {
    return problems.isEmpty()
        ? places.of(found).stream()
            .map(span -> span.from() + ".." + span.to())
            .collect(Collectors.joining(" and "))
        : "";
  }

  private void route(Assignment assignment) throws IOException {
    head("route", assignment.route() + ", " + name(assignment.disposition()));
    detail("because " + assignment.reason());
    evidence(assignment.evidence());
    for (Assignment.Passed passed : assignment.passed()) {
      detail("not " + passed.route() + ", " + name(passed.verdict()) + ": " + passed.why());
    }
    detail("queue " + (assignment.queue().isEmpty() ? "none" : assignment.queue())
        + labelled(", owner ", assignment.owner())
        + ", connectors "
        + (assignment.connectors().isEmpty()
            ? "none"
            : String.join(", ", assignment.connectors())));
    if (!assignment.ownership().isEmpty()) {
      detail("owner by " + LeadTable.printable(assignment.ownership()));
    }
  }

  private void deliveries() {
    head("deliveries", lead.deliveries().isEmpty() ? "none" : "");
    for (LeadEvent event : history) {
      Fact fact = event.fact();
      if (fact instanceof Delivered delivered) {
        detail(delivered.connector() + " " + delivered.task() + " confirmed at " + event.at()
            + labelled(", reference ", delivered.reference()));
      } else if (fact instanceof Failed failed) {
        detail(failed.name() + " " + failed.task() + " failed at " + event.at() + ", "
            + name(failed.prospect()) + ": " + failed.reason());
      } else if (fact instanceof DeadLettered dead) {
        detail(dead.name() + " " + dead.task() + " given up at " + event.at() + " after "
            + dead.attempts() + " attempts: " + dead.reason());
      }
    }
  }

  private void deadline() {
    Qualified decision = lead.decision();
    Duration sla = decision == null ? null : decision.assignment().sla();
    if (decision == null || sla == null) {
      head("sla", "none");
      return;
    }
    Instant replied = lead.repliedAt();
    head(
        "sla",
        LeadTable.sla(sla) + ", due " + decision.assignment().due()
            + labelled(" by ", decision.assignment().calendar())
            + (replied == null ? ", no reply yet" : ", replied at " + replied)
            + (lead.breach() == null ? "" : ", missed"));
    decision
        .assignment()
        .escalations()
        .forEach(step ->
            detail(step.after() + " at " + step.at() + " to " + LeadTable.printable(step.to())));
    lead.escalations()
        .forEach(step -> detail(LeadTable.printable(step.to()) + " notified at " + step.due()));
  }

  private static String person(Address address) {
    return address.isKnown()
        ? LeadTable.printable(
            address.name().isEmpty()
                ? address.email()
                : address.name() + " <" + address.email() + ">")
        : "unknown";
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String labelled(String label, @Nullable String text) {
    return text == null || text.isEmpty() ? "" : label + LeadTable.printable(text);
  }

  private void say(String... words) {
    lines.add(String.join(", ", words));
  }

  private void head(String what, String text) {
    lines.add(String.format(Locale.ROOT, "%-10s  %s", what, text).stripTrailing());
  }

  private void detail(String text) {
    lines.add(" ".repeat(12) + text);
  }
}
