// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Envelope;
import dev.leadkit.Lead;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.json.LeadJson;
import dev.leadkit.memory.InMemoryAddresses;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A form's mail, a partner's referral, a mail to the sales alias and one to support: one contract, four sources. */
class EntryPointContractTest {

  private static final String FORM =
      "From: Web form <form@leadkit.example>\r\nReply-To: Ada <ada@acme.example>\r\n"
          + "Subject: Contact form\r\n\r\nName: Ada\r\nWe need SSO.\r\n";
  private static final String REFERRAL =
      "From: Pat <pat@partner.example>\r\nSubject: Fwd: Pricing\r\n\r\nPlease take over.\r\n\r\n"
          + "---------- Forwarded message ---------\r\nFrom: Grace <grace@navy.example>\r\n"
          + "Date: Mon, 2 Mar 2026 09:00:00 +0000\r\nSubject: Pricing\r\nTo: <pat@partner.example>\r\n\r\nHow much is it?\r\n";
  private static final String SALES =
      "From: Linus <linus@kernel.example>\r\nSubject: Enterprise plan\r\n\r\nWhat does it cost?\r\n";
  private static final String SUPPORT =
      "From: Margaret <margaret@apollo.example>\r\nSubject: It is broken\r\n\r\nPlease help.\r\n";

  private final InMemoryAddresses addresses = new InMemoryAddresses();

  private LeadPipeline pipeline() {
    var everything = Assignment.builder("all", Disposition.LEAD)
        .queue("sdr")
        .reason("always")
        .build();
    return LeadPipeline.builder()
        .policy(PolicySource.of(Policy.of(
            "entry-1", lead -> Score.of(0, List.of(), List.of()), (lead, score) -> everything)))
        .store(new InMemoryStore())
        .blobs(new InMemoryBlobs())
        .reader(new MimeReader(MimeLimits.standard()))
        .addresses(addresses)
        .clock(() -> Instant.parse("2026-03-02T12:00:00Z"))
        .build();
  }

  private Lead taken(LeadPipeline leads, String channel, String mail) {
    String inbound = channel + "@in.leadkit.example";
    addresses.put(
        "",
        inbound,
        Source.builder(channel, inbound)
            .partner(channel.equals("partner") ? "bluepeak" : "")
            .build());
    RawMessage raw =
        RawMessage.of(mail.getBytes(StandardCharsets.US_ASCII)).withEnvelope(Envelope.to(inbound));
    Lead lead = leads.lead(leads.accept(raw).lead());
    assertNotNull(lead);
    return lead;
  }

  @Test
  void four_entry_points_give_events_of_one_schema_that_differ_in_their_source() {
    List<String> required = required();
    try (LeadPipeline leads = pipeline()) {
      List<Lead> all = List.of(
          taken(leads, "form", FORM),
          taken(leads, "partner", REFERRAL),
          taken(leads, "sales", SALES),
          taken(leads, "support", SUPPORT));
      Set<String> channels = new HashSet<>();
      for (Lead lead : all) {
        String event = new String(LeadJson.write(lead.messages().get(0)), StandardCharsets.UTF_8);
        for (String name : required) {
          assertTrue(event.contains("\"" + name + "\":"), lead.source().channel() + ": " + name);
        }
        channels.add(lead.source().channel());
      }
      assertEquals(Set.of("form", "partner", "sales", "support"), channels);
      assertEquals(
          List.of(
              "ada@acme.example",
              "grace@navy.example",
              "linus@kernel.example",
              "margaret@apollo.example"),
          all.stream().map(lead -> lead.contact().address()).map(Address::email).toList(),
          "the prospect, regardless of who transmitted the mail");
    }
  }

  /** The fields that the published schema requires of every event. */
  private static List<String> required() {
    Matcher list = Pattern.compile("\"required\": \\[(.*?)]").matcher(LeadJson.schema());
    assertTrue(list.find());
    return Pattern.compile("[a-z_]+")
        .matcher(list.group(1))
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
