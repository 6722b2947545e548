// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.schedules;

import static dev.leadkit.schedules.World.mail;
import static dev.leadkit.schedules.World.reply;

import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.schedules.Evidence.Effect;
import dev.leadkit.schedules.Oracle.Weather;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Tasks are leased, performed, abandoned and repeated, by one engine and by two, in the background and on demand. */
final class DispatcherScenarios {

  static final List<Scenario> ALL = List.of(
      new Scenario("two-engines-run", DispatcherScenarios::twoEnginesRun),
      new Scenario("one-engine-runs-twice", DispatcherScenarios::oneEngineRunsTwice),
      new Scenario("a-lead-is-due-again-as-its-visit-ends", DispatcherScenarios::dueAgain),
      new Scenario("timeouts-race-with-answers", DispatcherScenarios::timeouts),
      new Scenario("connectors-fail", DispatcherScenarios::connectorsFail),
      new Scenario("work-in-the-background-is-noticed", DispatcherScenarios::background),
      new Scenario("two-engines-in-the-background", DispatcherScenarios::twoInBackground));

  /** The duration of a slow delivery; short, because without the explorer it is real time. */
  private static final Duration TIMEOUT = Duration.ofMillis(100);

  private DispatcherScenarios() {}

  private static void twoEnginesRun(World world) throws Exception {
    world.connectors = List.of("crm", "chat");
    world.enrichers = List.of("companies");
    try (LeadPipeline a = world.engine("a").build();
        LeadPipeline b = world.engine("b").build()) {
      world.accept(a, mail("m0"), mail("m1"));
      world.together(a::run, b::run);
      world.finish(a);
      world.finish(b);
    }
  }

  private static void oneEngineRunsTwice(World world) throws Exception {
    world.connectors = List.of("crm", "chat");
    try (LeadPipeline a = world.engine("a").concurrency(1).build()) {
      world.accept(a, mail("m0"), mail("m1"));
      world.together(a::run, a::run, () -> world.accept(a, reply("m2", "m0")));
      world.finish(a);
    }
  }

  private static void dueAgain(World world) throws Exception {
    try (LeadPipeline a = world.engine("a").build();
        LeadPipeline b = world.engine("b").build()) {
      world.accept(a, mail("m0"));
      world.together(
          a::run,
          a::run,
          () -> world.accept(b, reply("m1", "m0")),
          () -> world.accept(b, reply("m2", "m0")));
      world.finish(a);
      world.finish(b);
    }
  }

  /** An attempt takes about as long as its timeout: some are abandoned, some succeed, and some succeed after they were abandoned. */
  private static void timeouts(World world) throws Exception {
    world.weather = Weather.FAILURES;
    var calls = new AtomicInteger();
    Connector slow = delivery -> {
      long millis = TIMEOUT.toMillis() + 6 - 4L * (calls.incrementAndGet() % 4);
      var own = new Object();
      synchronized (own) {
        try {
          own.wait(millis);
        } catch (InterruptedException e) {
          // It was abandoned, and still has its effect.
        }
      }
      world.evidence.add(new Effect("crm", delivery.id(), delivery.lead()));
      return Outcome.accepted("");
    };
    try (LeadPipeline a =
        world.bare("a").connector("crm", slow).taskTimeout(TIMEOUT).build()) {
      world.accept(a, mail("m0"), mail("m1"));
      world.together(a::run, () -> world.accept(a, reply("m2", "m0"), reply("m3", "m1")));
      world.finish(a);
    }
  }

  private static void connectorsFail(World world) throws Exception {
    world.connectors = List.of("crm", "chat");
    world.weather = Weather.FAILURES;
    var calls = new AtomicInteger();
    Connector chat = delivery -> {
      if (calls.incrementAndGet() == 1) {
        throw new IllegalStateException("not now");
      }
      world.evidence.add(new Effect("chat", delivery.id(), delivery.lead()));
      if (calls.get() == 2) {
        throw new IllegalStateException("it happened, but the answer was lost");
      }
      return calls.get() == 4 ? Outcome.rejected("no") : Outcome.accepted("");
    };
    try (LeadPipeline a = world
            .bare("a")
            .connector("crm", world.crm("crm"))
            .connector("chat", chat)
            .build();
        LeadPipeline b = world
            .bare("b")
            .connector("crm", world.crm("crm"))
            .connector("chat", chat)
            .build()) {
      world.accept(a, mail("m0"));
      world.together(a::run, b::run, () -> world.accept(b, reply("m1", "m0")));
      world.finish(a);
      world.finish(b);
    }
  }

  /** Without polling: a message that does not wake the engine would wait for most of a year. */
  private static void background(World world) throws Exception {
    var delivered = new CountDownLatch(2);
    try (LeadPipeline a =
        world.bare("a").connector("crm", world.crm("crm", delivered)).start()) {
      world.together(() -> world.accept(a, mail("m0")), () -> world.accept(a, mail("m1")));
      delivered.await();
    }
    try (LeadPipeline b = world.engine("b").build()) {
      world.finish(b);
    }
  }

  private static void twoInBackground(World world) throws Exception {
    var delivered = new CountDownLatch(2);
    try (LeadPipeline a =
            world.bare("a").connector("crm", world.crm("crm", delivered)).start();
        LeadPipeline b =
            world.bare("b").connector("crm", world.crm("crm", delivered)).start()) {
      world.together(
          () -> world.accept(a, mail("m0")),
          () -> world.accept(b, mail("m1")),
          () -> world.accept(b, mail("m0")));
      delivered.await();
    }
    try (LeadPipeline c = world.engine("c").build()) {
      world.finish(c);
    }
  }
}
