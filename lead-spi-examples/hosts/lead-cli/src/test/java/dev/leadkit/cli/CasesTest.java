// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small mails, after reports of people who run inbound mail, become what a careful human expects, from the command to the store. */
class CasesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private Path data;

  /**
   * Mails and the result that is expected of them.
   *
   * @param id of the case
   * @param mails their files in order of arrival
   * @param checks expressions such as {@code contact=ada@acme.example}
   */
  record Case(String id, List<Path> mails, List<String> checks) {
    @Override
    public String toString() {
      return id + ": " + String.join(" ", checks);
    }
  }

  static Stream<Case> cases() throws IOException {
    Path folder = Needs.folder("../shared/cases");
    Map<String, List<Path>> mails = new LinkedHashMap<>();
    for (String[] line : table(folder.resolve("cases.tsv"))) {
      mails.put(line[0], Arrays.stream(line[2].split(" ")).map(folder::resolve).toList());
    }
    List<Case> cases = new ArrayList<>();
    for (String[] line : table(folder.resolve("expect.tsv"))) {
      List<Path> files = mails.getOrDefault(line[0], List.of());
      assertTrue(!files.isEmpty(), line[0] + " has no mails");
      cases.add(new Case(line[0], files, List.of(line[1].split(" "))));
    }
    assertTrue(cases.size() > 50, "only " + cases.size() + " cases");
    return cases.stream();
  }

  private static List<String[]> table(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.skip(1).map(line -> line.split("\t")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_mail_becomes_what_a_careful_human_expects(Case given) throws IOException {
    for (Path mail : given.mails()) {
      Called ingest = Called.lead("ingest", "--data", data.toString(), mail.toString());
      assertEquals(0, ingest.code(), ingest.err());
    }
    List<JsonNode> leads = new ArrayList<>();
    for (String line : Called.lead("list", "--json", "--data", data.toString()).lines()) {
      leads.add(JSON.readTree(line));
    }
    assertTrue(!leads.isEmpty(), "no lead");
    for (String check : given.checks()) {
      int sign = check.indexOf('=');
      String expected = check.substring(sign + 1);
      switch (check.substring(0, sign)) {
        case "leads" -> assertEquals(Integer.parseInt(expected), leads.size(), "leads");
        case "contact" ->
          leads.forEach(lead -> assertEquals(expected, lead.path("contact").asText(), "contact"));
        case "disp" ->
          leads.forEach(lead -> assertEquals(expected, disposition(lead), "disposition"));
        case "intent" ->
          assertEquals(
              expected.equals("yes"), leads.stream().anyMatch(this::asksAboutSecurity), "intent");
        default -> throw new AssertionError("unknown check " + check);
      }
    }
  }

  private static String disposition(JsonNode lead) {
    String status = lead.path("status").asText();
    return List.of("automatic", "quarantined").contains(status) ? status : "lead";
  }

  /** Whether the rule {@code security-intent} of the demo policy is true of the lead. */
  private boolean asksAboutSecurity(JsonNode lead) {
    Called explain = Called.lead("explain", lead.get("lead").asText(), "--data", data.toString());
    assertEquals(0, explain.code(), explain.err());
    return explain.lines().stream().anyMatch(line -> line.contains("security-intent, true"));
  }
}
