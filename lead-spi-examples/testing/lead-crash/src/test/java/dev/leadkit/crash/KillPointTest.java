// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.crash.KillPoint.Method;
import dev.leadkit.crash.KillPoint.Moment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process before and after each kind of call that leaves it, so that every window in which a step is half done is certain to be
 * hit. {@code -Dlead.kills=N} sets how many points are tried beyond one of each kind: a quarter of N.
 */
class KillPointTest {

  private static final int MORE = Math.max(8, Integer.getInteger("lead.kills", 8) / 4);
  private static final int REPEATED = 8;
  private static final int MESSAGES = 30;

  @TempDir
  Path folder;

  @Test
  void every_promise_is_kept_wherever_a_step_is_interrupted() throws Exception {
    long seed = Long.getLong("lead.seed", 20261126L);
    Path data = folder.resolve("data");
    int kills = 0;
    for (KillPoint point : points(new Random(seed))) {
      kills += run(data, Fault.NONE, point) == 0 ? 0 : 1;
      Promises.read(data).checkDurable(data, "seed " + seed + ", after " + point);
    }
    assertEquals(0, run(data, Fault.NONE, KillPoint.NONE), "the last child ends by itself");
    Promises promises = Promises.read(data);
    assertTrue(promises.accepted().size() >= MESSAGES, "the children accepted messages");
    assertTrue(
        kills >= Moment.values().length * Method.values().length - 2,
        "nearly every point was reached, got " + kills);
    promises.checkFinished(data, "seed " + seed);
  }

  @Test
  void claims_in_a_transaction_of_their_own_are_found() throws Exception {
    Path data = folder.resolve("data");
    // The first call claims the keys of the first group, and the process dies before their events
    // are written.
    run(data, Fault.SEPARATE_CLAIM, new KillPoint(Moment.AFTER, Method.COMMIT, 1));
    run(data, Fault.NONE, KillPoint.NONE);
    assertBroken(data, "keys without their message");
  }

  @Test
  void a_lost_wake_up_is_found() throws Exception {
    Path data = folder.resolve("data");
    run(data, Fault.WAKE_IN_MEMORY, KillPoint.NONE);
    assertBroken(data, "leads that are never processed again");
  }

  private static void assertBroken(Path data, String why) throws Exception {
    Promises promises = Promises.read(data);
    assertThrows(AssertionError.class, () -> promises.checkFinished(data, why), why);
  }

  private static int run(Path data, Fault fault, KillPoint point) throws Exception {
    int first = Promises.read(data).next(REPEATED);
    return Children.run(data, first, MESSAGES, fault, point, Map.of());
  }

  /** One of each kind, then more at random. */
  private static List<KillPoint> points(Random random) {
    var points = new ArrayList<KillPoint>();
    for (Moment moment : Moment.values()) {
      for (Method method : Method.values()) {
        points.add(new KillPoint(moment, method, 1 + random.nextInt(4)));
      }
    }
    for (int i = 0; i < MORE; i++) {
      points.add(new KillPoint(
          Moment.values()[random.nextInt(Moment.values().length)],
          Method.values()[random.nextInt(Method.values().length)],
          1 + random.nextInt(20)));
    }
    Collections.shuffle(points, random);
    return points;
  }
}
