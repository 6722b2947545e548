// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Verdict;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.check.Example;
import dev.leadkit.policy.check.Examples;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.policy.reload.PolicyTree;
import dev.leadkit.routing.RouteTable;
import dev.leadkit.scoring.Ruleset;
import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Diagnostic.Level;
import dev.leadkit.spi.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "policy",
    description = "Checks, tests, tries and describes policies.",
    subcommands = {
      PolicyCommand.Check.class,
      PolicyCommand.Test.class,
      PolicyTryCommand.class,
      PolicyCommand.FieldsCommand.class,
      PolicyCommand.SchemaCommand.class,
      PolicyVersionsCommand.Versions.class,
      PolicyVersionsCommand.Pin.class,
      PolicyVersionsCommand.Unpin.class
    })
final class PolicyCommand extends CommandGroup {

  /** Reads the policy of a tree; null if it is invalid, with the errors among the findings of the tree. */
  private static @Nullable Policy policy(Settings tree) {
    try {
      return PolicyReader.read(tree);
    } catch (PolicyException e) {
      return null;
    }
  }

  /** Prints findings as text or as one JSON object per line; returns whether one is of that level or worse. */
  private static boolean print(
      List<Diagnostic> findings, PrintStream out, boolean json, Level worst) {
    for (Diagnostic finding : findings) {
      out.println(json ? json(finding).toString() : finding.text());
    }
    return findings.stream().anyMatch(finding -> finding.level().compareTo(worst) <= 0);
  }

  private static Json json(Diagnostic finding) {
    return new Json()
        .put("level", finding.level())
        .put("code", finding.code().text())
        .put("place", finding.place())
        .put("path", finding.path())
        .put("message", finding.message());
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Command(
      name = "check",
      description = "Checks a policy and reports every problem with its file, line and column.")
  static final class Check implements Callable<Integer> {

    @Mixin
    private final Invocation call = new Invocation();

    @Mixin
    private final PolicyParameter policyFile = new PolicyParameter();

    @Option(names = "--strict", description = "Fail on warnings, too.")
    private boolean strict;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() {
      PrintStream out = call.out();
      Path checked = policyFile.file();
      Settings tree = PolicyTree.of(checked);
      Policy policy = policy(tree);
      if (policy != null) {
        Examples.read(tree).check(policy, tree);
      }
      List<Diagnostic> findings = tree.findings();
      boolean bad = print(findings, out, json.isGiven(), strict ? Level.WARNING : Level.ERROR);
      if (!bad && !json.isGiven() && policy != null) {
        out.println(summary(checked, policy, findings));
      }
      return bad ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private static String summary(Path checked, Policy policy, List<Diagnostic> findings) {
      return "ok: " + checked + ", version " + policy.version()
          + (policy.scorer() instanceof Ruleset rules
              ? ", " + counted(rules.rules().size(), "rule")
              : "")
          + (policy.router() instanceof RouteTable table
              ? ", " + counted(table.routes().size(), "route")
              : "")
          + (findings.isEmpty() ? "" : ", " + counted(findings.size(), "finding"));
    }
  }

  @Command(name = "test", description = "Runs the examples of a policy.")
  static final class Test implements Callable<Integer> {

    @Mixin
    private final Invocation call = new Invocation();

    @Mixin
    private final PolicyParameter policyFile = new PolicyParameter();

    @Option(
        names = "--mutate",
        description = "Change the policy one place at a time; fail if no example notices.")
    private boolean mutate;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() {
      LeadCommand lead = call.lead();
      Settings tree = PolicyTree.of(policyFile.file());
      Policy policy = PolicyReader.read(tree);
      Examples examples = Examples.read(tree);
      if (json.isGiven()) {
        return json(examples, policy, tree, lead.out());
      }
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
      lead.out().println(counted(examples.all().size(), "example") + ", " + failed + " failed");
      if (examples.all().isEmpty()) {
        lead.complain(policyFile + ": has no examples; see docs/policy.md");
      }
      coverage(examples.coverage(policy), lead.out());
      boolean bad = failed > 0 || examples.all().isEmpty();
      if (mutate && !bad) {
        bad = survivors(examples, policy, tree, lead.out());
      }
      return bad ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private int json(Examples examples, Policy policy, Settings tree, PrintStream out) {
      List<Json> results = examples.run(policy).stream()
          .map(result -> new Json()
              .put("name", result.example().name())
              .put("place", result.example().place())
              .put("passed", result.isAsExpected())
              .put("differences", result.differences()))
          .toList();
      boolean bad = results.isEmpty()
          || examples.run(policy).stream().anyMatch(result -> !result.isAsExpected());
      var report = new Json().put("examples", results).put("coverage", examples.coverage(policy));
      if (mutate && !bad) {
        int tried = examples.mutate(policy, tree, PolicyReader::read);
        List<Diagnostic> survivors = survivors(tree);
        report
            .put("mutants", tried)
            .put("survivors", survivors.stream().map(PolicyCommand::json).toList());
        bad = !survivors.isEmpty();
      }
      report.print(out);
      return bad ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private static List<Diagnostic> survivors(Settings tree) {
      return tree.findings().stream()
          .filter(finding ->
              finding.code() == Code.SURVIVING_MUTANT || finding.code() == Code.UNUSED_WAIVER)
          .toList();
    }

    private static void coverage(Map<String, Map<Verdict, Integer>> coverage, PrintStream out) {
      coverage.forEach((rule, counts) -> out.println(
          "      " + rule + ": true in " + counts.getOrDefault(Verdict.TRUE, 0) + ", false in "
              + counts.getOrDefault(Verdict.FALSE, 0) + ", not known in "
              + counts.getOrDefault(Verdict.UNKNOWN, 0)));
    }

    private static boolean survivors(
        Examples examples, Policy policy, Settings tree, PrintStream out) {
      int tried = examples.mutate(policy, tree, PolicyReader::read);
      List<Diagnostic> survivors = survivors(tree);
      print(survivors, out, false, Level.WARNING);
      out.println(tried + " changes tried, " + survivors.size() + " unnoticed");
      return !survivors.isEmpty();
    }
  }

  @Command(name = "fields", description = "Lists the fields that conditions of a policy can read.")
  static final class FieldsCommand implements Callable<Integer> {

    @Mixin
    private final Invocation call = new Invocation();

    @Parameters(
        paramLabel = "FILE",
        arity = "0..1",
        description = "A policy in YAML, for its derived fields.")
    private @Nullable Path file;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() {
      PrintStream out = call.out();
      Settings tree = file == null ? Settings.of("none", Map.of()) : PolicyTree.of(file);
      for (Field field : Definitions.read(tree).fields().withScore().all()) {
        out.println(json.isGiven() ? json(field).toString() : line(field).stripTrailing());
      }
      return ExitCode.OK;
    }

    private static Json json(Field field) {
      return new Json()
          .put("name", field.name())
          .put("type", field.type())
          .put("provenance", field.provenance())
          .put("description", field.description())
          .put("scale", field.scale())
          .put("may_be_missing", field.presence() == Field.Presence.MAYBE)
          .put("values", field.values());
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

  @Command(name = "schema", description = "Prints the JSON Schema of a policy, for editors.")
  static final class SchemaCommand implements Callable<Integer> {

    @Mixin
    private final Invocation call = new Invocation();

    @Override
    public Integer call() {
      call.out().print(PolicyTree.schema());
      return ExitCode.OK;
    }
  }
}
