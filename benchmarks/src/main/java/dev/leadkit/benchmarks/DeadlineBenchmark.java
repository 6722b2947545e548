// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.routing.BusinessHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Computes deadlines in business hours: offices with holidays, two offices that follow the sun, round the clock; soon, and a year away. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DeadlineBenchmark {

  /** An afternoon two days before daylight saving time begins in Berlin, with a weekend in between. */
  private static final Instant FRIDAY = Instant.parse("2026-03-27T15:30:00Z");

  @Param({"office", "sun", "always"})
  private String hours = "office";

  @Param({"PT2H", "PT2000H"})
  private String open = "PT2H";

  private BusinessHours asked = BusinessHours.always();
  private Duration span = Duration.ZERO;

  @Setup
  public void hours() {
    BusinessHours berlin = office("Europe/Berlin");
    asked = switch (hours) {
      case "office" -> berlin;
      case "sun" -> BusinessHours.union(List.of(berlin, office("America/New_York")));
      default -> BusinessHours.always();
    };
    span = Duration.parse(open);
  }

  private static BusinessHours office(String zone) {
    BusinessHours.Builder office = BusinessHours.in(ZoneId.of(zone));
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.getValue() < DayOfWeek.SATURDAY.getValue()) {
        office.open(day, LocalTime.of(9, 0), LocalTime.of(17, 0));
      }
    }
    for (int year = 2020; year < 2035; year++) {
      office.closed(LocalDate.of(year, 1, 1)).closed(LocalDate.of(year, 12, 25));
    }
    return office.build();
  }

  @Benchmark
  public Instant deadline() {
    return asked.deadline(FRIDAY, span);
  }
}
