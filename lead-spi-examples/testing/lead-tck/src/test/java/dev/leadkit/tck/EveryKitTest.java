// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.LeadStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every kit has a test of itself, and every extension point with numbered rules has a kit. */
class EveryKitTest {

  private static Set<String> names(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(end))
          .map(name -> name.substring(0, name.length() - end.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void every_kit_is_tested_with_planted_faults() throws Exception {
    Path main = Kit.source("lead-spi-examples/testing/lead-tck", Kit.class).resolveSibling("");
    Set<String> kits = names(main, "Contract.java");
    assertFalse(kits.isEmpty());
    for (String kit : kits) {
      Class<?> test = Class.forName("dev.leadkit.tck." + kit + "KitTest");
      assertTrue(KitTest.class.isAssignableFrom(test), test + " must extend KitTest");
    }
  }

  @Test
  void every_extension_point_with_numbered_rules_has_a_kit() throws Exception {
    Path spi = Kit.source("lead-core", LeadStore.class).resolveSibling("");
    var points = new TreeSet<String>();
    for (String name : names(spi, ".java")) {
      if (Kit.read(spi.resolve(name + ".java")).contains("<ol>")) {
        points.add(name);
      }
    }
    Set<String> kits = names(
        Kit.source("lead-spi-examples/testing/lead-tck", Kit.class).resolveSibling(""),
        "Contract.java");
    assertEquals(kits, points);
  }
}
