// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.Retry;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the core itself finds wrong with a policy; here are neither a scorer nor a router. */
class PolicyFileTest {

  private static List<String> problems(Path file) {
    return assertThrows(PolicyException.class, () -> PolicySource.file(file)).problems();
  }

  @Test
  void everything_that_is_wrong_is_said_at_once(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("lists"));
    Files.writeString(folder.resolve("lists/free.txt"), "# free\ngmail.com\nnot a domain\n");
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, """
        schema: lead-policy/2
        enrich: { ask: [companies, companies], patience: -1s }
        retry: { attempts: 0, per: { crm: { facter: 2, jitter: 2 } } }
        lists:
          free: { file: lists/free.txt, as: domain }
          gone: { file: lists/gone.txt, as: domains }
          both: { file: lists/free.txt, words: [a] }
          none: []
        phrases:
          empty: ["!"]
        derive:
          size: { of: company.sze, else: big }
          text: { of: sender.tld }
          body: { of: text }
          two: { of: sender.tld, map: countries, prefix: { a: b } }
          cased: { of: sender.tld, map: { de: a, DE: b } }
        """);
    assertEquals(
        List.of(
            "policy.yaml:1:1: value: no Scorer is called 'rules'; add the artifact dev.leadkit:lead-scoring to the class path or module path",
            "policy.yaml:1:1: value: no Router is called 'table'; add the artifact dev.leadkit:lead-routing to the class path or module path",
            "policy.yaml:1:9: type: schema: set to 'lead-policy/2'; expected lead-policy/1; did you mean"
                + " 'lead-policy/1'?",
            "policy.yaml:2:28: value: enrich.ask[1]: 'companies' occurs twice; expected each enricher once",
            "policy.yaml:2:50: type: enrich.patience: set to '-1s'; expected a duration such as 15m, 2h,"
                + " 30s, 7d or PT15M",
            "policy.yaml:3:20: value: retry.attempts: set to 0; expected 1 to 1000",
            "policy.yaml:3:37: unknown-key: retry.per.crm.facter: unknown key; did you mean 'factor'?",
            "policy.yaml:3:56: value: retry.per.crm.jitter: set to 2; expected 0 to 1",
            "lists/free.txt:3:1: value: lists.free.file[1]: 'not a domain' is not a domain; expected for"
                + " example acme.example",
            "policy.yaml:6:9: value: lists.gone: has no entries; expected one or more",
            "policy.yaml:6:17: value: lists.gone.file: set to 'lists/gone.txt', which cannot be read: there"
                + " is no such file; expected a file in UTF-8, relative to this one",
            "policy.yaml:6:37: type: lists.gone.as: set to 'domains'; expected one of word, domain; did"
                + " you mean 'domain'?",
            "policy.yaml:7:9: value: lists.both: expected either words or file",
            "policy.yaml:8:9: value: lists.none: has no entries; expected one or more",
            "policy.yaml:10:11: value: phrases.empty[0]: set to '!'; expected words of letters or"
                + " digits, at most 6 '~' between them; symbols need a word beside them, as in c++",
            "policy.yaml:12:15: value: derive.size.of: set to 'company.sze', which is not a field; did you"
                + " mean 'company.size'?",
            "policy.yaml:13:9: duplicate: derive.text: a field of that name exists already; expected another"
                + " name",
            "policy.yaml:14:15: value: derive.body.of: set to 'text', which is text; expected a word or"
                + " number",
            "policy.yaml:15:8: value: derive.two: has map and prefix; expected one of them",
            "policy.yaml:15:31: unknown-name: derive.two.map: set to 'countries', which is not defined; none is"
                + " known",
            "policy.yaml:16:46: value: derive.cased.map.DE: 'DE' occurs twice; expected each key once,"
                + " whatever its case"),
        problems(file).stream().map(line -> line.replace(folder + "/", "")).toList());
    assertTrue(
        problems(file).stream().allMatch(line -> line.startsWith(folder + "/")),
        "a position shows the file as it was given, and the list beside it");
  }

  @Test
  void a_list_outside_the_folder_of_the_policy_is_refused(@TempDir Path root) throws IOException {
    Path folder = Files.createDirectories(root.resolve("policies"));
    Path secret = Files.writeString(root.resolve("secret.txt"), "gmail.com\n");
    Files.createDirectories(root.resolve("policies-old"));
    Files.writeString(root.resolve("policies-old/list.txt"), "gmail.com\n");
    Files.createSymbolicLink(folder.resolve("link.txt"), secret);
    Files.createSymbolicLink(folder.resolve("above"), root);
    Files.createSymbolicLink(folder.resolve("beside"), root.resolve("policies-old"));
    Files.writeString(folder.resolve("own.txt"), "gmail.com\n");
    Files.createSymbolicLink(folder.resolve("alias.txt"), Path.of("own.txt"));
    Files.createDirectories(folder.resolve("lists"));
    Path file = folder.resolve("policy.yaml");
    for (String name : List.of(
        "../secret.txt",
        "lists/../../secret.txt",
        "lists/../own.txt",
        "..\\\\secret.txt",
        secret.toString(),
        "C:/secret.txt",
        "file:///etc/passwd",
        "link.txt",
        "above/secret.txt",
        "beside/list.txt")) {
      Files.writeString(file, "lists: { free: { file: \"" + name + "\" } }\n");
      assertTrue(
          problems(file).stream()
              .anyMatch(line -> line.startsWith(file + ":1:24: value: lists.free.file: set to '")
                  && line.contains("outside the folder")),
          name + ": " + problems(file));
    }
    for (String name : List.of("own.txt", "alias.txt", "./own.txt")) {
      Files.writeString(file, "lists: { free: { file: " + name + " } }\n");
      assertTrue(
          problems(file).stream().noneMatch(line -> line.contains("lists.free")),
          name + ": " + problems(file));
    }
  }

  @Test
  void a_policy_behind_a_link_has_the_folders_of_the_link_and_of_its_target(@TempDir Path root)
      throws IOException {
    Path data = Files.createDirectories(root.resolve("..2026_01"));
    Files.writeString(
        data.resolve("policy.yaml"), "lists: { a: { file: a.txt }, b: { file: b.txt } }");
    Files.writeString(data.resolve("a.txt"), "a\n");
    Files.createSymbolicLink(root.resolve("..data"), Path.of("..2026_01"));
    Files.createSymbolicLink(root.resolve("policy.yaml"), Path.of("..data/policy.yaml"));
    Files.writeString(root.resolve("b.txt"), "b\n");
    assertTrue(
        problems(root.resolve("policy.yaml")).stream().noneMatch(line -> line.contains("lists.")),
        "both folders belong to the policy");
  }

  @Test
  void a_file_that_cannot_be_read_is_a_problem(@TempDir Path folder) throws IOException {
    Path gone = folder.resolve("gone.yaml");
    assertEquals(
        List.of(gone + ": cannot be read: there is no such file; expected a policy in UTF-8"),
        problems(gone));
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "id: Zürich".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        List.of(latin + ": cannot be read: it is not UTF-8; expected a policy in UTF-8"),
        problems(latin));
  }

  @Test
  void what_is_not_yaml_is_one_problem() {
    PolicyException refused = assertThrows(
        PolicyException.class,
        () -> PolicyReader.read(Settings.yaml("policy.yaml", "a: [1\nb: 2")));
    assertEquals(1, refused.problems().size());
    assertTrue(refused.problems().get(0).startsWith("policy.yaml:2:2: syntax: not YAML: "));
  }

  @Test
  void a_retry_is_read_with_defaults_for_what_is_absent() {
    Settings settings = Settings.yaml("test", "{ attempts: 3, first: 1s, longest: 1m }");
    assertEquals(
        new Retry(
            3,
            Duration.ofSeconds(1),
            Retry.STANDARD.factor(),
            Duration.ofMinutes(1),
            Retry.STANDARD.jitter()),
        Retry.read(settings, Retry.STANDARD));
    assertEquals(List.of(), settings.problems());
  }
}
