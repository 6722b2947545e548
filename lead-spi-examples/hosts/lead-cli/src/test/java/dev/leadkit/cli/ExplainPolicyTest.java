// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy that {@code lead explain} uses for near misses. */
class ExplainPolicyTest {

  private static final String LINE = "near        by policy ";

  @TempDir
  Path folder;

  private Path data = Path.of("");
  private String lead = "";
  private String version = "";

  @BeforeEach
  void history() throws IOException {
    data = folder.resolve("data");
    Path mail = Files.writeString(folder.resolve("one.eml"), """
        From: Ada <ada@unheard-of.example>
        To: sales@leadkit.example
        Subject: SSO
        Message-ID: <one@unheard-of.example>
        Date: Fri, 27 Mar 2026 10:00:00 +0000

        Do you support SSO?
        """.replace("\n", "\r\n"));
    Called ingest = Called.lead("ingest", mail.toString(), "--data", data.toString());
    assertEquals(0, ingest.code(), ingest.err());
    Path other = candidate("[sso, saml, \"soc~2\", \"single sign-on\"]", "[nothing]");
    Called reopened = Called.lead(
        "reopen", "--all", "--data", data.toString(), "--policy", other.toString(), "--approve");
    assertEquals(0, reopened.code(), reopened.err());
    Matcher id = Pattern.compile("lead_[0-9a-f]{32}").matcher(reopened.out());
    assertTrue(id.find(), reopened.out());
    lead = id.group();
    Matcher policy = Pattern.compile("by policy (sha256:[0-9a-f]{64})").matcher(reopened.out());
    assertTrue(policy.find(), reopened.out());
    version = policy.group(1);
  }

  /** The policy of the demo with one change. */
  private Path candidate(String what, String instead) throws IOException {
    for (String name :
        List.of("policy.yaml", "free-mail.txt", "disposable.txt", "advertising.txt")) {
      try (var in = Objects.requireNonNull(ExplainPolicyTest.class.getResourceAsStream(name))) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        int examples = text.indexOf("\nexamples:");
        Files.writeString(
            folder.resolve(name),
            (examples < 0 ? text : text.substring(0, examples + 1)).replace(what, instead));
      }
    }
    return folder.resolve("policy.yaml");
  }

  private Called explain(String... options) {
    return Called.lead(
        Stream.concat(Stream.of("explain", lead, "--data", data.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  @Test
  void near_misses_use_the_policy_that_decided_and_not_the_current_one() {
    String said = explain().out();
    assertTrue(said.contains(LINE + version), said);
    assertTrue(
        said.contains("text says one of security, the lead would go to ae_priority by route ae"),
        said);
  }

  @Test
  void a_policy_that_is_not_stored_is_named_and_no_other_is_used() throws IOException {
    try (Stream<Path> kept = Files.list(data.resolve("policies"))) {
      for (Path file :
          kept.filter(file -> file.toString().contains(version.substring(7))).toList()) {
        Files.delete(file);
      }
    }
    Path wrong =
        candidate("add: 40", "add: 41"); // the file that lead.yaml names is another policy by now
    Called missing = explain();
    assertEquals(0, missing.code(), missing.err());
    assertTrue(
        missing
            .out()
            .contains("near        not known: policy " + version + ", which decided, is not in "),
        missing.out());
    assertFalse(missing.out().contains(LINE), "no other policy is asked");
    String refused = explain("--policy", wrong.toString()).out();
    assertTrue(refused.contains(wrong + " is sha256:"), refused);
    assertFalse(refused.contains(LINE), "no other policy is asked");
    Path right = candidate("[sso, saml, \"soc~2\", \"single sign-on\"]", "[nothing]");
    String said = explain("--policy", right.toString()).out();
    assertTrue(said.contains(LINE + version), said);
  }
}
