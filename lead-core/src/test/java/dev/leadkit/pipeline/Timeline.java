// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The virtual time of a simulated run and the events that lie before it, in one thread.
 *
 * <p>An event may let time pass: then the events of that time happen inside it, as they would in other threads while this one waits. Some
 * events must not happen inside another one, because they wait themselves; they are kept until that one is over.
 */
final class Timeline {

  /** Whose an event is. */
  interface Owner {

    /** How it is called in a trace. */
    String name();

    /** Whether it still exists; the events of one that does not are left out. */
    boolean isAlive();
  }

  /** Something that will happen, unless it is cancelled. */
  static final class Event implements Comparable<Event> {

    private final long time;
    private final long number;
    private final @Nullable Owner owner;
    private final Runnable action;
    private final boolean isOutermost;
    private boolean isCancelled;

    private Event(
        long time, long number, @Nullable Owner owner, Runnable action, boolean isOutermost) {
      this.time = time;
      this.number = number;
      this.owner = owner;
      this.action = action;
      this.isOutermost = isOutermost;
    }

    void cancel() {
      isCancelled = true;
    }

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(time, other.time);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  /** Thrown where an engine has crashed, to leave what it was doing. */
  @SuppressWarnings("serial")
  static final class Crash extends Error {
    Crash() {
      super("the process has crashed", null, false, false);
    }
  }

  private static final int MAX_DEPTH = 12;

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<Event> kept = new ArrayList<>();
  private final int maxEvents;
  private final boolean isTracing;
  private final StringBuilder trace = new StringBuilder();
  private long hash = 17;
  private long now;
  private long number;
  private int count;
  private int depth;

  Timeline(int maxEvents, boolean isTracing) {
    this.maxEvents = maxEvents;
    this.isTracing = isTracing;
  }

  /** Nanoseconds since the run began. */
  long now() {
    return now;
  }

  int count() {
    return count;
  }

  /** Has something happen after a while. */
  Event in(long nanos, @Nullable Owner owner, Runnable action) {
    return add(nanos, owner, action, false);
  }

  /** The same for an action that waits for other events. */
  Event outermost(long nanos, @Nullable Owner owner, Runnable action) {
    return add(nanos, owner, action, true);
  }

  private Event add(long nanos, @Nullable Owner owner, Runnable action, boolean isOutermost) {
    var event = new Event(now + nanos, number++, owner, action, isOutermost);
    events.add(event);
    return event;
  }

  /** Has the next event happen, if it is not after that time; false if there is none. */
  boolean next(long until) {
    Event event = events.peek();
    while (event != null && event.time <= until) {
      events.remove();
      if (event.isCancelled || (event.owner != null && !event.owner.isAlive())) {
        event = events.peek();
      } else if (event.isOutermost && depth > 0) {
        kept.add(event);
        event = events.peek();
      } else {
        happen(event);
        return true;
      }
    }
    return false;
  }

  private void happen(Event event) {
    if (++count > maxEvents) {
      throw new Broken("more than " + maxEvents + " events: the engine is busy without progress");
    }
    now = Math.max(now, event.time);
    depth++;
    try {
      event.action.run();
    } catch (Crash e) {
      note(event.owner, "is gone", "");
    } finally {
      depth--;
    }
    if (depth == 0 && !kept.isEmpty()) {
      events.addAll(kept);
      kept.clear();
    }
  }

  /** Lets time pass inside an event. */
  void pass(long nanos) {
    long until = now + nanos;
    if (depth < MAX_DEPTH) {
      boolean happens = true;
      while (happens) {
        happens = next(until);
      }
    }
    now = Math.max(now, until);
  }

  /** The time of the next event; the greatest number if there is none. */
  long nextTime() {
    Event event = events.peek();
    return event == null ? Long.MAX_VALUE : event.time;
  }

  /** Something for the trace. The words are constants, the detail is the same in every run of a seed. */
  void note(@Nullable Owner owner, String what, String detail) {
    hash = 31 * hash + now;
    hash = 31 * hash + what.hashCode();
    hash = 31 * hash + detail.hashCode();
    if (isTracing) {
      Duration time = Duration.ofNanos(now);
      String at = String.format(
          java.util.Locale.ROOT, "%6d.%06d", time.toSeconds(), time.toNanosPart() / 1000);
      trace
          .append(at)
          .append(' ')
          .append("  ".repeat(Math.max(0, depth - 1)))
          .append(owner == null ? "world" : owner.name())
          .append(' ')
          .append(what)
          .append(detail.isEmpty() ? "" : " " + detail)
          .append('\n');
    }
  }

  /** A fingerprint of all that was noted. */
  long hash() {
    return hash;
  }

  /** One line for each thing that happened; empty unless it traces. */
  String trace() {
    return trace.toString();
  }
}
