// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The ids under which leads, messages and tasks are known to stores and to other systems. */
class PinnedIdsTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private static RawMessage raw(String text) {
    return RawMessage.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Message.Builder enquiry(String eventId) {
    return Message.builder(eventId, NOON)
        .thread(new Threading("<1@acme.example>", "<0@acme.example>", List.of("<0@acme.example>")))
        .from(new Address("Ada@Acme.example", "Ada"))
        .subject("Pricing\r\n for the \u201centerprise\u201d plan")
        .textBody("Hello,\r\nwe need\u00a0SSO.\r\n");
  }

  private static String keys(Message.Builder message) {
    return Key.of(message.build()).stream()
        .map(key -> key.layer() + " " + key.value())
        .collect(Collectors.joining(", "));
  }

  private static Lead decided(int messages, Duration sla) {
    Lead lead = Lead.of(LeadId.openedBy("evt_0"));
    for (int i = 0; i < messages; i++) {
      Message message = enquiry("evt_" + i).build();
      lead = apply(lead, new Fact.Received(message, Source.unknown(""), Key.of(message), ""));
    }
    Score score = Score.of(
        40, List.of(new Score.Contribution("size", Verdict.TRUE, 2, "", List.of())), List.of());
    var assignment = Assignment.builder("ae", Assignment.Disposition.LEAD)
        .queue("ae_priority")
        .owner("kim")
        .sla(sla)
        .due(sla == null ? null : NOON.plus(sla))
        .connectors(List.of("crm"))
        .reason("score >= 40")
        .build();
    return apply(lead, new Fact.Qualified(score, assignment, "sha256:0"));
  }

  private static Lead apply(Lead lead, Fact fact) {
    return lead.apply(new LeadEvent(lead.id(), lead.seq() + 1, NOON, fact));
  }

  @Test
  void ids_keys_and_revisions_are_those_that_were_written_before() throws IOException {
    LeadId lead = LeadId.openedBy("evt_c7af37bce8d00c5eff62a32c55d5bc86");
    var pinned = new Pinned("ids.txt")
        .add("blob of nothing", Blob.of(new byte[0]).sha256())
        .add("blob of hello", raw("hello").blob().sha256())
        .add("event of hello", raw("hello").eventId())
        .add("event for a tenant", raw("hello").withTenant("n\u00f6rd").eventId())
        .add(
            "event with a recipient",
            raw("hello").withEnvelope(Envelope.to("Sales@Leadkit.example")).eventId())
        .add(
            "event with two recipients",
            raw("hello")
                .withEnvelope(new Envelope("a@b.example", List.of("z@b.example", "a@b.example")))
                .eventId())
        .add(
            "event of another media type",
            raw("hello").withMediaType("text/plain").eventId())
        .add("lead that an event opens", lead)
        .add("keys of a message", keys(enquiry("evt_1")))
        .add("keys for a tenant", keys(enquiry("evt_1").tenant("north")))
        .add("keys without a Message-ID", keys(enquiry("evt_1").thread(Threading.NONE)))
        .add("keys of HTML", keys(enquiry("evt_1").textBody("\r\n").htmlBody("<p>\nHi  you</p>")))
        .add("former key of a message", Key.former(enquiry("evt_1").build()).value())
        .add(
            "key of a contact", Key.contact("north", "ada@acme.example", 686, 2).value())
        .add("keys of an empty message", keys(Message.builder("evt_1", NOON)))
        .add("task enrich", Task.Enrich.of(lead, "companies", "acme.example").id())
        .add(
            "task flag",
            Task.EvaluateFlag.of(lead, "new-pricing", "acme.example").id())
        .add("task ticket", Task.DrawTicket.of(lead, "sdr", "acme.example").id())
        .add(
            "task deliver",
            Task.Deliver.of(lead, "crm", decided(1, Duration.ofMinutes(15)).revision())
                .id())
        .add("revision before a decision", "'" + Lead.of(lead).revision() + "'")
        .add("revision without a promise", decided(1, null).revision())
        .add("revision of one message", decided(1, Duration.ofMinutes(15)).revision())
        .add("revision of two messages", decided(2, Duration.ofMinutes(15)).revision());
    // The first 256 messages are named, later ones are in a running digest.
    for (int messages : List.of(256, 257, 300)) {
      pinned.add(
          "revision of " + messages + " messages",
          decided(messages, Duration.ofMinutes(15)).revision());
    }
    pinned.check();
  }
}
