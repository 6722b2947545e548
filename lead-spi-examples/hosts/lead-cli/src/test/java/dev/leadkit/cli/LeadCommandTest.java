// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.files.MailFiles.Mail;
import dev.leadkit.json.LeadJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeadCommandTest {

  private static final String[] KINDS = {
    "leads", "follow-ups", "duplicates", "automatic", "quarantined", "failed"
  };

  @TempDir
  Path folder;

  @Test
  void the_demo_reads_the_sample_mailbox_and_its_sheet_adds_up() {
    Called demo = demo();
    assertEquals(0, demo.code(), demo.err());
    assertEquals("", demo.err());
    assertEquals(50, demo.balance("received"));
    assertEquals(50, sum(demo));
    assertEquals(2, demo.balance("duplicates"), "the two retransmits");
    assertEquals(2, demo.balance("follow-ups"), "the two replies");
    assertTrue(demo.balance("automatic") >= 4, "reports, absences, bulk: " + demo.out());
    assertTrue(demo.balance("quarantined") >= 3, "spam: " + demo.out());
    assertTrue(demo.balance("leads") >= 25, demo.out());
    assertEquals(0, demo.balance("failed"));
    assertTrue(demo.out().contains("the sheet adds up"), demo.out());
  }

  @Test
  void a_second_run_over_the_same_mails_adds_nothing_but_duplicates() throws IOException {
    demo();
    byte[] crm = Files.readAllBytes(folder.resolve("data/crm.jsonl"));
    Called again = demo();
    assertEquals(0, again.code(), again.err());
    assertEquals(50, again.balance("duplicates"));
    assertEquals(50, sum(again));
    assertTrue(again.out().contains("no new leads"), again.out());
    assertEquals(
        new String(crm, StandardCharsets.UTF_8),
        Files.readString(folder.resolve("data/crm.jsonl")));
  }

  @Test
  void the_enterprise_enquiry_comes_first_and_masked_senders_show_no_person() {
    Called plain = demo();
    assertTrue(plain.out().contains("ada.whitcombe@harrowgate-freight.example"), plain.out());
    Called masked = Called.lead("demo", "--data", folder.resolve("masked").toString(), "--mask");
    assertTrue(masked.out().contains("a***@harrowgate-freight.example"), masked.out());
    assertFalse(masked.out().contains("whitcombe"), masked.out());
    assertEquals(plain.balance("leads"), masked.balance("leads"));
  }

  @Test
  void without_a_folder_the_demo_makes_one_and_says_which() throws IOException {
    Called demo =
        Called.lead("demo", write("a.eml", "From: a@example.com\n\nhello\n").toString());
    assertEquals(0, demo.code(), demo.err());
    Path data = Path.of(demo.lines().get(0).replaceFirst("^data in ", ""));
    assertTrue(Files.isRegularFile(data.resolve("leads.db")), demo.out());
    assertEquals(1, demo.balance("received"));
  }

  @Test
  void explain_accounts_for_every_point_of_every_lead() throws IOException {
    demo();
    Path data = folder.resolve("data");
    for (LeadId id : leads()) {
      Called explained = Called.lead("explain", id.value(), "--data", data.toString());
      assertEquals(0, explained.code(), explained.err());
      int sum = 0;
      Integer total = null;
      for (String line : explained.lines()) {
        Matcher points = Pattern.compile("^ {12} *([+-]\\d+)  .*").matcher(line);
        Matcher result = Pattern.compile("^ {12} *= (-?\\d+)$").matcher(line);
        sum += points.matches() ? Integer.parseInt(points.group(1)) : 0;
        total = result.matches() ? Integer.valueOf(result.group(1)) : total;
      }
      assertEquals(sum, total, explained.out());
      try (DataFolder dataFolder = DataFolder.existing(data)) {
        Lead lead = dataFolder.lead(id);
        assertEquals(Objects.requireNonNull(lead.decision()).score().value(), sum);
      }
      assertTrue(explained.out().contains("bytes, verified"), explained.out());
      assertTrue(explained.out().contains("crm dlv_"), explained.out());
    }
  }

  @Test
  void explain_shows_the_words_that_gave_the_points() {
    Called demo = demo();
    assertEquals(0, demo.code());
    String ada = leadOf("ada.whitcombe@harrowgate-freight.example");
    Called explained =
        Called.lead("explain", ada, "--data", folder.resolve("data").toString());
    assertTrue(
        Pattern.compile("\"(SSO|SAML|SOC 2)\" at \\d+\\.\\.\\d+ of evt_")
            .matcher(explained.out())
            .find(),
        explained.out());
    assertTrue(explained.out().contains("Harrowgate Freight"), explained.out());
  }

  @Test
  void explain_points_to_the_bytes_of_the_raw_mail() throws IOException {
    String mail = """
        From: Ida Holm <ida@holm-logistics.example>
        To: sales@leadkit.example
        Subject: A question
        Message-ID: <q1@holm-logistics.example>
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Gr=C3=BC=C3=9Fe aus Kiel! We would like to use S=
        SO for all of our offices.
        """;
    String data = folder.resolve("data").toString();
    assertEquals(
        0,
        Called.lead("ingest", write("a.eml", mail).toString(), "--data", data).code());
    String explained =
        Called.lead("explain", leads().get(0).value(), "--data", data).out();
    Matcher place = Pattern.compile("text \"SSO\" at .* of evt_\\w+, bytes (\\d+)\\.\\.(\\d+)\n")
        .matcher(explained);
    assertTrue(place.find(), explained);
    assertEquals(
        "S=\nSO",
        mail.substring(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2))));
  }

  @Test
  void explain_notices_raw_bytes_that_are_not_those_that_came_in() throws IOException {
    demo();
    String ada = leadOf("ada.whitcombe@harrowgate-freight.example");
    String data = folder.resolve("data").toString();
    String raw = Called.lead("explain", ada, "--data", data)
        .out()
        .replaceAll("(?s).*?raw ([0-9a-f]{64}).*", "$1");
    Path blob = folder.resolve("data/blobs").resolve(raw.substring(0, 2)).resolve(raw);
    Files.write(blob, new byte[] {0, 'x'});
    Called damaged = Called.lead("explain", ada, "--data", data);
    assertEquals(1, damaged.code());
    assertEquals(
        List.of("lead: raw bytes " + raw + " of " + ada + ": damaged"), damaged.complaints());
    Files.delete(blob);
    assertTrue(Called.lead("explain", ada, "--data", data).err().endsWith(": missing\n"));
  }

  @Test
  void parse_writes_one_event_for_each_mail_in_path_order() throws IOException {
    for (String name : List.of("b", "c", "a")) {
      write("mails/" + name + ".eml", "Subject: " + name + "ü\n\ntext\n");
    }
    Called parsed = Called.lead("parse", folder.resolve("mails").toString());
    assertEquals(0, parsed.code(), parsed.err());
    assertEquals(List.of("aü", "bü", "cü"), subjects(parsed));
    Called pretty = Called.lead("parse", folder.resolve("mails/a.eml").toString(), "--pretty");
    assertTrue(pretty.lines().size() > 10, pretty.out());
    Called piped = Called.lead("Subject: piped\n\n".getBytes(StandardCharsets.UTF_8), "parse", "-");
    assertEquals(List.of("piped"), subjects(piped));
  }

  @Test
  void ingest_counts_what_demo_counts() throws IOException {
    Path mails = Files.createDirectories(folder.resolve("mails"));
    Mailbox.sample().each(found -> {
      if (found instanceof Mail mail) {
        try {
          Files.write(
              mails.resolve(mail.origin().substring("sample/".length())),
              mail.raw().bytes());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    });
    Called demo = demo();
    Called ingest = Called.lead(
        "ingest", mails.toString(), "--data", folder.resolve("ingested").toString());
    assertEquals(0, ingest.code(), ingest.err());
    for (String kind : KINDS) {
      assertEquals(demo.balance(kind), ingest.balance(kind), kind);
    }
  }

  @Test
  void an_unreadable_path_fails_with_one_line_and_the_others_are_read() throws IOException {
    Path absent = folder.resolve("absent.eml");
    Path present = write("present.eml", "Subject: present\n\n");
    Called ingest = Called.lead(
        "ingest",
        absent.toString(),
        present.toString(),
        "--data",
        folder.resolve("data").toString());
    assertEquals(1, ingest.code());
    assertEquals(List.of("lead: " + absent + ": no such file"), ingest.complaints());
    assertEquals(2, ingest.balance("received"));
    assertEquals(1, ingest.balance("failed"));
    assertEquals(2, sum(ingest));
    Called parse = Called.lead("parse", absent.toString());
    assertEquals(1, parse.code());
    assertEquals(List.of("lead: " + absent + ": no such file"), parse.complaints());
  }

  @Test
  void a_valid_policy_is_named_and_an_invalid_one_is_reported_with_all_problems()
      throws IOException {
    Path sound = write("policy.yaml", """
        schema: lead-policy/1
        id: small
        rules:
          - id: work
            add: 30
            when: { sender.domain: { is: example.com } }
        queues: [all]
        routes:
          - { id: all, when: always, to: { queue: all, sla: 15m, connectors: [crm] } }
        examples:
          - { name: work, given: { sender.domain: example.com }, expect: { score: 30 } }
        """);
    Called ok = Called.lead("policy", "check", sound.toString());
    assertEquals(0, ok.code(), ok.err());
    assertTrue(ok.out().startsWith("ok: " + sound + ", version "), ok.out());
    assertTrue(ok.out().endsWith(", 1 rule, 1 route\n"), ok.out());
    Path broken = write(
        "broken.yaml",
        Files.readString(sound)
            .replace("add: 30", "add: many")
            .replace("{ queue: all,", "{ queue: al,"));
    Called problems = Called.lead("policy", "check", broken.toString());
    assertEquals(1, problems.code());
    assertEquals(
        List.of(
            broken + ":5:10: type: rules[0].add: set to 'many'; expected a whole number",
            broken
                + ":7:10: unused-queue: queues[0]: is used nowhere; expected a route that names it",
            broken + ":9:43: value: routes[0].to.queue: makes the queue 'al', which is not in"
                + " queues; did you mean 'all'?"),
        problems.out().lines().toList());
    Called absent = Called.lead("policy", "check", folder.resolve("absent.yaml").toString());
    assertEquals(1, absent.code());
    assertEquals(1, absent.complaints().size(), absent.err());
  }

  @Test
  void wrong_usage_exits_with_2_and_one_line() {
    for (List<String> args : List.of(
        List.<String>of(),
        List.of("policy"),
        List.of("explode"),
        List.of("demo", "--date", "x"),
        List.of("demo", "--progress", "sometimes"),
        List.of("ingest", "x"),
        List.of("explain", "lead_7", "--data", folder.toString()),
        List.of("policy", "check"))) {
      Called called = Called.lead(args.toArray(String[]::new));
      assertEquals(2, called.code(), args + called.err());
      assertEquals(1, called.complaints().size(), called.err());
      assertEquals("", called.out());
    }
  }

  @Test
  void a_missing_lead_or_folder_exits_with_1_and_one_line() throws IOException {
    String unknownLead = "lead_" + "0".repeat(32);
    Called none =
        Called.lead("explain", unknownLead, "--data", folder.resolve("none").toString());
    assertEquals(1, none.code());
    assertEquals(1, none.complaints().size(), none.err());
    assertFalse(Files.exists(folder.resolve("none")), "explain must not create a folder");
    demo();
    Called unknown =
        Called.lead("explain", unknownLead, "--data", folder.resolve("data").toString());
    assertEquals(1, unknown.code());
    assertTrue(unknown.err().contains("no such lead: " + unknownLead), unknown.err());
    Path file = write("file", "");
    Called blocked = Called.lead("demo", "--data", file.toString());
    assertEquals(1, blocked.code());
    assertEquals(1, blocked.complaints().size(), blocked.err());
  }

  @Test
  void a_progress_bar_is_drawn_on_request_and_only_on_the_standard_error() {
    Called shown =
        Called.lead("demo", "--data", folder.resolve("data").toString(), "--progress", "always");
    assertTrue(shown.err().contains("\rreading    ["), shown.err());
    assertFalse(shown.out().contains("\r"), shown.out());
  }

  @Test
  void help_is_a_success() {
    for (String command : List.of("demo", "parse", "ingest", "explain", "policy")) {
      Called help = Called.lead(command, "--help");
      assertEquals(0, help.code(), help.err());
      assertTrue(help.out().startsWith("Usage: lead " + command), help.out());
    }
    assertEquals(0, Called.lead("--version").code());
  }

  private Called demo() {
    return Called.lead("demo", "--data", folder.resolve("data").toString());
  }

  private static int sum(Called called) {
    int sum = 0;
    for (String kind : KINDS) {
      sum += called.balance(kind);
    }
    return sum;
  }

  /** The leads that the CRM stand-in has, in the order of delivery. */
  private List<LeadId> leads() throws IOException {
    var leads = new ArrayList<LeadId>();
    for (String line : Files.readAllLines(folder.resolve("data/crm.jsonl"))) {
      leads.add(new LeadId(line.replaceAll(".*\"lead\":\"(lead_[0-9a-f]+)\".*", "$1")));
    }
    return leads;
  }

  /** The lead of this sender that came first in the table. */
  private String leadOf(String email) {
    try {
      return Files.readAllLines(folder.resolve("data/crm.jsonl")).stream()
          .filter(line -> line.contains("\"email\":\"" + email + "\""))
          .filter(line -> line.contains("\"score\":90,"))
          .map(line -> line.replaceAll(".*\"lead\":\"(lead_[0-9a-f]+)\".*", "$1"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> subjects(Called parsed) {
    return parsed.lines().stream()
        .map(line -> LeadJson.readMessage(line.getBytes(StandardCharsets.UTF_8)))
        .map(Message::subject)
        .toList();
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, content);
  }
}
