// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The help of the command, and its messages for wrong usage. */
class UsageHintTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "explian | unknown command 'explian'; did you mean 'explain'?; see lead --help",
        "policy chek p.yaml | unknown command 'chek'; did you mean 'check'?; see lead policy --help",
        "help polcy | unknown command 'polcy'; did you mean 'policy'?; see lead --help",
        "help policy chek | unknown command 'chek'; did you mean 'check'?; see lead policy --help",
        "demo --dta x | unknown option '--dta'; did you mean '--data'?; see lead demo --help",
        "kpi sla --data=x --jsn | unknown option '--jsn'; did you mean '--json'?; see lead kpi sla --help",
        "ingest --dta x m.eml | unknown option '--dta'; did you mean '--data'?; see lead ingest --help",
        "explain --data x --polcy=p | unknown option '--polcy'; did you mean '--policy'?; see lead explain --help",
        "list --data x --status gone | --status: expected one of new, automatic, quarantined, assigned, replied, got 'gone'; see lead list --help",
        "list --data x --limit few | --limit: expected a whole number, got 'few'; see lead list --help",
        "kpi sla --data x --at noon | --at: expected 2026-03-02 or 2026-03-02T12:00:00Z, got 'noon'; see lead kpi sla --help",
        "completion fish | 'bash|zsh: expected one of bash, zsh, got ''fish''; see lead completion --help'",
        "simulate --data x --threads 0 | --threads: expected 1 or more, got 0; see lead simulate --help",
        "kpi | expected a command: sla, routing; see lead kpi --help",
        "explain lead_7 y --data x | unexpected argument 'y'; see lead explain --help",
      })
  void a_mistake_in_a_command_line_is_named_with_what_was_probably_meant(
      String arguments, String problem) {
    Called called = Called.lead(arguments.split(" "));
    assertEquals(2, called.code(), called.err());
    assertEquals(List.of("lead: " + problem), called.complaints());
    assertEquals("", called.out());
  }

  @ParameterizedTest
  @CsvSource({
    "--score, 80..50",
    "--score, many",
    "--since, yesterday",
    "--until, 2026-13-01",
    "--status, gone",
    "--limit, -1",
    "--limit, x"
  })
  void a_value_that_an_option_does_not_take_is_refused_with_what_it_takes(
      String option, String value) {
    Called called = Called.lead("list", "--data", folder.toString(), option, value);
    assertEquals(2, called.code(), called.err());
    assertEquals(1, called.complaints().size(), called.err());
    assertTrue(called.err().contains(option), called.err());
    assertTrue(called.err().toLowerCase(Locale.ROOT).contains(value), called.err());
  }

  @Test
  void help_of_a_command_is_the_same_by_help_and_by_option() {
    Called byCommand = Called.lead("help", "policy", "check");
    assertEquals(0, byCommand.code(), byCommand.err());
    assertEquals(Called.lead("policy", "check", "--help").out(), byCommand.out());
    assertTrue(byCommand.out().startsWith("Usage: lead policy check"), byCommand.out());
    assertTrue(Called.lead("help").out().contains("Exit codes:"));
  }

  @Test
  void help_names_the_default_of_every_option_that_has_one() {
    String help = Called.lead("help", "list").out();
    assertTrue(help.contains("Default: 100"), help);
    assertTrue(Called.lead("help", "simulate").out().contains("Default: 20"));
    assertTrue(Called.lead("help", "ingest").out().contains("Default: 2s"));
    assertFalse(help.contains("Default: false"), help);
    assertFalse(help.contains("Default: \n"), help);
  }

  @Test
  void help_shows_no_default_that_is_empty_or_of_an_argument_that_is_required() {
    for (String command : List.of("demo", "ingest", "list", "explain", "reassign", "completion")) {
      String help = Called.lead("help", command).out();
      assertFalse(
          help.lines()
              .anyMatch(line -> line.strip().matches("Default:|Default: \\[]|Default: BASH")),
          command + "\n" + help);
    }
    String parse = Called.lead("help", "parse").out();
    assertTrue(parse.contains("[FILE|-|DIR]"), "An argument with a default is optional\n" + parse);
  }

  @Test
  void an_error_of_a_file_says_why_and_a_damaged_store_gives_no_advice_for_folders()
      throws IOException {
    var cause = new AccessDeniedException("crm.jsonl");
    assertEquals(
        List.of("crm.jsonl: cannot be used as a file of deliveries: permission denied"),
        Problems.of(
            new UncheckedIOException("crm.jsonl: cannot be used as a file of deliveries", cause)));
    assertEquals(
        List.of("crm.jsonl: permission denied"), Problems.of(new UncheckedIOException(cause)));
    Files.writeString(folder.resolve("leads.db"), "no database ".repeat(1000));
    Called verify = Called.lead("store", "verify", "--data", folder.toString());
    assertEquals(1, verify.code(), verify.err());
    assertTrue(verify.err().contains("is not a database"), verify.err());
    assertFalse(verify.err().contains("-wal"), verify.err());
  }

  @Test
  void a_policy_without_examples_is_an_error_that_says_so() throws IOException {
    Path policy = Files.writeString(folder.resolve("p.yaml"), """
        schema: lead-policy/1
        id: p
        rules: [{ id: one, add: 1, when: { company.size: { gte: 9 } } }]
        routes: [{ id: rest, when: always, to: { queue: inbox } }]
        queues: [inbox]
        """);
    Called test = Called.lead("policy", "test", policy.toString());
    assertEquals(1, test.code(), test.err());
    assertEquals(
        List.of("lead: " + policy + ": has no examples; see docs/policy.md"), test.complaints());
    Called check = Called.lead("policy", "check", policy.toString());
    assertTrue(check.out().contains(", 1 rule, 1 route, "), check.out() + check.err());
  }

  @Test
  void the_version_is_that_of_the_build_and_names_the_java() {
    Called version = Called.lead("--version");
    assertEquals(0, version.code());
    assertTrue(version.out().startsWith("lead "), version.out());
    assertTrue(version.out().contains("Java " + System.getProperty("java.version")), version.out());
    assertEquals(version.out(), Called.lead("list", "--version").out());
  }

  @Test
  void the_completion_script_is_one_that_bash_can_read_and_knows_the_commands() throws Exception {
    Called script = Called.lead("completion", "bash");
    assertEquals(0, script.code(), script.err());
    Path file = Files.writeString(
        folder.resolve("lead.bash"),
        script.out()
            + "\nCOMP_WORDS=(lead pol); COMP_CWORD=1; _complete_lead; echo \"${COMPREPLY[@]}\"\n");
    // outside of a completion, compopt complains on the standard error
    Process bash = new ProcessBuilder("bash", file.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), out);
    assertEquals("policy", out.strip());
    Called zsh = Called.lead("completion", "zsh");
    assertTrue(zsh.out().startsWith("#compdef lead\n"), zsh.out().substring(0, 40));
    assertEquals(2, Called.lead("completion", "fish").code());
  }

  @Test
  void colours_are_shown_only_on_a_terminal_or_on_request() {
    Path none = folder.resolve("none");
    assertTrue(Called.onTerminal("help").out().contains("\u001b["));
    assertFalse(Called.onTerminal("help", "--color", "never").out().contains("\u001b["));
    assertFalse(Called.lead("help").out().contains("\u001b["));
    assertTrue(Called.lead("help", "--color", "always").out().contains("\u001b["));
    assertFalse(Called.onTerminal("list", "--data", none.toString()).err().contains("\u001b["));
  }

  @Test
  void the_environment_can_forbid_colours() {
    assertTrue(Terminal.isColoured(true, Map.of("TERM", "xterm")::get));
    assertTrue(Terminal.isColoured(true, Map.of("NO_COLOR", "")::get), "no-color.org: not empty");
    assertFalse(Terminal.isColoured(true, Map.of("NO_COLOR", "1")::get));
    assertFalse(Terminal.isColoured(true, Map.of("TERM", "dumb")::get));
    assertFalse(Terminal.isColoured(false, Map.of("TERM", "xterm")::get));
  }

  @Test
  void a_closed_pipe_ends_the_command_silently() throws Exception {
    Called.lead("demo", "--data", folder.resolve("data").toString());
    for (String command : List.of("list --data data --limit 0", "help list", "policy fields")) {
      var builder = new ProcessBuilder(
              "bash",
              "-c",
              "\"$JAVA\" " + nativeAccess() + "-cp \"$CP\" dev.leadkit.cli.LeadCommand " + command
                  + " | sleep 0; exit ${PIPESTATUS[0]}")
          .directory(folder.toFile())
          .redirectErrorStream(true);
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder
          .environment()
          .put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
      builder.environment().put("CP", System.getProperty("java.class.path"));
      Process lead = builder.start();
      String said = new String(lead.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals("", said, command);
      assertEquals(0, lead.waitFor(), command);
    }
  }

  /** The attribute of the jar's manifest without which newer JDKs print a warning. */
  private static String nativeAccess() {
    return Runtime.version().feature() < 22 ? "" : "--enable-native-access=ALL-UNNAMED ";
  }

  @Test
  void an_output_that_cannot_be_written_for_another_reason_is_an_error() {
    var full = new Terminal.Output(new Failing("No space left on device"));
    assertEquals(1, LeadCommand.main(full, "help"));
    assertFalse(full.isPipeClosed());
    var closed = new Terminal.Output(new Failing("Broken pipe"));
    assertEquals(0, LeadCommand.main(closed, "help"));
    assertTrue(closed.isPipeClosed());
  }

  @Test
  void a_fault_of_the_environment_is_one_line_without_a_stack_trace() throws IOException {
    Path data = folder.resolve("data");
    Called.lead("demo", "--data", data.toString());
    Path junk = Files.createDirectories(folder.resolve("junk"));
    Files.writeString(
        junk.resolve("leads.db"), "this is not a database, and long enough to see it");
    Path binary =
        Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
    String absent = folder.resolve("absent").toString();
    List<List<String>> calls = List.of(
        List.of("list", "--data", junk.toString()),
        List.of("list", "--data", absent),
        List.of("policy", "check", absent),
        List.of("policy", "check", folder.toString()),
        List.of("policy", "check", binary.toString()),
        List.of("policy", "test", absent),
        List.of("policy", "try", absent, absent),
        List.of("policy", "fields", absent),
        List.of("policy", "versions", absent),
        List.of("policy", "pin", absent, "abc"),
        List.of("simulate", "--data", data.toString(), "--budget", absent),
        List.of("simulate", "--data", data.toString(), "--html", absent + "/x.html"),
        List.of("simulate", "--data", data.toString(), "--policy", binary.toString()),
        List.of("model", "evaluate", absent, "--data", data.toString()),
        List.of("model", "train", "--out", absent + "/x", "--mails", "spam=" + absent),
        List.of("ingest", absent, "--data", data.toString(), "--shadow", absent),
        List.of("demo", "--data", binary.toString()),
        List.of("kpi", "sla", "--data", absent),
        List.of("reread", "--data", absent),
        List.of("reopen", "--all", "--data", absent),
        List.of("reply", "lead_" + "0".repeat(32), "--data", data.toString()),
        List.of("label", "lead_" + "0".repeat(32), "spam", "--data", absent),
        List.of("parse", absent));
    for (List<String> call : calls) {
      Called called = Called.lead(call.toArray(String[]::new));
      assertEquals(1, called.code(), call + "\n" + called.out() + called.err());
      assertFalse(called.err().contains("\tat "), call + "\n" + called.err());
      assertFalse(called.err().contains("Exception"), call + "\n" + called.err());
      assertEquals(
          1,
          (called.out() + called.err()).lines().count(),
          call + "\n" + called.out() + called.err());
    }
  }

  /** A stream that cannot be written. */
  private static final class Failing extends OutputStream {

    private final String reason;

    Failing(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(reason);
    }
  }
}
