// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** CEL with one program for each rule; whole words are found by a function of ours, because CEL has none. */
final class CelScorer implements ComparedScorer {

  private final List<ScoredEvent> events;
  private final List<ScoredRule> rules;
  private final CelRuntime.Program[] programs;

  CelScorer(ScoreWork work) {
    events = work.events();
    rules = work.rules();
    CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
        .addVar("text", SimpleType.STRING)
        .addVar("domain", SimpleType.STRING)
        .addVar("country", SimpleType.STRING)
        .addVar("size", SimpleType.INT)
        .addVar("spam", SimpleType.DOUBLE)
        .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
            "says",
            CelOverloadDecl.newGlobalOverload(
                "says_string_string", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING)))
        .build();
    CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder()
        .addFunctionBindings(CelFunctionBinding.from(
            "says_string_string",
            String.class,
            String.class,
            (text, phrase) -> ScoredRule.find(text, phrase) >= 0))
        .build();
    programs = rules.stream()
        .map(rule -> program(compiler, runtime, rule.cel()))
        .toArray(CelRuntime.Program[]::new);
  }

  private static CelRuntime.Program program(
      CelCompiler compiler, CelRuntime runtime, String condition) {
    try {
      return runtime.createProgram(compiler.compile(condition).getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException(condition, e);
    }
  }

  @Override
  public Fired score(int number) {
    ScoredEvent event = events.get(number);
    String lower = event.text().toLowerCase(Locale.ROOT);
    Map<String, Object> known = Map.of(
        "text", lower,
        "domain", event.domain(),
        "country", event.country(),
        "size", (long) event.size(),
        "spam", event.spam());
    var fired = new Fired();
    for (int rule = 0; rule < programs.length; rule++) {
      if (isTrue(programs[rule], known)) {
        fired.add(rule, ScoredRule.points(rule), rules.get(rule).place(lower));
      }
    }
    return fired;
  }

  private static boolean isTrue(CelRuntime.Program program, Map<String, Object> known) {
    try {
      return (boolean) program.eval(known);
    } catch (CelEvaluationException e) {
      throw new IllegalStateException(e);
    }
  }
}
