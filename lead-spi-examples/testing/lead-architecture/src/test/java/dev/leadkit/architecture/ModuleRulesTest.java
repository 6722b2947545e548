// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ModuleRulesTest {

  private static final JavaClasses OURS = new ClassFileImporter().importPaths(Project.classes());
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

  /** The faults that were planted, by the rule that must name them. */
  private static final Map<String, List<String>> FAULTS = new TreeMap<>(Map.ofEntries(
      Map.entry("core", List.of("WordThatKnowsADoor")),
      Map.entry("core.json", List.of("JsonThatKnowsThePolicy")),
      Map.entry("core.integrity", List.of("IntegrityThatKnowsThePolicy")),
      Map.entry("core.kpi", List.of("KpiThatKnowsThePolicy")),
      Map.entry("core.memory", List.of("MemoryThatKnowsThePolicy")),
      Map.entry("core.pipeline", List.of("PipelineThatKnowsAReader")),
      Map.entry("core.policy", List.of("PolicyThatKnowsThePipeline")),
      Map.entry("core.simulation", List.of("SimulationThatKnowsThePipeline")),
      Map.entry("core.spi", List.of("DoorThatKnowsThePolicy")),
      Map.entry("cycles", List.of("RouterThatKnowsTheScorer", "ScorerThatKnowsTheRouter")),
      Map.entry("examples", List.of("StoreThatKnowsAnotherExample")),
      Map.entry("library.mime", List.of("ReaderThatKnowsTheScorer")),
      Map.entry("library.routing", List.of("RouterThatKnowsTheScorer")),
      Map.entry("library.scoring", List.of("ScorerThatKnowsTheRouter")),
      Map.entry("clock", List.of("ReaderOfClocks")),
      Map.entry("signatures", List.of("ShowsJackson")),
      Map.entry("streams", List.of("Talker")),
      Map.entry("surroundings", List.of("ReaderOfItsSurroundings")),
      Map.entry("words", List.of("WordThatNeedsALibrary"))));

  @Test
  void every_module_is_looked_at() {
    var parts = OURS.stream()
        .map(type -> type.getPackageName())
        .collect(Collectors.toCollection(java.util.TreeSet::new));
    assertTrue(
        parts.containsAll(List.of(
            "dev.leadkit",
            "dev.leadkit.spi",
            "dev.leadkit.policy",
            "dev.leadkit.pipeline",
            "dev.leadkit.integrity",
            "dev.leadkit.json",
            "dev.leadkit.memory",
            "dev.leadkit.simulation",
            "dev.leadkit.kpi",
            "dev.leadkit.mime",
            "dev.leadkit.scoring",
            "dev.leadkit.routing",
            "dev.leadkit.tck",
            "dev.leadkit.files",
            "dev.leadkit.jakartamail",
            "dev.leadkit.sqlite",
            "dev.leadkit.tnef",
            "dev.leadkit.authentication",
            "dev.leadkit.cli")),
        parts::toString);
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
