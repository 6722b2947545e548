// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    assertEquals(Project.read(golden), describe(descriptor(packageName)));
  }

  @Test
  void one_export_more_is_a_difference() throws Exception {
    ModuleDescriptor core = descriptor("dev.leadkit");
    var builder = ModuleDescriptor.newModule(core.name());
    core.requires().forEach(builder::requires);
    core.exports().forEach(builder::exports);
    core.uses().forEach(builder::uses);
    assertEquals(describe(core), describe(builder.build()));
    builder.exports("dev.leadkit.secret");
    assertNotEquals(describe(core), describe(builder.build()));
  }

  /** The descriptor of the jar, or of the folder of classes, that has a package. */
  private static ModuleDescriptor descriptor(String packageName)
      throws ClassNotFoundException, URISyntaxException {
    Path place = Path.of(Class.forName(packageName + ".package-info")
        .getProtectionDomain()
        .getCodeSource()
        .getLocation()
        .toURI());
    return ModuleFinder.of(place).findAll().iterator().next().descriptor();
  }

  /** The lines of {@code jar --describe-module}, without versions and places. */
  private static String describe(ModuleDescriptor module) {
    var lines = new ArrayList<String>();
    lines.add(
        (module.isAutomatic() ? "automatic " : module.isOpen() ? "open " : "") + module.name());
    Stream.of(
            module.exports().stream().map(exports -> "exports " + exports),
            module.opens().stream().map(opens -> "opens " + opens),
            module.provides().stream().map(ModulesTest::provides),
            module.requires().stream().map(ModulesTest::requires),
            module.uses().stream().map(uses -> "uses " + uses))
        .map(part -> part.sorted().toList())
        .forEach(lines::addAll);
    return String.join("\n", lines) + "\n";
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
