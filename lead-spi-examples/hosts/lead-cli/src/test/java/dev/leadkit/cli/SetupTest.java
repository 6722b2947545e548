// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set-up of the command: options, then lead.yaml of the data folder, then the demo's own. */
class SetupTest {

  private static final String POLICY = """
      schema: lead-policy/1
      id: mine
      enrich: { ask: [companies], patience: 30s }
      score: { clamp: [-9999, 9999] }
      rules:
        - { id: large, add: 11, when: { company.size: { gte: 100 } } }
        - { id: campaign, add: 5, when: { source.campaign: { is: spring } } }
        - { id: known, add: 100, when: { source.known: { is: true } } }
        - { id: authentic, add: 1000, when: { auth.dmarc: { is: pass } } }
      queues: [mine]
      routes:
        - { id: all, when: always, to: { queue: mine, sla: 15m, connectors: [hubspot] } }
      """;

  @TempDir
  Path folder;

  private Path policy = Path.of("");
  private Path mail = Path.of("");
  private String data = "";

  @BeforeEach
  void a_user_with_a_policy_and_a_mail() throws IOException {
    data = folder.resolve("data").toString();
    policy = write("policy.yaml", POLICY);
    mail = mail("1");
  }

  private Path mail(String id) throws IOException {
    return write("mail" + id + ".eml", """
        Authentication-Results: mx.acme.example; dmarc=pass header.from=customer.example
        From: Cus Tomer <cus@customer.example>
        To: spring@acme.example
        Message-ID: <%s@customer.example>

        Hello %s
        """.formatted(id, id));
  }

  @Test
  void a_policy_that_is_given_decides_and_delivers_to_the_connectors_that_it_names()
      throws IOException {
    Called ingest = ingest(mail, "--policy", policy.toString());
    assertEquals(0, ingest.code(), ingest.err());
    assertEquals("{\"score\":0,\"queue\":\"mine\"}", listed());
    assertEquals(1, Files.readAllLines(folder.resolve("data/hubspot.jsonl")).size());
    assertFalse(Files.exists(folder.resolve("data/crm.jsonl")), "The policy names no crm");
  }

  @Test
  void every_option_has_its_effect() throws IOException {
    Called ingest = ingest(
        mail,
        "--policy",
        policy.toString(),
        "--companies",
        companies().toString(),
        "--addresses",
        addresses().toString(),
        "--trust",
        "MX.acme.example");
    assertEquals(0, ingest.code(), ingest.err());
    assertEquals("{\"score\":1116,\"queue\":\"mine\"}", listed());
  }

  @Test
  void an_address_at_an_own_domain_is_known() throws IOException {
    ingest(mail, "--policy", policy.toString(), "--own-domain", "ACME.example");
    assertEquals("{\"score\":100,\"queue\":\"mine\"}", listed());
  }

  @Test
  void options_are_remembered_in_the_data_folder_and_later_calls_need_none() throws IOException {
    ingest(
        mail,
        "--policy",
        policy.toString(),
        "--companies",
        companies().toString(),
        "--addresses",
        addresses().toString(),
        "--trust",
        "mx.acme.example",
        "--own-domain",
        "acme.example");
    assertEquals(
        List.of(
            "schema: lead-config/1",
            "policy: " + policy.toAbsolutePath(),
            "companies: " + folder.resolve("companies.csv").toAbsolutePath(),
            "addresses: " + folder.resolve("addresses.yaml").toAbsolutePath(),
            "trust: [mx.acme.example]",
            "own_domains: [acme.example]"),
        Files.readAllLines(folder.resolve("data/lead.yaml")).stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.replace("'", ""))
            .toList());
    Called second = ingest(mail("2"));
    assertEquals(0, second.code(), second.err());
    assertEquals(
        List.of("1116", "1116"),
        Called.lead("list", "--data", data, "--json").lines().stream()
            .map(line -> line.replaceAll(".*\"score\":(-?\\d+).*", "$1"))
            .toList());
    Called explained = Called.lead("explain", id(), "--data", data);
    assertEquals(0, explained.code(), explained.err());
    Called reopened = Called.lead("reopen", "--all", "--data", data);
    assertTrue(reopened.out().startsWith("0 leads would be"), reopened.out());
  }

  @Test
  void an_option_takes_precedence_over_lead_yaml_and_replaces_only_its_own_lines()
      throws IOException {
    Files.createDirectories(folder.resolve("data"));
    write("data/lead.yaml", """
        # my own comment
        schema: lead-config/1
        policy: ../policy.yaml
        trust: # why
          - mx.acme.example
        # another comment
        own_domains: [other.example]
        """);
    Called ingest = ingest(mail, "--own-domain", "acme.example");
    assertEquals(0, ingest.code(), ingest.err());
    assertEquals("{\"score\":1100,\"queue\":\"mine\"}", listed());
    assertEquals("""
        # my own comment
        schema: lead-config/1
        policy: ../policy.yaml
        trust: # why
          - mx.acme.example
        # another comment
        own_domains: [acme.example]
        """, Files.readString(folder.resolve("data/lead.yaml")));
    ingest(mail("2"), "--trust", "mx.other.example");
    assertTrue(
        Files.readString(folder.resolve("data/lead.yaml"))
            .contains("trust: [mx.other.example]\n# another"),
        Files.readString(folder.resolve("data/lead.yaml")));
  }

  @Test
  void a_file_that_cannot_be_changed_line_by_line_is_left_alone() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    String flow = "{ schema: lead-config/1, policy: ../policy.yaml }\n";
    write("data/lead.yaml", flow);
    Called ingest = ingest(mail, "--trust", "mx.acme.example");
    assertEquals(1, ingest.code());
    assertTrue(ingest.err().contains("set trust: [mx.acme.example] there yourself"), ingest.err());
    assertEquals(flow, Files.readString(folder.resolve("data/lead.yaml")));
  }

  @Test
  void all_mistakes_in_lead_yaml_are_reported_at_once_with_their_places() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Path file = write("data/lead.yaml", """
        schema: lead-config/1
        polcy: policy.yaml
        companies: absent.csv
        trust: [not a host]
        addresses: ${env:NO_SUCH_VARIABLE_HERE}
        """);
    Called ingest = ingest(mail);
    assertEquals(1, ingest.code());
    assertEquals(
        List.of(
            "lead: " + file + ":2:1: polcy: unknown key; did you mean 'policy'?",
            "lead: " + file + ":3:12: companies: no such file: "
                + folder.resolve("data/absent.csv"),
            "lead: " + file
                + ":4:9: trust[0]: set to 'not a host'; expected a host such as mx.example.com",
            "lead: " + file
                + ":5:12: addresses: the environment variable NO_SUCH_VARIABLE_HERE is not set"),
        ingest.complaints());
    assertFalse(Files.exists(folder.resolve("data/leads.db")), "Nothing was begun");
  }

  @Test
  void a_text_may_refer_to_the_environment_or_to_a_file() throws IOException {
    write("host.txt", "mx.acme.example\n");
    write("lead.yaml", """
        schema: lead-config/1
        policy: ${env:WHERE}/policy.yaml
        trust: ["${file:host.txt}"]
        """);
    Setup setup = new SetupFile(folder, Map.of("WHERE", folder.toString())::get).read();
    assertEquals(policy, Objects.requireNonNull(setup.policy()));
    assertEquals(List.of("mx.acme.example"), setup.trust());
    write("lead.yaml", "schema: lead-config/1\npolicy: ${secret:x}\n");
    InputException unknown =
        assertThrows(InputException.class, () -> new SetupFile(folder, name -> "").read());
    assertTrue(
        unknown.problems().get(0).contains("expected ${env:NAME} or ${file:PATH}"),
        unknown.problems()::toString);
  }

  @Test
  void a_mistake_in_an_address_file_or_a_company_file_has_its_place() throws IOException {
    Path addresses = write("broken.yaml", """
        schema: lead-addresses/1
        addresses:
          sales@acme.example: { chanel: sales }
          sales: { channel: sales }
        """);
    Called ingest = ingest(mail, "--addresses", addresses.toString());
    assertEquals(1, ingest.code());
    assertTrue(
        ingest
            .err()
            .contains(
                addresses
                    + ":3:25: addresses.sales@acme.example.chanel: unknown key; did you mean 'channel'?"),
        ingest.err());
    assertTrue(ingest.err().contains("broken.yaml:4:10: "), ingest.err());
    Path companies = write("broken.csv", "domain,size\nacme.example,many\n");
    Called second = ingest(mail, "--companies", companies.toString());
    assertEquals(1, second.code());
    assertTrue(second.err().contains("broken.csv:2: size"), second.err());
  }

  @Test
  void options_that_name_nothing_are_refused_in_one_line() {
    for (List<String> option : List.of(
        List.of("--policy", "absent.yaml", "1"),
        List.of("--companies", "absent.csv", "1"),
        List.of("--addresses", "absent.yaml", "1"),
        List.of("--trust", "not a host", "2"),
        List.of("--own-domain", "@acme.example", "2"))) {
      Called ingest = ingest(mail, option.get(0), option.get(1));
      assertEquals(Integer.parseInt(option.get(2)), ingest.code(), ingest.err());
      assertEquals(1, ingest.complaints().size(), ingest.err());
      assertTrue(ingest.err().contains(option.get(0)), ingest.err());
      assertFalse(Files.exists(folder.resolve("data")), "Nothing was created");
    }
  }

  @Test
  void a_policy_that_asks_an_unknown_enricher_is_refused() throws IOException {
    Path asking = write("asking.yaml", POLICY.replace("[companies]", "[clearbit]"));
    Called ingest = ingest(mail, "--policy", asking.toString());
    assertEquals(1, ingest.code());
    assertTrue(ingest.err().contains("no enricher is called 'clearbit'"), ingest.err());
  }

  @Test
  void a_person_s_action_is_decided_by_the_policy_of_the_folder() throws IOException {
    ingest(mail, "--policy", policy.toString());
    Called reply = Called.lead("reply", id(), "--data", data, "--by", "kim");
    assertEquals(0, reply.code(), reply.err());
    Called simulated = Called.lead("simulate", "--data", data, "--json");
    assertEquals(0, simulated.code(), simulated.err());
    Called list = Called.lead("list", "--data", data, "--status", "replied", "--json");
    assertEquals(1, list.lines().size(), list.out());
    assertEquals("{\"score\":0,\"queue\":\"mine\"}", listed());
    write("data/lead.yaml", "schema: lead-config/1\npolicy: absent.yaml\n");
    for (List<String> call : List.of(
        List.of("reply", id()),
        List.of("label", id(), "ham"),
        List.of("reassign", id(), "other", "--reason", "why"),
        List.of("reopen", id()),
        List.of("simulate"),
        List.of("reread"))) {
      var arguments = new ArrayList<>(call);
      arguments.addAll(List.of("--data", data));
      Called refused = Called.lead(arguments.toArray(String[]::new));
      assertEquals(1, refused.code(), call + " works with what the folder remembers");
      assertTrue(refused.err().contains("lead.yaml:2:9: policy: no such file"), refused.err());
    }
  }

  private Called ingest(Path path, String... options) {
    String[] arguments = new String[options.length + 4];
    arguments[0] = "ingest";
    arguments[1] = path.toString();
    arguments[2] = "--data";
    arguments[3] = data;
    System.arraycopy(options, 0, arguments, 4, options.length);
    return Called.lead(arguments);
  }

  private String listed() {
    return Called.lead("list", "--data", data, "--json")
        .lines()
        .get(0)
        .replaceAll(".*(\"score\":-?\\d+,\"queue\":\"\\w+\").*", "{$1}");
  }

  private String id() {
    return Called.lead("list", "--data", data, "--json")
        .lines()
        .get(0)
        .replaceAll(".*\"lead\":\"(lead_\\w+)\".*", "$1");
  }

  private Path companies() throws IOException {
    return write("companies.csv", "domain,name,size\ncustomer.example,Customer,250\n");
  }

  private Path addresses() throws IOException {
    return write("addresses.yaml", """
        schema: lead-addresses/1
        addresses:
          spring@acme.example: { channel: form, campaign: spring }
        """);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
