// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History that is decided again after the rules have changed. */
class ReprocessTest {

  @TempDir
  Path folder;

  private Path data = Path.of("");
  private Path candidate = Path.of("");

  @BeforeEach
  void history() throws IOException {
    data = folder.resolve("data");
    assertEquals(0, Called.lead("demo", "--data", data.toString()).code());
    for (String file :
        List.of("policy.yaml", "free-mail.txt", "disposable.txt", "advertising.txt")) {
      try (var in = Objects.requireNonNull(getClass().getResourceAsStream(file), file)) {
        Files.copy(in, folder.resolve(file));
      }
    }
    candidate = folder.resolve("policy.yaml");
    String policy = Files.readString(candidate);
    String changed = policy.replace("add: 40", "add: 45");
    assertTrue(!changed.equals(policy), "the policy has such a rule");
    int examples = changed.indexOf("\nexamples:");
    Files.writeString(candidate, changed.substring(0, examples + 1));
  }

  private Called reopen(String... options) {
    var all = new ArrayList<>(
        List.of("reopen", "--data", data.toString(), "--policy", candidate.toString()));
    all.addAll(List.of(options));
    return Called.lead(all.toArray(String[]::new));
  }

  private Map<LeadId, List<LeadEvent>> histories() {
    var histories = new LinkedHashMap<LeadId, List<LeadEvent>>();
    try (DataFolder dataFolder = DataFolder.existing(data)) {
      dataFolder.leads().forEach(id -> histories.put(id, dataFolder.history(id)));
    }
    return histories;
  }

  private List<String> delivered() {
    try {
      return Files.readAllLines(data.resolve("crm.jsonl"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> named(Called called) {
    Matcher ids = Pattern.compile("(?m)^lead_[0-9a-f]{32}").matcher(called.out());
    var named = new ArrayList<String>();
    while (ids.find()) {
      named.add(ids.group());
    }
    return named;
  }

  @Test
  void nothing_is_done_without_approval() {
    var before = histories();
    List<String> delivered = delivered();
    Called shown = reopen("--all");
    assertEquals(0, shown.code(), shown.err());
    assertTrue(named(shown).size() > 2, shown.out());
    assertTrue(shown.out().contains("nothing is done without --approve"), shown.out());
    assertEquals(before, histories());
    assertEquals(delivered, delivered());
  }

  @Test
  void what_changes_is_decided_again_and_delivered_once_and_the_old_decision_stays() {
    var before = histories();
    List<String> delivered = delivered();
    Called done = reopen("--all", "--approve", "--reason", "security counts more", "--by", "ada");
    assertEquals(0, done.code(), done.err());
    var changed = new TreeSet<>(named(done));
    for (Map.Entry<LeadId, List<LeadEvent>> lead : histories().entrySet()) {
      List<LeadEvent> old = before.get(lead.getKey());
      List<LeadEvent> now = lead.getValue();
      assertEquals(old, now.subList(0, old.size()), "history is only added to");
      if (!changed.contains(lead.getKey().toString())) {
        assertEquals(old, now, lead.getKey() + " was not named");
        continue;
      }
      List<Fact> added =
          now.subList(old.size(), now.size()).stream().map(LeadEvent::fact).toList();
      assertEquals(new Fact.Reopened("security counts more", "ada"), added.get(0));
      Fact.Qualified decision = (Fact.Qualified) added.get(1);
      assertTrue(done.out().contains(decision.policy()), "linked to the policy that made it");
      assertTrue(
          added.subList(2, added.size()).stream().allMatch(Fact.Delivered.class::isInstance),
          added.toString());
    }
    List<String> more = delivered();
    assertEquals(delivered, more.subList(0, delivered.size()));
    long deliveries = histories().values().stream()
        .flatMap(List::stream)
        .filter(event -> event.fact() instanceof Fact.Delivered)
        .count();
    assertEquals(deliveries, more.size(), "each delivery is in the CRM once");
    assertTrue(more.size() > delivered.size());
  }

  @Test
  void a_second_run_repeats_nothing() {
    assertEquals(0, reopen("--all", "--approve").code());
    var after = histories();
    List<String> delivered = delivered();
    Called again = reopen("--all", "--approve");
    assertEquals(List.of(), named(again));
    assertTrue(again.out().startsWith("0 leads were decided again"), again.out());
    assertEquals(after, histories());
    assertEquals(delivered, delivered());
  }

  @Test
  void a_lead_by_name_is_reopened_alone() {
    List<String> all = named(reopen("--all"));
    Called one = reopen(all.get(0), "--approve");
    assertEquals(List.of(all.get(0)), named(one));
    assertEquals(all.subList(1, all.size()), named(reopen("--all")));
  }

  @Test
  void what_was_reopened_before_a_crash_is_delivered_once_afterwards() {
    List<String> delivered = delivered();
    List<String> changed = named(reopen("--all"));
    try (DataFolder dataFolder = DataFolder.existing(data);
        var pipeline = dataFolder.pipeline(data, InstantSource.system())) {
      changed.forEach(id -> pipeline.observe(new LeadId(id), new Fact.Reopened("rules", "ada")));
    }
    // the process ends before anything was decided; the next one finds the work
    Called next = reopen("--all", "--approve");
    assertEquals(0, next.code(), next.err());
    List<String> rest = named(reopen("--all", "--approve"));
    assertEquals(List.of(), rest);
    assertEquals(delivered.size() + changedDeliveries(changed), delivered().size());
  }

  /** The number of these leads that go to the CRM. */
  private long changedDeliveries(List<String> changed) {
    var histories = histories();
    return changed.stream()
        .map(id -> histories.get(new LeadId(id)))
        .filter(history -> Objects.requireNonNull(history).stream()
            .anyMatch(event -> event.fact() instanceof Fact.Delivered))
        .count();
  }

  @Test
  void the_new_decisions_are_what_a_simulation_of_the_policy_expects() {
    assertEquals(0, reopen("--all", "--approve").code());
    Called same =
        Called.lead("simulate", "--data", data.toString(), "--policy", candidate.toString());
    assertEquals(0, same.code(), same.err());
    assertTrue(same.out().contains("moved      0 leads"), same.out());
  }

  @Test
  void a_shadow_sees_what_comes_in_and_changes_nothing() throws IOException {
    Path mail = Files.writeString(folder.resolve("new.eml"), """
        From: Jane <jane@newcustomer.example>
        Subject: SSO
        Date: Mon, 2 Mar 2026 08:00:00 +0000

        Do you support SAML?
        """);
    Called ingest = Called.lead(
        "ingest", mail.toString(), "--data", data.toString(), "--shadow", candidate.toString());
    assertEquals(0, ingest.code(), ingest.err());
    assertTrue(
        ingest
            .out()
            .contains(": 1 decisions, 1 different, 0 with another outcome, "
                + "0 moved to another queue, 0 failed"),
        ingest.out());
    List<String> differences = Files.readAllLines(data.resolve("shadow.jsonl"));
    assertEquals(1, differences.size());
    assertTrue(
        differences.get(0).contains("\"score\":70,\"candidate_score\":75,"), differences.get(0));
    Called same = Called.lead("simulate", "--data", data.toString());
    assertTrue(
        same.out().contains("another outcome for 0, another score for 0"),
        "the active one decided");
  }

  @Test
  void the_current_reader_reads_all_mails_as_they_were_read() {
    Called same = Called.lead("reread", "--data", data.toString());
    assertEquals(0, same.code(), same.err());
    assertTrue(
        Pattern.compile("^\\d\\d mails read, 0 differently than before$", Pattern.MULTILINE)
            .matcher(same.out())
            .find(),
        same.out());
  }

  @Test
  void a_missing_mail_is_reported_and_the_others_are_read() throws IOException {
    String gone;
    try (DataFolder dataFolder = DataFolder.existing(data)) {
      LeadId first = dataFolder.leads().iterator().next();
      gone = dataFolder.lead(first).messages().get(0).raw().sha256();
    }
    try (var files = Files.walk(data.resolve("blobs"))) {
      for (Path file :
          files.filter(path -> path.toString().replace("/", "").endsWith(gone)).toList()) {
        Files.delete(file);
      }
    }
    Called reread = Called.lead("reread", "--data", data.toString());
    assertEquals(1, reread.code(), reread.out());
    assertTrue(reread.err().contains("its raw mail is missing, " + gone), reread.err());
    assertTrue(reread.out().contains(", 1 unreadable"), reread.out());
  }

  @Test
  void wrong_usage_is_reported() {
    assertEquals(2, reopen().code());
    assertEquals(2, reopen("--all", "lead_" + "0".repeat(32)).code());
    assertEquals(2, reopen("nonsense").code());
    assertEquals(1, reopen("lead_" + "0".repeat(32)).code());
  }
}
