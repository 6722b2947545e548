// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

  private static final List<String> FILES =
      List.of("policy.yaml", "free-mail.txt", "disposable.txt", "advertising.txt");

  @TempDir
  Path folder;

  private String data = "";

  @BeforeEach
  void history() {
    data = folder.resolve("data").toString();
    Called demo = Called.lead("demo", "--data", data);
    assertEquals(0, demo.code(), demo.err());
  }

  @Test
  void the_policy_that_decided_changes_nothing() {
    Called same = Called.lead("simulate", "--data", data);
    assertEquals(0, same.code(), same.err());
    assertTrue(
        same.out()
            .contains("another outcome for 0, another score for 0, another explanation for 0"),
        same.out());
    assertTrue(same.out().contains("moved      0 leads"), same.out());
  }

  @Test
  void a_candidate_is_judged_by_the_leads_it_moves() throws IOException {
    Called moved = simulate(candidate());
    assertEquals(0, moved.code(), moved.err());
    assertTrue(moved.out().contains("sdr_emea -> ae_priority"), moved.out());
    assertTrue(Pattern.compile("\\d+  \\+5\\R").matcher(moved.out()).find(), moved.out());
  }

  @Test
  void the_json_adds_up_and_is_the_same_on_any_number_of_threads() throws IOException {
    Path candidate = candidate();
    Called one = simulate(candidate, "--json", "--threads", "1");
    Called four = simulate(candidate, "--json", "--threads", "4");
    assertEquals(0, one.code(), one.err());
    assertEquals(one.out(), four.out());
    Matcher leads = Pattern.compile("\"leads\" : (\\d+),").matcher(one.out());
    assertTrue(leads.find());
    for (String field : List.of(
        "decisions",
        "changed",
        "outcome_changed",
        "score_changed",
        "explanation_changed",
        "moved",
        "score_shift",
        "confusion",
        "sla_load",
        "fairness",
        "top_movers",
        "notes")) {
      assertTrue(one.out().contains("\"" + field + "\" : "), field);
    }
  }

  @Test
  void the_page_shows_both_decisions_and_runs_no_script() throws IOException {
    Path page = folder.resolve("report.html");
    assertEquals(0, simulate(candidate(), "--html", page.toString()).code());
    String html = Files.readString(page);
    assertTrue(html.startsWith("<!DOCTYPE html>"), html);
    assertTrue(html.contains("<svg ") && html.endsWith("</html>\n"), html);
    assertTrue(html.contains("sdr_emea → ae_priority"), html);
    assertTrue(
        html.contains("Another outcome") && html.contains("Another explanation"), "what changed");
    assertTrue(html.contains("Recorded: ") && html.contains("Candidate: "), html);
    assertFalse(html.contains("<script") || html.contains("http"), html);
  }

  @Test
  void budgets_that_are_kept_let_a_candidate_pass_and_others_do_not() throws IOException {
    Path candidate = candidate();
    Called passes = simulate(candidate, "--budget", budget("moved: 50%").toString());
    assertEquals(0, passes.code(), passes.err());
    Called refused = simulate(
        candidate, "--budget", budget("moved: 1%\ncapacity: { ae_priority: 1 }").toString());
    assertEquals(1, refused.code());
    assertEquals(2, refused.complaints().size(), refused.err());
    assertTrue(refused.err().contains("budget.yaml: moved: "), refused.err());
    assertTrue(refused.err().contains("capacity.ae_priority: gets more than 1"), refused.err());
    Called wrong = simulate(candidate, "--budget", budget("moved: much").toString());
    assertEquals(1, wrong.code());
    assertTrue(wrong.err().contains("expected a share such as 10% or 0.1"), wrong.err());
  }

  @Test
  void the_arms_of_a_candidate_are_compared() throws IOException {
    Path candidate = candidate();
    Files.writeString(candidate, Files.readString(candidate).replace("\nrules:\n", """

        experiments:
          bonus: { salt: spring, arms: { none: 50, ten: 50 } }
        rules:
          - { id: bonus, add: 10, when: { experiment.bonus: { is: ten } } }
        """));
    String json = simulate(candidate, "--json").out();
    Matcher arms = Pattern.compile(
            "\"input\" : \"experiment.bonus\",\\s+\"value\" : \"(none|ten)\",\\s+\"leads\" : (\\d+),"
                + "\\s+\"moved\" : \\d+,\\s+\"points\" : (-?\\d+),\\s+\"labelled\" : 0")
        .matcher(json);
    var points = new ArrayList<Double>();
    int leads = 0;
    while (arms.find()) {
      leads += Integer.parseInt(arms.group(2));
      points.add(Integer.parseInt(arms.group(3)) / Double.parseDouble(arms.group(2)));
    }
    assertEquals(2, points.size(), json);
    Matcher all =
        Pattern.compile("\"leads\" : (\\d+),\\s+\"undecided\" : (\\d+)").matcher(json);
    assertTrue(all.find());
    assertEquals(Integer.parseInt(all.group(1)) - Integer.parseInt(all.group(2)), leads);
    assertTrue(simulate(candidate).out().contains("experiment.bonus ten: "), "and in words");
  }

  @Test
  void a_label_is_recorded_and_shows_which_policy_was_right() throws IOException {
    Path candidate = candidate();
    Matcher mover = Pattern.compile("(lead_[0-9a-f]{32}) .*sdr_emea -> ae_priority")
        .matcher(simulate(candidate).out());
    assertTrue(mover.find());
    Called labelled =
        Called.lead("label", mover.group(1), "queue:ae_priority", "--data", data, "--by", "grace");
    assertEquals(0, labelled.code(), labelled.err());
    String after = simulate(candidate).out();
    assertTrue(after.contains("queues     1 labelled"), after);
    assertTrue(after.contains("1 fixed, 0 broken"), after);
    Called unknown = Called.lead("label", "lead_" + "0".repeat(32), "spam", "--data", data);
    assertEquals(1, unknown.code());
    assertTrue(unknown.err().contains("no such lead: lead_0"), unknown.err());
  }

  private Called simulate(Path candidate, String... options) {
    var arguments =
        new ArrayList<>(List.of("simulate", "--data", data, "--policy", candidate.toString()));
    arguments.addAll(List.of(options));
    return Called.lead(arguments.toArray(String[]::new));
  }

  /** The policy of the demo, but five points more for security, and twenty fewer for the best queue. */
  private Path candidate() throws IOException {
    for (String name : FILES) {
      try (var in = Objects.requireNonNull(SimulateCommandTest.class.getResourceAsStream(name))) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        int examples = text.indexOf("\nexamples:");
        Files.writeString(
            folder.resolve(name),
            (examples < 0 ? text : text.substring(0, examples + 1))
                .replace("add: 40", "add: 45")
                .replace("score: { gte: 70 }", "score: { gte: 50 }"));
      }
    }
    return folder.resolve("policy.yaml");
  }

  private Path budget(String budgets) throws IOException {
    String text = "schema: lead-budget/1\n" + budgets + "\n";
    return Files.writeString(folder.resolve("budget.yaml"), text);
  }
}
