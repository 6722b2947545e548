// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.spi.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The time that a command works before it reports what is left. */
final class WorkOptions {

  private static final Duration MAX_SLEEP = Duration.ofMillis(200);

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "2s",
      converter = Converter.class,
      description = "Time to wait for deliveries that will be retried, such as 30s or 5m.")
  private Duration patience = Duration.ZERO;

  /** Performs the tasks that are due, and those that become due within the time to wait. */
  void finish(LeadPipeline pipeline, InstantSource clock) {
    Instant deadline = clock.instant().plus(patience);
    pipeline.run();
    for (Instant wake = pipeline.nextWake();
        wake != null && !wake.isAfter(deadline);
        wake = pipeline.nextWake()) {
      if (!sleep(clock, wake)) {
        return;
      }
      pipeline.run();
    }
  }

  /** Sleeps until a time and returns whether it was reached; a stopped clock never reaches it. */
  private static boolean sleep(InstantSource clock, Instant until) {
    Instant now = clock.instant();
    while (now.isBefore(until)) {
      Duration left = Duration.between(now, until);
      try {
        Thread.sleep(Math.max(1, (left.compareTo(MAX_SLEEP) < 0 ? left : MAX_SLEEP).toMillis()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      Instant later = clock.instant();
      if (!later.isAfter(now)) {
        return false;
      }
      now = later;
    }
    return true;
  }

  /** Reads durations as policies write them. */
  static final class Converter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      Settings value = Settings.of("--wait", Map.of("wait", text));
      Duration duration = value.duration("wait");
      if (!value.problems().isEmpty()) {
        throw new TypeConversionException(
            "expected a duration such as 30s, 5m or 1h, got '" + text + "'");
      }
      return duration;
    }
  }
}
