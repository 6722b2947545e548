// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The output of {@code jar --describe-module} for each library is pinned, so that a new export is noticed. */
class ModulesTest {

  @ParameterizedTest
  @CsvSource({
    "lead-core, dev.leadkit",
    "lead-mime, dev.leadkit.mime",
    "lead-scoring, dev.leadkit.scoring",
    "lead-routing, dev.leadkit.routing"
  })
  void a_library_exports_and_requires_exactly_what_is_written_down(
      String library, String packageName) throws Exception {
    Path golden = Project.ROOT.resolve(
        "lead-spi-examples/testing/lead-architecture/src/test/resources/modules/" + library
            + ".txt");
    assertEquals(Project.read(golden), describe(Modules.descriptor(packageName)));
  }

  @Test
  void one_export_more_is_a_difference() throws Exception {
    ModuleDescriptor core = Modules.descriptor("dev.leadkit");
    var builder = ModuleDescriptor.newModule(core.name());
    core.requires().forEach(builder::requires);
    core.exports().forEach(builder::exports);
    core.uses().forEach(builder::uses);
    assertEquals(describe(core), describe(builder.build()));
    builder.exports("dev.leadkit.secret");
    assertNotEquals(describe(core), describe(builder.build()));
  }

  @Test
  void every_package_of_the_core_is_exported_and_has_a_rule() throws Exception {
    ModuleDescriptor core = Modules.descriptor("dev.leadkit");
    assertEquals(List.of(), unlisted(core), "these packages are not exported, or have no rule");
  }

  @Test
  void a_package_that_is_not_exported_or_has_no_rule_is_noticed() {
    ModuleDescriptor core = ModuleDescriptor.newModule("core")
        .packages(Set.of("dev.leadkit.spi", "dev.leadkit.hidden", "dev.leadkit.unruled"))
        .exports("dev.leadkit.spi")
        .exports("dev.leadkit.unruled")
        .build();
    assertEquals(List.of("dev.leadkit.hidden", "dev.leadkit.unruled"), unlisted(core));
  }

  private static List<String> unlisted(ModuleDescriptor core) {
    Set<String> exported =
        core.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
    Set<String> ruled = new ModuleRules("dev.leadkit").core();
    return core.packages().stream()
        .filter(name -> !exported.contains(name) || !ruled.contains(name))
        .sorted()
        .toList();
  }

  @Test
  void the_internal_packages_are_exported_to_our_modules_alone() throws Exception {
    assertEquals(
        ModuleRules.INTERNAL.stream().map("dev.leadkit"::concat).collect(Collectors.toSet()),
        Modules.descriptor("dev.leadkit").exports().stream()
            .filter(ModuleDescriptor.Exports::isQualified)
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet()));
  }

  /** The lines of {@code jar --describe-module}, without versions and places. */
  private static String describe(ModuleDescriptor module) {
    var lines = new ArrayList<String>();
    lines.add(
        (module.isAutomatic() ? "automatic " : module.isOpen() ? "open " : "") + module.name());
    Stream.of(
            module.exports().stream().map(ModulesTest::exports),
            module.opens().stream().map(opens -> "opens " + opens),
            module.provides().stream().map(ModulesTest::provides),
            module.requires().stream().map(ModulesTest::requires),
            module.uses().stream().map(uses -> "uses " + uses))
        .map(part -> part.sorted().toList())
        .forEach(lines::addAll);
    return String.join("\n", lines) + "\n";
  }

  private static String exports(ModuleDescriptor.Exports exports) {
    String targets = exports.targets().stream().sorted().collect(Collectors.joining(", "));
    return "exports " + exports.source() + (targets.isEmpty() ? "" : " to " + targets);
  }

  private static String provides(ModuleDescriptor.Provides provides) {
    return "provides " + provides.service() + " with " + String.join(" ", provides.providers());
  }

  private static String requires(ModuleDescriptor.Requires requires) {
    List<String> modifiers = requires.modifiers().stream()
        .sorted()
        .map(modifier -> " " + modifier.toString().toLowerCase(java.util.Locale.ROOT))
        .toList();
    return "requires " + requires.name() + String.join("", modifiers);
  }
}
