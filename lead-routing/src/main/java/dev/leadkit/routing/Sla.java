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
 * The time limit of the first reply to a lead, in open time, and the queues that are notified if there is no reply.
 *
 * @param span the limit
 * @param escalations in the order of time
 */
record Sla(Duration span, List<Step> escalations) {

  /** @param percent of the span after which the queue is notified */
  record Step(int percent, String to) {}

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,4})\\s*%");
  /** The shortest limit: 15ms is probably a mistake for 15m. */
  private static final Duration MIN_DURATION = Duration.ofSeconds(1);

  private static final Duration MAX_DURATION = Duration.ofDays(3652);
  private static final int MAX_PERCENT = 1000;

  Sla {
    escalations = List.copyOf(escalations);
  }

  /** Reads {@code sla} and {@code escalate} of a route's target; null if there is no limit. Mistakes are noted as problems. */
  static @Nullable Sla read(Settings to) {
    List<Settings> steps = to.list("escalate");
    if (!to.has("sla")) {
      if (!steps.isEmpty()) {
        to.at("escalate").problem("needs a time to be late for; expected sla beside it");
      }
      steps.forEach(Sla::one);
      return null;
    }
    Duration span = span(to);
    var escalations = new ArrayList<Step>();
    var queues = new HashSet<String>();
    int last = 0;
    for (Settings step : steps) {
      Step one = one(step);
      if (!queues.add(one.to())) {
        step.at("to").problem("'" + one.to() + "' occurs twice; expected each queue once");
      }
      if (one.percent() < last) {
        step.at("after").problem("comes before the step above it; expected the steps in order");
      }
      last = Math.max(last, one.percent());
      escalations.add(one);
    }
    return new Sla(span, escalations);
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

  private static Step one(Settings step) {
    step.require("after").require("to");
    String text = step.has("after") ? step.text("after") : "";
    Matcher percent = PERCENT.matcher(text);
    int part = percent.matches() ? Integer.parseInt(percent.group(1)) : 0;
    if (!text.isEmpty() && (part < 1 || part > MAX_PERCENT)) {
      step.at("after")
          .problem(
              "set to '" + text + "'; expected a part of the sla from 1% to " + MAX_PERCENT + "%");
    }
    return new Step(Math.min(part, MAX_PERCENT), step.has("to") ? step.text("to") : "");
  }

  /** The deadline of a lead that was received at a time. */
  Instant due(Instant receivedAt, BusinessHours hours) {
    return hours.deadline(receivedAt, span);
  }

  List<Escalation> escalations(Instant receivedAt, BusinessHours hours) {
    return escalations.stream()
        .map(one -> new Escalation(
            one.to(),
            one.percent() + "%",
            hours.deadline(receivedAt, span.multipliedBy(one.percent()).dividedBy(100))))
        .toList();
  }
}
