// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Verdict;
import dev.leadkit.policy.Example;
import dev.leadkit.policy.Examples;
import dev.leadkit.policy.Field;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.PolicyTree;
import dev.leadkit.policy.Vocabulary;
import dev.leadkit.routing.RouteTable;
import dev.leadkit.scoring.Ruleset;
import dev.leadkit.spi.Finding;
import dev.leadkit.spi.Finding.Code;
import dev.leadkit.spi.Finding.Level;
import dev.leadkit.spi.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "policy",
    description = "Works on policies.",
    mixinStandardHelpOptions = true,
    subcommands = {
      PolicyCommand.Check.class,
      PolicyCommand.Test.class,
      PolicyCommand.FieldsCommand.class,
      PolicyCommand.SchemaCommand.class,
      PolicyVersionsCommand.Versions.class,
      PolicyVersionsCommand.Pin.class,
      PolicyVersionsCommand.Unpin.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class PolicyCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable LeadCommand command;

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "expected a command: check, test, fields, schema, versions, pin or unpin");
  }

  private LeadCommand lead() {
    return Objects.requireNonNull(command);
  }

  /** The policy of a tree; null, with errors among the findings of the tree, where it cannot be used. */
  private static @Nullable Policy policy(Settings tree) {
    try {
      return Policy.read(tree);
    } catch (PolicyException e) {
      return null;
    }
  }

  /** Prints findings, in words or as one JSON object a line; true if one is at least so bad. */
  private static boolean print(List<Finding> findings, PrintStream out, boolean json, Level worst) {
    for (Finding finding : findings) {
      out.println(json ? json(finding) : finding.text());
    }
    return findings.stream().anyMatch(finding -> finding.level().compareTo(worst) <= 0);
  }

  private static String json(Finding finding) {
    return "{\"level\":" + quoted(name(finding.level())) + ",\"code\":"
        + quoted(finding.code().text()) + ",\"place\":" + quoted(finding.place()) + ",\"path\":"
        + quoted(finding.path()) + ",\"message\":" + quoted(finding.message()) + "}";
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Command(
      name = "check",
      description =
          "Says what is wrong with a policy, and what it says in vain, each with its place.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {

    @ParentCommand
    private @Nullable PolicyCommand parent;

    @Parameters(paramLabel = "FILE", description = "A policy in YAML.")
    private @Nullable Path file;

    @Option(names = "--strict", description = "Fails on warnings too.")
    private boolean strict;

    @Option(names = "--json", description = "Prints each finding as a JSON object.")
    private boolean json;

    @Override
    public Integer call() {
      PrintStream out = Objects.requireNonNull(parent).lead().out();
      Path checked = Objects.requireNonNull(file);
      Settings tree = PolicyTree.of(checked);
      Policy policy = policy(tree);
      if (policy != null) {
        Examples.read(tree).check(policy, tree);
      }
      List<Finding> findings = tree.findings();
      boolean bad = print(findings, out, json, strict ? Level.WARNING : Level.ERROR);
      if (!bad && !json && policy != null) {
        out.println(summary(checked, policy, findings));
      }
      return bad ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private static String summary(Path checked, Policy policy, List<Finding> findings) {
      return "ok: " + checked + ", version " + policy.version()
          + (policy.scorer() instanceof Ruleset rules ? ", " + rules.rules().size() + " rules" : "")
          + (policy.router() instanceof RouteTable table
              ? ", " + table.routes().size() + " routes"
              : "")
          + (findings.isEmpty() ? "" : ", " + findings.size() + " findings");
    }
  }

  @Command(
      name = "test",
      description = "Runs the examples of a policy.",
      mixinStandardHelpOptions = true)
  static final class Test implements Callable<Integer> {

    @ParentCommand
    private @Nullable PolicyCommand parent;

    @Parameters(paramLabel = "FILE", description = "A policy in YAML.")
    private @Nullable Path file;

    @Option(
        names = "--mutate",
        description =
            "Changes the policy in one place after the other; fails if no example notices.")
    private boolean mutate;

    @Override
    public Integer call() {
      LeadCommand lead = Objects.requireNonNull(parent).lead();
      Settings tree = PolicyTree.of(Objects.requireNonNull(file));
      Policy policy = Policy.read(tree);
      Examples examples = Examples.read(tree);
      int failed = 0;
      for (Example.Result result : examples.run(policy)) {
        lead.out()
            .println(
                (result.isAsExpected() ? "ok    " : "FAILS ") + result.example().name());
        for (String difference : result.differences()) {
          lead.out().println("      " + result.example().place() + ": " + difference);
        }
        failed += result.isAsExpected() ? 0 : 1;
      }
      lead.out().println(examples.all().size() + " examples, " + failed + " fail");
      coverage(examples.coverage(policy), lead.out());
      boolean bad = failed > 0 || examples.all().isEmpty();
      if (mutate && !bad) {
        bad = survivors(examples, policy, tree, lead.out());
      }
      return bad ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private static void coverage(Map<String, Map<Verdict, Integer>> coverage, PrintStream out) {
      coverage.forEach((rule, counts) -> out.println(
          "      " + rule + ": true in " + counts.getOrDefault(Verdict.TRUE, 0) + ", false in "
              + counts.getOrDefault(Verdict.FALSE, 0) + ", not known in "
              + counts.getOrDefault(Verdict.UNKNOWN, 0)));
    }

    private static boolean survivors(
        Examples examples, Policy policy, Settings tree, PrintStream out) {
      int tried = examples.mutate(policy, tree);
      List<Finding> survivors = tree.findings().stream()
          .filter(finding ->
              finding.code() == Code.SURVIVING_MUTANT || finding.code() == Code.UNUSED_WAIVER)
          .toList();
      print(survivors, out, false, Level.WARNING);
      out.println(tried + " changes tried, " + survivors.size() + " unnoticed");
      return !survivors.isEmpty();
    }
  }

  @Command(
      name = "fields",
      description = "Lists what the conditions of a policy can ask for.",
      mixinStandardHelpOptions = true)
  static final class FieldsCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable PolicyCommand parent;

    @Parameters(
        paramLabel = "FILE",
        arity = "0..1",
        description = "A policy in YAML, for the fields that it derives.")
    private @Nullable Path file;

    @Override
    public Integer call() {
      PrintStream out = Objects.requireNonNull(parent).lead().out();
      Settings tree = file == null ? Settings.of("none", Map.of()) : PolicyTree.of(file);
      for (Field field : Vocabulary.read(tree).fields().withScore().all()) {
        out.println(line(field).stripTrailing());
      }
      return ExitCode.OK;
    }

    private static String line(Field field) {
      String values = field.type() == Field.Type.FLAG || field.values().isEmpty()
          ? ""
          : " [" + String.join(", ", field.values()) + "]";
      String scale = switch (field.scale()) {
        case ANY -> "";
        case COUNT -> ", whole";
        case SHARE -> ", 0 to 1";
      };
      return String.format(
          Locale.ROOT,
          "%-22s %-8s %-10s %s%s%s%s",
          field.name(),
          name(field.type()),
          name(field.provenance()),
          field.description(),
          scale,
          field.presence() == Field.Presence.MAYBE ? "; can be missing" : "",
          values);
    }
  }

  @Command(
      name = "schema",
      description = "Prints the JSON Schema of a policy, for editors.",
      mixinStandardHelpOptions = true)
  static final class SchemaCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable PolicyCommand parent;

    @Override
    public Integer call() {
      Objects.requireNonNull(parent).lead().out().print(PolicyTree.schema());
      return ExitCode.OK;
    }
  }
}
