// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ModuleRulesTest {

  private static final JavaClasses OURS = new ClassFileImporter().importPaths(Project.classes());
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

  /** The faults that were planted, by the rule that must name them. */
  private static final Map<String, List<String>> FAULTS = new TreeMap<>(Map.ofEntries(
      Map.entry("core", List.of("ModelThatKnowsAnSpi")),
      Map.entry("core.json", List.of("JsonThatKnowsThePolicy")),
      Map.entry("core.integrity", List.of("IntegrityThatKnowsThePolicy")),
      Map.entry("core.kpi", List.of("KpiThatKnowsThePolicy")),
      Map.entry("core.memory", List.of("MemoryThatKnowsThePolicy")),
      Map.entry("core.pipeline", List.of("PipelineThatKnowsAReader")),
      Map.entry("core.policy", List.of("PolicyThatKnowsThePipeline")),
      Map.entry("core.policy.check", List.of("CheckThatKnowsTheReload")),
      Map.entry("core.policy.condition", List.of("ConditionThatKnowsTheCheck")),
      Map.entry("core.policy.field", List.of("FieldThatKnowsTheCondition")),
      Map.entry("core.policy.reload", List.of("ReloadThatKnowsThePipeline")),
      Map.entry("core.prospect", List.of("ProspectThatKnowsThePolicy")),
      Map.entry("core.report", List.of("ReportThatKnowsTheKpi")),
      Map.entry("core.simulation", List.of("SimulationThatKnowsThePipeline")),
      Map.entry("core.spi", List.of("SpiThatKnowsThePolicy")),
      Map.entry("core.text", List.of("TextThatKnowsTheModel")),
      Map.entry("cycles.packages", List.of("RouterThatKnowsTheScorer", "ScorerThatKnowsTheRouter")),
      Map.entry("cycles.classes", List.of("First", "Second", "Third", "Fourth")),
      Map.entry(
          "examples",
          List.of(
              "StoreThatKnowsAnotherExample", "BaseThatKnowsAStore", "FilesThatKnowTheSqlBase")),
      Map.entry("internals", List.of("ReloadThatShowsAField")),
      Map.entry("library.mime", List.of("ReaderThatKnowsTheScorer")),
      Map.entry("library.routing", List.of("RouterThatKnowsTheScorer")),
      Map.entry("library.understanding", List.of("UnderstandingThatKnowsTheRouter")),
      Map.entry("library.scoring", List.of("ScorerThatKnowsTheRouter")),
      Map.entry("clock", List.of("ReaderOfClocks")),
      Map.entry("signatures", List.of("ShowsJackson")),
      Map.entry("streams", List.of("Talker")),
      Map.entry("surroundings", List.of("ReaderOfItsSurroundings")),
      Map.entry("words", List.of("ModelThatNeedsALibrary"))));

  /** The packages in which each example and host must be found. */
  private static final List<String> EXAMPLES = List.of(
      "dev.leadkit.tck",
      "dev.leadkit.authentication",
      "dev.leadkit.files",
      "dev.leadkit.jakartamail",
      "dev.leadkit.sql",
      "dev.leadkit.sqlite",
      "dev.leadkit.postgres",
      "dev.leadkit.tnef",
      "dev.leadkit.cli");

  @Test
  void every_module_is_checked() throws Exception {
    var listed = new TreeSet<>(EXAMPLES);
    for (String library : Modules.LIBRARIES) {
      listed.addAll(Modules.descriptor(library).packages());
    }
    assertEquals(Set.of(), unseen(listed), "these packages are in a module and not checked");
  }

  @Test
  void a_package_that_is_not_checked_is_noticed() {
    assertEquals(Set.of("dev.leadkit.secret"), unseen(Set.of("dev.leadkit.secret", "dev.leadkit")));
  }

  private static Set<String> unseen(Set<String> listed) {
    var unseen = new TreeSet<>(listed);
    OURS.forEach(type -> unseen.remove(type.getPackageName()));
    return unseen;
  }

  @Test
  void three_classes_in_a_cycle_are_allowed() {
    List<String> details = new ModuleRules("planted")
        .rules()
        .get("cycles.classes")
        .evaluate(PLANTED)
        .getFailureReport()
        .getDetails();
    assertEquals(1, details.size(), details::toString);
    assertFalse(details.get(0).contains("small"), details.get(0));
  }

  @TestFactory
  Stream<DynamicTest> our_classes_keep() {
    return new ModuleRules("dev.leadkit")
        .rules().entrySet().stream()
            .map(rule ->
                DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(OURS)));
  }

  @TestFactory
  Stream<DynamicTest> planted_faults_break() {
    var rules = new ModuleRules("planted").rules();
    assertEquals(
        FAULTS.keySet(), new TreeMap<>(rules).keySet(), "every rule has a fault it must find");
    return rules.entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> {
          EvaluationResult result = rule.getValue().evaluate(PLANTED);
          String report = String.join("\n", result.getFailureReport().getDetails());
          for (String fault : FAULTS.get(rule.getKey())) {
            assertTrue(report.contains(fault), () -> fault + " was not found in: " + report);
          }
        }));
  }

  @Test
  void an_sql_store_may_know_the_base_of_the_sql_stores() {
    List<String> details = new ModuleRules("planted")
        .rules()
        .get("examples")
        .evaluate(PLANTED)
        .getFailureReport()
        .getDetails();
    assertEquals(
        List.of(),
        details.stream()
            .filter(detail -> detail.contains("<planted.sqlite.StoreOverTheBase>")
                && !detail.contains("BaseThatKnowsAStore"))
            .toList());
  }

  @Test
  void each_call_to_the_surroundings_is_found() {
    List<String> details = new ModuleRules("planted")
        .rules()
        .get("surroundings")
        .evaluate(PLANTED)
        .getFailureReport()
        .getDetails();
    assertEquals(planted.mime.ReaderOfItsSurroundings.CALLS, details.size(), details::toString);
  }
}
