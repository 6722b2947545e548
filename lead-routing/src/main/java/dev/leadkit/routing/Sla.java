// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Assignment.Escalation;
import dev.leadkit.spi.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long the first reply to a lead may take, in open time, and who hears of it if there is none.
 *
 * @param span the time
 * @param ladder in the order of time
 */
record Sla(Duration span, List<Rung> ladder) {

  /** @param percent of the span */
  record Rung(int percent, String to) {}

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,4})\\s*%");
  /** Nobody answers faster: 15ms is a slip for 15m. */
  private static final Duration MIN_DURATION = Duration.ofSeconds(1);

  private static final Duration MAX_DURATION = Duration.ofDays(3652);
  private static final int MAX_PERCENT = 1000;

  Sla {
    ladder = List.copyOf(ladder);
  }

  /** Reads {@code sla} and {@code escalate} of a route's target; null where there is no limit. What is wrong is noted. */
  static @Nullable Sla read(Settings to) {
    List<Settings> steps = to.list("escalate");
    if (!to.has("sla")) {
      if (!steps.isEmpty()) {
        to.at("escalate").problem("needs a time to be late for; expected sla beside it");
      }
      steps.forEach(Sla::rung);
      return null;
    }
    Duration span = span(to);
    var ladder = new ArrayList<Rung>();
    var queues = new HashSet<String>();
    int last = 0;
    for (Settings step : steps) {
      Rung rung = rung(step);
      if (!queues.add(rung.to())) {
        step.at("to").problem("'" + rung.to() + "' occurs twice; expected each queue once");
      }
      if (rung.percent() < last) {
        step.at("after").problem("comes before the step above it; expected the steps in order");
      }
      last = Math.max(last, rung.percent());
      ladder.add(rung);
    }
    return new Sla(span, ladder);
  }

  private static Duration span(Settings to) {
    Duration span = to.duration("sla");
    if (span.compareTo(MAX_DURATION) > 0) {
      to.at("sla")
          .problem("set to '" + to.text("sla") + "'; expected at most " + MAX_DURATION.toDays()
              + "d of open time");
      return MAX_DURATION;
    }
    if (span.compareTo(MIN_DURATION) < 0 && to.at("sla").isDuration()) {
      to.at("sla")
          .problem(
              "set to '" + to.text("sla") + "'; expected at least 1s of open time, such as 15m");
    }
    return span;
  }

  private static Rung rung(Settings step) {
    step.require("after").require("to");
    String text = step.has("after") ? step.text("after") : "";
    Matcher percent = PERCENT.matcher(text);
    int part = percent.matches() ? Integer.parseInt(percent.group(1)) : 0;
    if (!text.isEmpty() && (part < 1 || part > MAX_PERCENT)) {
      step.at("after")
          .problem(
              "set to '" + text + "'; expected a part of the sla from 1% to " + MAX_PERCENT + "%");
    }
    return new Rung(Math.min(part, MAX_PERCENT), step.has("to") ? step.text("to") : "");
  }

  /** When the time is up for a lead that came in then. */
  Instant due(Instant receivedAt, BusinessHours hours) {
    return hours.deadline(receivedAt, span);
  }

  List<Escalation> escalations(Instant receivedAt, BusinessHours hours) {
    return ladder.stream()
        .map(rung -> new Escalation(
            rung.to(),
            rung.percent() + "%",
            hours.deadline(receivedAt, span.multipliedBy(rung.percent()).dividedBy(100))))
        .toList();
  }
}
