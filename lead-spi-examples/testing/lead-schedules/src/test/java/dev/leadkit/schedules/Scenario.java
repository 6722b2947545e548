// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.schedules;

import java.util.ArrayList;
import java.util.List;

/**
 * A scenario with a few engines in several threads. It ends, and keeps every promise, in every schedule of these threads.
 *
 * @param name on the command line
 */
record Scenario(String name, Play play) {

  /** The steps of a scenario; the world is checked afterwards. */
  interface Play {
    void in(World world) throws Exception;
  }

  static List<Scenario> all() {
    var all = new ArrayList<Scenario>();
    all.addAll(RecorderScenarios.ALL);
    all.addAll(DispatcherScenarios.ALL);
    all.addAll(CloseScenarios.ALL);
    return List.copyOf(all);
  }

  static Scenario named(String name) {
    return all().stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no scenario is called " + name
            + "; known: " + all().stream().map(Scenario::name).toList()));
  }

  /** Runs the scenario in a new world, and checks the promises. */
  void run() throws Exception {
    var world = new World();
    play.in(world);
    world.check();
  }
}
