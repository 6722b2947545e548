// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Evidence;
import dev.leadkit.Fact;
import dev.leadkit.Input;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.Score.Contribution;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Flags;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A flag changes the weight of a rule, and the record of the decision has its value. */
class FlagsTest {

  private static final Policy POLICY = PolicyReader.read(Settings.yaml("policy.yaml", """
      schema: lead-policy/1
      flags: { bonus: { default: "off" } }
      experiments: { pricing: { salt: "2026-11", arms: { control: 50, low: 50 } } }
      rules:
        - { id: sso, add: 10, when: { text: { phrase: sso } } }
        - { id: sso-bonus, add: 30, when: { text: { phrase: sso }, flag.bonus: { is: "on" } } }
        - { id: low-price, add: 5, when: { experiment.pricing: { is: low } } }
      routes:
        - { id: all, when: always, to: { queue: inbox } }
      """));

  private final InMemoryStore store = new InMemoryStore();
  private final CapturedLog log = CapturedLog.of("dev.leadkit.pipeline");
  private final Map<String, String> values = new ConcurrentHashMap<>(Map.of("bonus", "off"));
  private final List<Flags.Subject> asked = new ArrayList<>();
  private int mails;

  @AfterEach
  void stop_capturing() {
    log.close();
  }

  private LeadPipeline.Builder pipeline() {
    return LeadPipeline.builder()
        .policy(PolicySource.of(POLICY))
        .store(store)
        .blobs(new InMemoryBlobs())
        .reader(new MimeReader(MimeLimits.standard()));
  }

  private Fact.Qualified decided(Flags flags) {
    return Objects.requireNonNull(received(flags).decision());
  }

  private Lead received(Flags flags) {
    String mail = "From: Ada <ada@mail.acme.example>\r\nMessage-ID: <" + ++mails
        + "@acme.example>\r\nSubject: Enquiry " + mails + "\r\n\r\nDo you support SSO?\r\n";
    try (LeadPipeline leads = pipeline().flags(flags).build()) {
      LeadId id =
          leads.accept(RawMessage.of(mail.getBytes(StandardCharsets.UTF_8))).lead();
      leads.run();
      return Objects.requireNonNull(leads.lead(id));
    }
  }

  private String ask(String flag, Flags.Subject subject) {
    asked.add(subject);
    return values.get(flag);
  }

  @Test
  void a_flag_changes_a_weight_and_the_decision_records_its_value() {
    Fact.Qualified off = decided(this::ask);
    values.put("bonus", "on");
    Fact.Qualified on = decided(this::ask);
    assertEquals(10, off.score().value());
    assertEquals(40, on.score().value());
    assertEquals(
        new Input("flag.bonus", "off", "the flag service"), off.inputs().get(0));
    assertEquals(new Input("flag.bonus", "on", "the flag service"), on.inputs().get(0));
    assertEquals(
        new Input("experiment.pricing", "control", "bucket 26 of 100"),
        on.inputs().get(1));
    Contribution line = on.score().contributions().get(1);
    assertTrue(line.evidence().contains(Evidence.of("flag.bonus", "on")), line.why());
  }

  @Test
  void a_decision_is_repeated_without_the_flag_service() {
    values.put("bonus", "on");
    Lead lead = received(this::ask);
    values.put("bonus", "off");
    List<LeadEvent> history = store.histories(List.of(lead.id())).get(lead.id());
    Lead before = Lead.of(lead.id());
    for (LeadEvent event : history) {
      if (event.fact() instanceof Fact.Qualified decision) {
        assertEquals(
            decision,
            POLICY.settle(before, List.of(), Instant.MAX).events().get(0).fact());
      }
      before = before.apply(event);
    }
    assertEquals(1, asked.size());
  }

  @Test
  void an_outage_gives_the_default_and_is_recorded_as_one() {
    Fact.Qualified decision = decided((flag, subject) -> {
      throw new IOException("no route to host");
    });
    assertEquals(10, decision.score().value());
    assertEquals(
        new Input(
            "flag.bonus", "off", "default: the flag service failed: IOException: no route to host"),
        decision.inputs().get(0));
    assertEquals(1, log.problems().size(), "one line in the log for one outage");
    assertTrue(log.problems().get(0).startsWith("WARN flag bonus was not answered for lead_"));
  }

  @Test
  void a_flag_that_the_service_does_not_know_has_its_default() {
    assertEquals(
        new Input("flag.bonus", "off", "default: the flag service knows no such flag"),
        decided(Flags.none()).inputs().get(0));
    assertEquals("on", decided(Flags.of(Map.of("bonus", "on"))).inputs().get(0).value());
  }

  @Test
  void a_flag_service_learns_the_company_and_no_person() {
    Lead lead = received(this::ask);
    assertEquals(List.of(new Flags.Subject(lead.id().value(), "acme.example")), asked);
    assertFalse(asked.toString().contains("ada"), asked.toString());
  }

  @Test
  void a_lead_keeps_its_flag_when_another_mail_arrives() {
    String mail = "From: Ada <ada@acme.example>\r\nMessage-ID: <a@acme.example>\r\n"
        + "Subject: Enquiry\r\n\r\nDo you support SSO?\r\n";
    String reply = mail.replace(
            "<a@acme.example>", "<b@acme.example>\r\nIn-Reply-To: <a@acme.example>")
        .replace("SSO?", "SSO soon?");
    try (LeadPipeline leads = pipeline().flags(this::ask).build()) {
      LeadId id =
          leads.accept(RawMessage.of(mail.getBytes(StandardCharsets.UTF_8))).lead();
      leads.run();
      values.put("bonus", "on");
      leads.accept(RawMessage.of(reply.getBytes(StandardCharsets.UTF_8)));
      leads.run();
      Lead lead = Objects.requireNonNull(leads.lead(id));
      assertEquals(2, lead.messages().size());
      assertEquals(
          "off", Objects.requireNonNull(lead.decision()).inputs().get(0).value());
    }
    assertEquals(1, asked.size());
  }

  @Test
  void a_pipeline_without_a_flag_service_refuses_a_policy_with_flags() {
    assertEquals(
        List.of("policy: reads flags, bonus; expected flags(…), Flags.none() for their defaults"),
        assertThrows(PolicyException.class, () -> pipeline().build()).problems());
  }
}
