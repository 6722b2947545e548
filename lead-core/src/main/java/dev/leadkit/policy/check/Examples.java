// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Score.Contribution;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The examples of a policy file, which are its tests.
 *
 * <p>Immutable and thread-safe.
 */
public final class Examples {

  private final List<Example> examples;

  private Examples(List<Example> examples) {
    this.examples = List.copyOf(examples);
  }

  /**
   * Reads the section {@code examples} of a policy, once for all callers, and reports its errors.
   *
   * @param root the whole policy, with a way to read the files that it names
   */
  public static Examples read(Settings root) {
    return root.shared(Examples.class, () -> new Examples(new ExampleReader(root).read()));
  }

  /** In the order of the file. */
  public List<Example> all() {
    return examples;
  }

  /** Runs all examples. */
  public List<Example.Result> run(Policy policy) {
    return examples.stream().map(example -> example.run(policy)).toList();
  }

  /** Whether all examples pass; stops at the first that does not. */
  boolean hold(Policy policy) {
    return examples.stream().allMatch(example -> example.run(policy).isAsExpected());
  }

  /** One line for each difference from what was expected, with its place. */
  public List<String> problems(Policy policy) {
    var problems = new ArrayList<String>();
    for (Example.Result result : run(policy)) {
      String where = result.example().place() + ": " + result.example().name() + ": ";
      result.differences().forEach(difference -> problems.add(where + difference));
    }
    return problems;
  }

  /**
   * Runs the examples and reports in the tree of the policy those that fail, and rules that none of them makes true.
   *
   * @param root from which policy and examples were read
   */
  public void check(Policy policy, Settings root) {
    root.checked(Code.FAILING_EXAMPLE);
    root.checked(Code.UNTESTED_RULE);
    root.checked(Code.NO_EXAMPLES);
    if (examples.isEmpty()) {
      root.found(
          Code.NO_EXAMPLES, "has no examples; expected leads and how the policy decides on them");
      return;
    }
    var fired = new LinkedHashSet<String>();
    for (Example.Result result : run(policy)) {
      result
          .differences()
          .forEach(
              difference -> result.example().settings().found(Code.FAILING_EXAMPLE, difference));
      for (Contribution contribution : result.score().contributions()) {
        if (contribution.verdict() == Verdict.TRUE) {
          fired.add(contribution.rule());
        }
      }
    }
    for (Settings rule : root.list("rules")) {
      if (rule.has("id") && !fired.contains(rule.text("id"))) {
        rule.found(Code.UNTESTED_RULE, "no example makes it true");
      }
    }
  }

  /** The number of examples that make each rule true, false or unknown, in the order of the rules. */
  public Map<String, Map<Verdict, Integer>> coverage(Policy policy) {
    var coverage = new LinkedHashMap<String, Map<Verdict, Integer>>();
    for (Example.Result result : run(policy)) {
      for (Contribution contribution : result.score().contributions()) {
        coverage
            .computeIfAbsent(contribution.rule(), unseen -> new LinkedHashMap<>())
            .merge(contribution.verdict(), 1, Integer::sum);
      }
    }
    return coverage;
  }

  /**
   * Changes the policy in one place after the other, and reports each change that no example detects: a rule or route left out, a number one
   * step higher or lower, an entry of a list left out, another queue, another span of time.
   *
   * @param policy that the examples pass
   * @param root from which policy and examples were read
   * @param reader reads a changed policy, and throws {@link PolicyException} if the change makes it invalid
   * @return the number of changes that were tried
   */
  public int mutate(Policy policy, Settings root, Function<Settings, Policy> reader) {
    root.checked(Code.SURVIVING_MUTANT);
    List<Mutant> mutants = Mutant.of(root, policy.scorer().scores());
    int tried = 0;
    for (Mutant mutant : mutants) {
      Policy changed;
      try {
        changed = reader.apply(mutant.policy());
      } catch (PolicyException e) {
        continue;
      }
      tried++;
      if (hold(changed)) {
        mutant.place().found(Code.SURVIVING_MUTANT, mutant.change() + ": no example fails");
      }
    }
    return tried;
  }
}
