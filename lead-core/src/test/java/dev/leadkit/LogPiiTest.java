// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.leadkit.Fact.Failed.Prospect;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever is printed into a log by accident holds ids, kinds and counts, and no person. */
class LogPiiTest {

  private static final List<String> PERSONAL =
      List.of("ada", "Lovelace", "secret", "+49 30", "kim", "alex", "grace", "Hopper");

  @Test
  void nothing_that_can_be_printed_shows_a_person() {
    var ada = new Address("ada@acme.example", "Ada Lovelace");
    var grace = new Forwarded(
        new Address("grace@navy.example", "Grace Hopper"), "secret subject", "secret text");
    var evidence = List.of(
        Evidence.of("sender.name", "Ada Lovelace"), Evidence.of("text", "secret", "evt_1", 1, 2));
    Message message = Message.builder("evt_1", Instant.EPOCH)
        .envelope(new Envelope("ada@acme.example", List.of("sales@leadkit.example")))
        .from(ada)
        .to(List.of(ada))
        .subject("secret subject")
        .textBody("secret text")
        .visibleText("secret text")
        .headers(List.of(new Header("From", "Ada Lovelace <ada@acme.example>")))
        .attachments(List.of(new Attachment(
            "secret.pdf",
            "secret.pdf",
            "application/pdf",
            "",
            Blob.NONE,
            "",
            Attachment.Disposition.INLINE,
            "")))
        .forwarded(grace)
        .build();
    var contribution =
        new Score.Contribution("r", Verdict.TRUE, 1, "written by Ada Lovelace", evidence);
    Score score = Score.of(0, List.of(contribution), List.of());
    var passed = new Assignment.Passed("x", Verdict.FALSE, "Ada Lovelace is known");
    var assignment = Assignment.builder("all", Assignment.Disposition.LEAD)
        .queue("sdr")
        .owner("kim")
        .connectors(List.of("crm"))
        .reason("sender is ada")
        .evidence(evidence)
        .passed(List.of(passed))
        .build();
    var findings = new Enrichment(null, Map.of("phone", "+49 30 1234"));
    Source source = Source.of("sales", "sales@leadkit.example");
    List<Fact> facts = List.of(
        new Fact.Received(message, source, Key.of(message), ""),
        new Fact.Enriched("enr_1", "companies", findings),
        new Fact.Failed("dlv_1", "crm", "503", null, Prospect.TRANSIENT),
        new Fact.Qualified(score, assignment, "v1"),
        new Fact.Replied(Fact.Replied.Author.HUMAN, "kim"),
        new Fact.Reassigned("sdr", "alex", "kim is away", "kim"),
        new Fact.Reopened("kim asked", "kim"),
        new Fact.Labelled("won", "kim"));
    Lead lead = Lead.of(LeadId.openedBy("evt_1"));
    for (Fact fact : facts) {
      clean(fact);
      var event = new LeadEvent(lead.id(), lead.seq() + 1, Instant.EPOCH, fact);
      lead = lead.apply(event);
      clean(event);
    }
    clean(lead);
    clean(Contact.of(message));
    clean(message.envelope());
    clean(message.headers());
    clean(message.attachments());
    clean(grace);
    clean(ada);
    clean(passed);
  }

  @Test
  void what_is_printed_says_which_and_how_many() {
    var ada = new Address("ada@acme.example", "Ada Lovelace");
    var blob = new Blob("0".repeat(64), 12);
    var file = new Attachment(
        "cv.pdf", "cv.pdf", "application/pdf", "", blob, "", Attachment.Disposition.INLINE, "");
    Message message = Message.builder("evt_1", Instant.EPOCH).from(ada).build();
    Map<String, Object> printed = new LinkedHashMap<>();
    printed.put("a***@acme.example", ada);
    printed.put("(unknown)", Address.UNKNOWN);
    printed.put("Attachment[application/pdf, 12 bytes]", file);
    printed.put("Contact[a***@acme.example]", Contact.of(message));
    printed.put("Envelope[2 recipients]", new Envelope("", List.of("a@b.example", "c@d.example")));
    printed.put("sender.name", Evidence.of("sender.name", "Ada"));
    printed.put("text[0,3)", Evidence.of("text", "Ada", "evt_1", 0, 3));
    printed.put("Findings[, [phone]]", new Enrichment(null, Map.of("phone", "1")));
    printed.put(
        "Findings[acme.example, []]",
        Enrichment.of(new Company("acme.example", "", null, "", "", "", List.of())));
    printed.put("Forwarded[a***@acme.example]", new Forwarded(ada, "subject", "text"));
    printed.put("From: …", new Header("From", "Ada"));
    printed.put("Link[21 characters]", new Link("", "https://acme.example/"));
    printed.put("Message[evt_1]", message);
    printed.put("Replied[MACHINE]", new Fact.Replied(Fact.Replied.Author.MACHINE, "kim"));
    printed.put("Reassigned[sdr]", new Fact.Reassigned("sdr", "", "away", "kim"));
    printed.put("Reopened[]", new Fact.Reopened("asked", "kim"));
    printed.put("Labelled[won]", new Fact.Labelled("won", "kim"));
    printed.put(
        "Contribution[r, TRUE, 1]", new Score.Contribution("r", Verdict.TRUE, 1, "x", List.of()));
    printed.put("Passed[x, FALSE]", new Assignment.Passed("x", Verdict.FALSE, "Ada"));
    RawMessage raw = RawMessage.of(new byte[] {1});
    printed.put("RawMessage[message/rfc822, 1 bytes, " + raw.blob().sha256() + "]", raw);
    printed.forEach((text, value) -> assertEquals(text, value.toString()));
  }

  private static void clean(Object printed) {
    String text = printed.toString();
    for (String personal : PERSONAL) {
      assertFalse(
          text.contains(personal),
          printed.getClass().getSimpleName() + " shows '" + personal + "': " + text);
    }
  }
}
