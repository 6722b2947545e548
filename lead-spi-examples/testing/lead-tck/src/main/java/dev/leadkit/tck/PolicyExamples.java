// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.check.Example;
import dev.leadkit.policy.check.Examples;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.policy.reload.PolicyTree;
import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Diagnostic.Level;
import dev.leadkit.spi.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs the examples of a policy file as tests of the host's build, with two more tests: that the policy has no diagnostics, and that its examples
 * would notice every change of it.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> policy() {
 *   return PolicyExamples.of(Path.of("policy.yaml"));
 * }
 * }</pre>
 *
 * <p>The scorer and the router that the policy names must be on the class path.
 */
public final class PolicyExamples {

  private PolicyExamples() {}

  /** The tests of a policy file: its examples, its diagnostics and its mutants. */
  public static Stream<DynamicTest> of(Path file) {
    return of(PolicyTree.of(file));
  }

  /**
   * The tests of a policy from another source.
   *
   * @param root the policy before it is parsed, with a way to read the files that it names
   */
  public static Stream<DynamicTest> of(Settings root) {
    Policy policy = PolicyReader.read(root);
    Examples examples = Examples.read(root);
    var tests = new ArrayList<DynamicTest>();
    for (Example example : examples.all()) {
      tests.add(DynamicTest.dynamicTest(example.name(), () -> check(example.run(policy))));
    }
    tests.add(DynamicTest.dynamicTest("everything in the policy has an effect", () -> {
      examples.check(policy, root);
      none(root.findings());
    }));
    tests.add(DynamicTest.dynamicTest("no change of the policy goes unnoticed", () -> {
      examples.mutate(policy, root, PolicyReader::read);
      none(root.findings());
    }));
    return tests.stream();
  }

  private static void check(Example.Result result) {
    if (!result.isAsExpected()) {
      Assertions.fail(result.example().place() + ": " + String.join("; ", result.differences()));
    }
  }

  private static void none(List<Diagnostic> findings) {
    List<Diagnostic> serious =
        findings.stream().filter(finding -> finding.level() != Level.INFO).toList();
    if (!serious.isEmpty()) {
      Assertions.fail(serious.stream().map(Diagnostic::text).collect(Collectors.joining("\n")));
    }
  }
}
