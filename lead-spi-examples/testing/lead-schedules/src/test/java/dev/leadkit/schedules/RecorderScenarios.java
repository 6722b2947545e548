// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.schedules;

import static dev.leadkit.schedules.World.copy;
import static dev.leadkit.schedules.World.mail;
import static dev.leadkit.schedules.World.reply;

import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.schedules.Oracle.Weather;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.StoreException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Groups of commits, refused and failing commits, two engines that write to one lead. */
final class RecorderScenarios {

  static final List<Scenario> ALL = List.of(
      new Scenario("two-engines-write-to-one-lead", RecorderScenarios::twoEnginesOneLead),
      new Scenario("one-message-reaches-two-engines", RecorderScenarios::oneMessageTwice),
      new Scenario("callers-share-a-group", RecorderScenarios::callersShareGroup),
      new Scenario("commits-fail", RecorderScenarios::commitsFail),
      new Scenario("results-race-with-messages", RecorderScenarios::resultsRaceWithMessages),
      new Scenario("a-reload-races-with-decisions", RecorderScenarios::reload));

  private RecorderScenarios() {}

  private static void twoEnginesOneLead(World world) throws Exception {
    try (LeadPipeline a = world.engine("a").build();
        LeadPipeline b = world.engine("b").build()) {
      world.accept(a, mail("m0"));
      a.run();
      world.label(b, "m0", "seen"); // so that both have the lead in their caches
      world.together(
          () -> world.accept(a, reply("m1", "m0"), reply("m2", "m0")),
          () -> world.accept(b, reply("m3", "m0")));
      world.finish(a);
      world.finish(b);
    }
  }

  private static void oneMessageTwice(World world) throws Exception {
    try (LeadPipeline a = world.engine("a").build();
        LeadPipeline b = world.engine("b").build()) {
      world.together(
          () -> world.accept(a, mail("m0"), reply("m1", "m0")),
          () -> world.accept(b, copy(mail("m0")), mail("m2")),
          () -> world.accept(b, copy(reply("m1", "m0"))));
      world.finish(b);
      world.finish(a);
    }
  }

  private static void callersShareGroup(World world) throws Exception {
    try (LeadPipeline a = world.engine("a").build()) {
      world.accept(a, mail("m0"));
      world.together(
          () -> world.accept(a, reply("m1", "m0")),
          () -> world.accept(a, mail("m2"), reply("m3", "m2")),
          () -> world.label(a, "m0", "won"),
          () -> world.accept(a, mail("m2")));
      world.finish(a);
    }
  }

  /** Some commits throw before they write, and some after: then the caller does not know what was written. */
  private static void commitsFail(World world) throws Exception {
    world.weather = Weather.FAILURES;
    var calls = new AtomicInteger();
    world.store = new ForwardingStore(world.store) {
      @Override
      public List<Result> commit(List<Commit> commits) {
        int call = calls.incrementAndGet();
        if (call % 4 == 2) {
          throw new StoreException("it fails before it writes");
        }
        List<Result> results = super.commit(commits);
        if (call % 4 == 0 && call < 20) {
          throw new StoreException("it fails after it wrote");
        }
        return results;
      }
    };
    try (LeadPipeline a = world.engine("a").build();
        LeadPipeline b = world.engine("b").build()) {
      world.together(
          () -> world.accept(a, mail("m0"), reply("m1", "m0")),
          () -> world.accept(a, mail("m2")),
          () -> world.accept(b, mail("m2")));
      world.sendAgain(b);
      world.finish(a);
      world.finish(b);
    }
  }

  private static void resultsRaceWithMessages(World world) throws Exception {
    world.enrichers = List.of("companies");
    try (LeadPipeline a = world.engine("a").build();
        LeadPipeline b = world.engine("b").build()) {
      world.accept(a, mail("m0"));
      world.together(
          a::run, () -> world.accept(a, reply("m1", "m0")), () -> world.label(b, "m0", "won"));
      world.finish(b);
      world.finish(a);
    }
  }

  private static void reload(World world) throws Exception {
    Policy first = world.policy("v1");
    Policy second = world.policy("v2");
    var current = new AtomicReference<>(first);
    PolicySource source = current::get;
    try (LeadPipeline a = world.engine("a").policy(source).build();
        LeadPipeline b = world.engine("b").policy(source).build()) {
      world.accept(a, mail("m0"));
      world.together(
          () -> current.set(second),
          () -> world.accept(a, reply("m1", "m0"), mail("m2")),
          () -> world.accept(b, reply("m3", "m0")),
          a::run);
      world.finish(a);
      world.finish(b);
    }
  }
}
