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
 * What is wrong just now: parts of the engine that failed when they were last used, and leads that cannot be worked on.
 *
 * <p>A lead that cannot be worked on is left alone for a minute, then for two, then for four, up to an hour. The count is kept in memory: a
 * restart begins again with a minute. Thread-safe.
 */
final class Faults {

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration MAX_PAUSE = Duration.ofHours(1);
  private static final int MAX_LEADS = 10_000;

  private final Map<String, String> parts = new ConcurrentSkipListMap<>();
  private final Map<LeadId, Integer> leads = new ConcurrentHashMap<>();

  /** A part of the engine failed; whether it worked before, so that only the first failure of a series need be logged. */
  boolean failed(String part, Throwable cause) {
    return parts.put(part, part + " failed: " + summary(cause)) == null;
  }

  /** A part of the engine works; whether it failed before. */
  boolean works(String part) {
    return !parts.isEmpty() && parts.remove(part) != null;
  }

  /** A lead cannot be worked on; how long to leave it alone. */
  Duration failed(LeadId lead) {
    if (leads.size() >= MAX_LEADS && !leads.containsKey(lead)) {
      return MAX_PAUSE;
    }
    int before = leads.merge(lead, 1, Integer::sum) - 1;
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(before, 10));
    return pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
  }

  /** A lead was worked on. */
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

  /** The kind of a fault and, if it has one and can tell it, its message. Throws nothing, whatever the fault does. */
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
   * A fault that a log can print: the fault itself, or, if it throws when it is printed, another one that names its class. What a plug-in
   * throws may override every method that a log calls; without this, the failure of the log would take the place of the failure of the lead.
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
