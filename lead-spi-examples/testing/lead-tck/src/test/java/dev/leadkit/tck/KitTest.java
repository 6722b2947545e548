// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every kit must prove. The test of each kit extends this. */
abstract class KitTest {

  private final Kit kit;
  private final Class<?> sound;
  private final List<Class<?>> faults;

  /** @param faulty the classes that hold the implementations with a planted fault */
  KitTest(Class<?> contract, Class<?> point, Class<?> sound, Class<?>... faulty) {
    this.kit = new Kit(contract, point);
    this.sound = sound;
    this.faults =
        Arrays.stream(faulty).flatMap(holder -> Kit.faults(holder).stream()).toList();
  }

  @Test
  void a_sound_implementation_passes_every_test() {
    assertEquals(kit.tests(), Kit.run(sound).keySet());
    assertEquals(Set.of(), Kit.caught(sound));
  }

  @Test
  void every_rule_has_a_test_and_a_planted_fault() {
    assertFalse(kit.rules().isEmpty());
    assertEquals(kit.rules(), Kit.rulesOf(kit.tests()), "the rules that have a test");
    var broken = new TreeSet<Integer>();
    faults.forEach(fault -> broken.add(Kit.rule(fault.getSimpleName())));
    assertEquals(kit.rules(), broken, "the rules that have a planted fault");
  }

  @Test
  void every_planted_fault_is_caught_by_a_test_of_its_rule_and_every_test_catches_one() {
    var idle = kit.tests();
    for (Class<?> fault : faults) {
      Set<String> caught = Kit.caught(fault);
      int rule = Kit.rule(fault.getSimpleName());
      assertTrue(
          caught.stream().anyMatch(test -> Kit.rule(test) == rule),
          fault.getSimpleName() + " was caught by " + caught);
      idle.removeAll(caught);
    }
    assertEquals(Set.of(), idle, "tests that no planted fault makes fail");
  }

  @Test
  void no_test_can_be_skipped() {
    for (Class<?> part : kit.parts()) {
      String source = Kit.read(Kit.source("lead-spi-examples/testing/lead-tck", part));
      for (String word : List.of("assum", "Assum", "@Disabled", "@Enabled", "TestAborted")) {
        assertFalse(source.contains(word), part + " mentions " + word);
      }
    }
  }
}
