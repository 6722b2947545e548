// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.schedules;

import static dev.leadkit.schedules.World.mail;
import static dev.leadkit.schedules.World.reply;

import dev.leadkit.LeadEvent;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.schedules.Evidence.Told;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An engine is closed during other calls, and another one takes over. */
final class CloseScenarios {

  static final List<Scenario> ALL = List.of(
      new Scenario("close-races-with-callers", CloseScenarios::callers),
      new Scenario("close-races-with-work", CloseScenarios::work),
      new Scenario("close-races-with-run", CloseScenarios::run),
      new Scenario("close-races-with-close", CloseScenarios::twice),
      new Scenario("listeners-are-told-before-the-end", CloseScenarios::listeners));

  private CloseScenarios() {}

  /** Refused senders send again, to the engine that takes over. */
  private static void callers(World world) throws Exception {
    LeadPipeline a = world.engine("a").build();
    world.accept(a, mail("m0"));
    world.together(
        a::close,
        () -> world.accept(a, reply("m1", "m0")),
        () -> world.accept(a, mail("m2"), mail("m3")),
        () -> world.label(a, "m0", "won"));
    takeOver(world);
  }

  private static void work(World world) throws Exception {
    LeadPipeline a = world.engine("a").start();
    world.together(() -> world.accept(a, mail("m0")), () -> world.accept(a, mail("m1")), a::close);
    takeOver(world);
  }

  private static void run(World world) throws Exception {
    world.connectors = List.of("crm", "chat");
    LeadPipeline a = world.engine("a").build();
    world.accept(a, mail("m0"), mail("m1"));
    world.together(() -> World.run(a), a::close, () -> world.accept(a, reply("m2", "m0")));
    takeOver(world);
  }

  private static void twice(World world) throws Exception {
    LeadPipeline a = world.engine("a").start();
    world.together(a::close, a::close, () -> world.accept(a, mail("m0")), a::health);
    takeOver(world);
  }

  private static void takeOver(World world) {
    try (LeadPipeline b = world.engine("b").build()) {
      world.sendAgain(b);
      world.finish(b);
    }
  }

  private static void listeners(World world) throws Exception {
    LeadPipeline a = world.engine("a").build();
    world.together(() -> world.accept(a, mail("m0")), () -> world.accept(a, mail("m1")), a::run);
    world.finish(a);
    a.close();
    Set<LeadEvent> told = new HashSet<>();
    for (Told notice : world.evidence.told()) {
      told.add(notice.event());
    }
    List<LeadEvent> committed = new ArrayList<>(world.store.events(0, 1_000).events());
    committed.removeAll(told);
    if (!committed.isEmpty()) {
      world.evidence.fault("a listener was not told of " + committed);
    }
    takeOver(world);
  }
}
