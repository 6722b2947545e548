// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.LeadId;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Current faults: parts of the engine that failed at their last use, and leads that cannot be processed.
 *
 * <p>A lead that cannot be processed is paused for one minute, then two, four and so on, up to an hour. The count is in memory: after a restart
 * it begins again with one minute. Thread-safe.
 */
final class Faults {

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration MAX_PAUSE = Duration.ofHours(1);
  private static final int MAX_LEADS = 10_000;

  private final Map<String, String> parts = new ConcurrentSkipListMap<>();
  private final Map<LeadId, Integer> leads = new ConcurrentHashMap<>();

  /** Records that a part failed; returns whether it worked before, so that only the first failure of a series is logged. */
  boolean failed(String part, Throwable cause) {
    return parts.put(part, part + " failed: " + summary(cause)) == null;
  }

  /** Records that a part works; returns whether it failed before. */
  boolean works(String part) {
    return !parts.isEmpty() && parts.remove(part) != null;
  }

  /** Records that a lead cannot be processed; returns how long to pause it. */
  Duration failed(LeadId lead) {
    if (leads.size() >= MAX_LEADS && !leads.containsKey(lead)) {
      return MAX_PAUSE;
    }
    int before = leads.merge(lead, 1, Integer::sum) - 1;
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(before, 10));
    return pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
  }

  /** Records that a lead was processed. */
  void works(LeadId lead) {
    if (!leads.isEmpty()) {
      leads.remove(lead);
    }
  }

  List<String> problems() {
    var problems = new ArrayList<String>(parts.values());
    int count = leads.size();
    if (count > 0) {
      problems.add(
          (count < MAX_LEADS ? "" : "more than ") + count + " leads cannot be read or decided");
    }
    return problems;
  }

  /** The class of a fault with its message, if it has one. Never throws, even if the fault does. */
  static String summary(Throwable cause) {
    String kind = cause.getClass().getSimpleName();
    try {
      String message = cause.getMessage();
      return message == null ? kind : kind + ": " + message;
    } catch (Throwable e) {
      return kind;
    }
  }

  /**
   * A fault that can be logged: the fault itself, or one that names its class if printing it throws. An exception of a plug-in may override any
   * method that a logger calls.
   */
  static Throwable printable(Throwable fault) {
    try {
      fault.printStackTrace(new PrintWriter(Writer.nullWriter()));
      return fault;
    } catch (Throwable e) {
      return new IllegalStateException(fault.getClass().getName() + ", which cannot be printed");
    }
  }
}
