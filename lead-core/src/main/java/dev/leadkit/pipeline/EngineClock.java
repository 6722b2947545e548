// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Lead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the engine: the host's clock, except that it never runs backwards.
 *
 * <p>After the host's clock was set back, this clock continues at half speed until the host's clock has caught up. Event times never decrease,
 * no lead is delayed by the change, and the difference disappears by itself. If the host's clock is set forward, this clock follows at once. An
 * event in the near future, from another process or from before a restart, is treated as if the clock had been set back; an event more than
 * a day ahead is considered an error and ignored.
 *
 * <p>It reads only its source, so a simulation controls it completely. Thread-safe.
 */
final class EngineClock implements InstantSource {

  private static final Duration MAX_WITNESSED = Duration.ofDays(1);

  private final InstantSource source;
  private @Nullable Instant read;
  private Duration ahead = Duration.ZERO;

  EngineClock(InstantSource source) {
    this.source = source;
  }

  @Override
  public synchronized Instant instant() {
    Instant before = read;
    Instant now = source.instant();
    read = now;
    if (before != null && now.isBefore(before)) {
      ahead = ahead.plus(Duration.between(now, before));
    } else if (before != null && !ahead.isZero()) {
      Duration less = ahead.minus(Duration.between(before, now).dividedBy(2));
      ahead = less.isNegative() ? Duration.ZERO : less;
    }
    return now.plus(ahead);
  }

  /**
   * The time of the next event of this lead: never before its last event.
   *
   * @param now a result of {@link #instant()}
   */
  Instant notBefore(Lead lead, Instant now) {
    Instant last = lead.updatedAt();
    if (!last.isAfter(now)) {
      return now;
    }
    witness(last);
    return last;
  }

  private synchronized void witness(Instant event) {
    Duration gap = Duration.between(instant(), event);
    if (!gap.isNegative() && gap.compareTo(MAX_WITNESSED) <= 0) {
      ahead = ahead.plus(gap);
    }
  }
}
