// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Lead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The time of the engine: that of the host's clock, except that it never runs backwards.
 *
 * <p>After the host's clock was set back, this one goes on from where it was, at half speed until the host's clock has caught up. So event
 * times never decrease, no lead waits for the time to come round again, and the difference disappears by itself. A clock that is set forward
 * is followed at once. An event in the near future, which another process wrote or this one before a restart, is treated like a clock that
 * was set back; an event that is more than a day ahead is taken for a mistake and changes nothing here.
 *
 * <p>It reads nothing but its source, so a simulation that sets the source sets everything. Thread-safe.
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
   * The time at which something happens to this lead: never before its last event.
   *
   * @param now the time otherwise, as {@link #instant()} gave it
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
