// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leads of the demo, listed. */
class ListCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  static Path folder;

  private static Called demo = new Called(0, "", "");
  private static List<JsonNode> all = List.of();

  @BeforeAll
  static void the_demo() throws IOException {
    demo = Called.lead("demo", "--data", folder.toString(), "--now", "2026-11-19T08:00:00Z");
    all = listed("--limit", "0");
    assertEquals(46, all.size(), "36 leads, 5 automatic and 5 quarantined");
  }

  @Test
  void the_table_of_the_demo_shows_ids_that_explain_takes() {
    String id = demo.lines().stream()
        .filter(line -> line.startsWith("lead_"))
        .findFirst()
        .orElseThrow()
        .substring(0, 37);
    assertEquals(0, Called.lead("explain", id, "--data", folder.toString()).code());
  }

  @Test
  void every_filter_selects_the_leads_that_match() throws IOException {
    check(lead -> lead.get("status").asText().equals("quarantined"), "--status", "quarantined");
    check(
        lead -> List.of("automatic", "quarantined").contains(lead.get("status").asText()),
        "--status",
        "automatic,Quarantined");
    check(lead -> lead.path("queue").asText().equals("sdr_emea"), "--queue", "sdr_emea");
    check(lead -> lead.get("score").asInt() >= 50, "--score", "50..");
    check(lead -> lead.get("score").asInt() <= -20, "--score", "..-20");
    check(lead -> lead.get("score").asInt() == 30, "--score", "30");
    check(
        lead -> lead.get("score").asInt() >= 30 && lead.get("score").asInt() <= 50,
        "--score",
        "30..50");
    check(
        lead -> lead.path("domain").asText().equals("harrowgate-freight.example"),
        "--company",
        "Harrowgate-Freight.example");
    check(lead -> lead.path("company").asText().contains("Rheinwerk"), "--company", "rheinwerk");
    check(lead -> lead.path("contact").asText().contains("ada."), "--contact", "ADA.");
    check(
        lead ->
            lead.get("score").asInt() >= 50 && lead.path("queue").asText().equals("ae_priority"),
        "--score",
        "50..",
        "--queue",
        "ae_priority");
    assertEquals(46, listed("--since", "2026-11-19T08:00:00Z", "--limit", "0").size());
    assertEquals(0, listed("--since", "2026-11-20").size());
    assertEquals(0, listed("--until", "2026-11-19T08:00:00Z").size());
    assertEquals(46, listed("--until", "2026-11-20", "--limit", "0").size());
  }

  @Test
  void the_limit_keeps_the_newest_and_says_how_many_are_left_out() throws IOException {
    List<String> times =
        all.stream().map(lead -> lead.get("received_at").asText()).toList();
    assertEquals(times.stream().sorted(Comparator.reverseOrder()).toList(), times);
    assertEquals(all.subList(0, 3), listed("--limit", "3"));
    Called table = Called.lead("list", "--data", folder.toString(), "--limit", "3");
    assertEquals(4, table.lines().size(), "a heading and three leads");
    assertEquals(List.of("lead: 43 more leads are not shown; see --limit"), table.complaints());
  }

  @Test
  void the_table_and_the_objects_have_the_same_values() {
    Called table = Called.lead("list", "--data", folder.toString(), "--limit", "0");
    assertEquals("", table.err());
    for (int i = 0; i < all.size(); i++) {
      JsonNode lead = all.get(i);
      String line = table.lines().get(i + 1);
      assertTrue(line.startsWith(lead.get("lead").asText()), line);
      assertTrue(line.contains(lead.get("status").asText()), line);
      assertTrue(line.contains(" " + lead.get("score").asInt() + " "), line);
    }
  }

  private static void check(Predicate<JsonNode> kept, String... filter) throws IOException {
    List<JsonNode> expected = all.stream().filter(kept).toList();
    assertTrue(!expected.isEmpty() && expected.size() < all.size(), Arrays.toString(filter));
    List<String> arguments = new ArrayList<>(List.of(filter));
    arguments.addAll(List.of("--limit", "0"));
    assertEquals(expected, listed(arguments.toArray(String[]::new)), Arrays.toString(filter));
  }

  private static List<JsonNode> listed(String... filter) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("list", "--data", folder.toString(), "--json"));
    arguments.addAll(List.of(filter));
    Called list = Called.lead(arguments.toArray(String[]::new));
    assertEquals(0, list.code(), list.err());
    List<JsonNode> leads = new ArrayList<>();
    for (String line : list.lines()) {
      leads.add(JSON.readTree(line));
    }
    return leads;
  }
}
