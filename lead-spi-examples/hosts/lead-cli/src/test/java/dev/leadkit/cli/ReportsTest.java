// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands report, as text and as JSON with the fields that docs/cli.md names. */
class ReportsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String POLICY = """
      schema: lead-policy/1
      id: mine
      enrich: { ask: [companies], patience: 30s }
      phrases: { security: [sso] }
      rules:
        - { id: large, add: 11, when: { company.size: { gte: 100 } } }
        - { id: asks, add: 5, when: { text: { phrases: security } }, why: "asks about {match}" }
      queues: [mine]
      people: { kim: {} }
      routes:
        - { id: all, when: always, to: { queue: mine, owner: kim, sla: 15m, connectors: [crm] } }
      examples:
        - { name: large, given: { company.size: 500 }, expect: { score: 11 } }
      """;

  @TempDir
  Path folder;

  private String data = "";
  private Path mail = Path.of("");

  @BeforeEach
  void a_mail_in_a_data_folder() throws IOException {
    data = folder.resolve("data").toString();
    mail = Files.writeString(folder.resolve("mail.eml"), """
        From: Ada Whitcombe <ada@harrowgate-freight.example>
        To: sales@leadkit.example
        Subject: =?utf-8?q?A_=22quote=22?=
        Message-ID: <1@harrowgate-freight.example>

        Does it support SSO?
        """);
  }

  @Test
  void a_policy_is_tried_on_a_mail_without_storing_or_delivering_anything() throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Called text = Called.lead("policy", "try", policy.toString(), mail.toString());
    assertEquals(0, text.code(), text.err());
    assertTrue(text.out().contains("+11  large"), text.out());
    assertTrue(text.out().contains("+5  asks, true: asks about SSO"), text.out());
    assertTrue(text.out().contains("= 16"), text.out());
    assertTrue(text.out().contains("route       all, lead"), text.out());
    assertTrue(text.out().contains("queue mine, owner kim, connectors crm"), text.out());
    assertTrue(text.out().contains("sla         15 min"), text.out());
    assertFalse(text.out().contains("deliver"), "Nothing is delivered, so nothing is said of it");
    JsonNode json = only("policy", "try", policy.toString(), mail.toString(), "--json");
    fields(json, "mail", "lead", "status", "policy", "score", "assignment");
    assertEquals(16, json.get("score").get("value").asInt());
    assertEquals("kim", json.get("assignment").get("owner").asText());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count(), "Only the policy and the mail are there");
    }
  }

  @Test
  void a_policy_is_tried_with_the_set_up_of_a_folder_or_of_options() throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Path companies = Files.writeString(folder.resolve("own.csv"), "domain,size\nother.example,1\n");
    JsonNode other = only(
        "policy",
        "try",
        policy.toString(),
        mail.toString(),
        "--json",
        "--companies",
        companies.toString());
    assertEquals(5, other.get("score").get("value").asInt());
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        folder.resolve("data/lead.yaml"), "schema: lead-config/1\ncompanies: ../own.csv\n");
    JsonNode remembered =
        only("policy", "try", policy.toString(), mail.toString(), "--json", "--data", data);
    assertEquals(5, remembered.get("score").get("value").asInt());
  }

  @Test
  void every_report_is_json_on_request() throws IOException {
    JsonNode demo = only("demo", mail.toString(), "--data", data, "--json");
    fields(demo, "mails", "balanced", "deliveries", "finished", "seconds", "data", "leads");
    String id = demo.get("leads").get(0).get("lead").asText();
    fields(
        only("ingest", mail.toString(), "--data", data, "--json"),
        "mails",
        "balanced",
        "deliveries",
        "finished",
        "seconds");
    JsonNode explained = only("explain", id, "--data", data, "--json");
    fields(
        explained,
        "lead",
        "status",
        "policy",
        "score",
        "assignment",
        "near_misses",
        "problems",
        "events");
    assertTrue(explained.get("events").size() >= 4, explained::toString);
    fields(only("reply", id, "--data", data, "--json", "--by", "kim"), "lead", "type", "fact");
    assertEquals(
        "labelled",
        only("label", id, "ham", "--data", data, "--json").get("type").asText());
    assertEquals(
        "reassigned",
        only("reassign", id, "other", "--reason", "why", "--data", data, "--json")
            .get("type")
            .asText());
    fields(only("reopen", id, "--data", data, "--json"), "policy", "done", "changes");
    fields(
        only("reopen", id, "--data", data, "--json", "--approve"),
        "policy",
        "done",
        "changes",
        "deliveries");
    fields(
        only("reread", "--data", data, "--json"),
        "read",
        "different",
        "failed",
        "fields",
        "differences");
    for (String kpi : List.of("sla", "routing")) {
      assertTrue(only("kpi", kpi, "--data", data, "--json").isObject());
    }
    assertTrue(only("simulate", "--data", data, "--json").isObject());
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    fields(only("policy", "test", policy.toString(), "--json"), "examples", "coverage");
    fields(
        all(1, "policy", "test", policy.toString(), "--mutate", "--json").get(0),
        "examples",
        "coverage",
        "mutants",
        "survivors");
    fields(
        all(0, "policy", "fields", "--json").get(0),
        "name",
        "type",
        "provenance",
        "description",
        "scale",
        "may_be_missing",
        "values");
    Files.writeString(policy, POLICY.replace("queue: mine,", "queue: \"m\\\"ine\","));
    fields(
        all(1, "policy", "check", policy.toString(), "--json").get(0),
        "level",
        "code",
        "place",
        "path",
        "message");
  }

  @Test
  void text_of_a_sender_cannot_break_the_json_or_the_terminal() throws IOException {
    Files.writeString(mail, """
        From: "\u001b[2J" <x@evil.example>
        To: sales@leadkit.example
        Subject: a "quote" \\ and \u001b[31m red

        Hello
        """);
    Called.lead("ingest", mail.toString(), "--data", data);
    JsonNode listed = only("list", "--data", data, "--json");
    assertTrue(listed.get("subject").asText().contains("\"quote\" \\ and"), listed::toString);
    for (String shown : List.of(
        Called.lead("list", "--data", data).out(),
        Called.lead("demo", mail.toString(), "--data", data + "2").out(),
        Called.lead("explain", listed.get("lead").asText(), "--data", data).out())) {
      assertFalse(shown.contains("\u001b"), shown);
    }
  }

  private static void fields(JsonNode object, String... names) {
    var found = new ArrayList<String>();
    object.fieldNames().forEachRemaining(found::add);
    assertEquals(
        List.of(names).stream().sorted().toList(), found.stream().sorted().toList());
  }

  private static JsonNode only(String... call) throws IOException {
    Called called = Called.lead(call);
    assertEquals(0, called.code(), () -> String.join(" ", call) + called.out() + called.err());
    return JSON.reader()
        .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .readTree(called.out());
  }

  private static List<JsonNode> all(int code, String... call) throws IOException {
    Called called = Called.lead(call);
    assertEquals(code, called.code(), () -> String.join(" ", call) + called.out() + called.err());
    var lines = new ArrayList<JsonNode>();
    for (String line : called.lines()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
