// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who caused an event, and the distributed trace that it belongs to. It is stored with the event and covered by its hash chain; no decision
 * reads it.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the actor has control characters, unpaired surrogates or more than 1,000
 * characters, or if the trace parent is malformed.
 *
 * @param actor who caused the event: {@code ""} for the engine, {@code connector:NAME} or {@code enricher:NAME} for the plug-in whose answer
 *     it is, or the id that the host has for a person or system
 * @param traceparent the header of <a href="https://www.w3.org/TR/trace-context-1/#traceparent-header">W3C Trace Context level 1</a>,
 *     {@code version-trace_id-parent_id-trace_flags} in lower-case hexadecimal digits, {@code ""} if there is none; of a version that is not
 *     yet defined, the part after the flags is kept as it is
 */
public record EventContext(String actor, String traceparent) {

  /** The engine, without a trace. */
  public static final EventContext NONE = new EventContext("", "");

  private static final int MAX_ACTOR = 1_000;
  private static final int MAX_TRACEPARENT = 512;

  private static final Pattern TRACEPARENT = Pattern.compile(
      "(?!ff)([0-9a-f]{2})-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[!-~]*)?");

  public EventContext {
    Checks.optionalName(actor, "actor", MAX_ACTOR);
    Objects.requireNonNull(traceparent, "traceparent");
    if (!traceparent.isEmpty() && !isTraceparent(traceparent)) {
      throw new IllegalArgumentException(
          "traceparent: expected version-trace_id-parent_id-trace_flags (W3C Trace Context, level 1), such as"
              + " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, got "
              + traceparent.length() + " characters that are not");
    }
  }

  /** An event that this person or system caused, without a trace. */
  public static EventContext by(String actor) {
    return new EventContext(actor, "");
  }

  /** The answer of this connector. */
  public static EventContext ofConnector(String name) {
    return by("connector:" + Objects.requireNonNull(name, "name"));
  }

  /** The answer of this enricher. */
  public static EventContext ofEnricher(String name) {
    return by("enricher:" + Objects.requireNonNull(name, "name"));
  }

  /** Whether there is neither an actor nor a trace. */
  public boolean isEmpty() {
    return actor.isEmpty() && traceparent.isEmpty();
  }

  /** Level 1, §3.2: no version ff, no id of zeros only; version 00 ends after the flags. */
  private static boolean isTraceparent(String text) {
    Matcher parts = TRACEPARENT.matcher(text);
    return text.length() <= MAX_TRACEPARENT
        && parts.matches()
        && (parts.group(2) == null || !parts.group(1).equals("00"));
  }

  /** The actor may be a person: without it. */
  @Override
  public String toString() {
    return "EventContext[" + traceparent + "]";
  }
}
