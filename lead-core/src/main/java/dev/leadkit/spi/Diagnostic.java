// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.util.Locale;
import java.util.Objects;

/**
 * An error, warning or hint about a configuration.
 *
 * @param code its kind
 * @param place {@code file:line:column}
 * @param path the path from the root to the value, {@code ""} for the root
 * @param message what was set, and what was expected or what follows from it
 */
public record Diagnostic(Code code, String place, String path, String message) {

  public Diagnostic {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
  }

  /** The severity of a diagnostic. */
  public enum Level {
    /** The configuration cannot be used. */
    ERROR,
    /** It does not do what it seems to do. */
    WARNING,
    /** It could be better. */
    INFO
  }

  /** The kinds of diagnostics. A code keeps its name and meaning; later versions may add codes. */
  public enum Code {
    SYNTAX(Level.ERROR, "the file is not YAML 1.2, or a key occurs twice"),
    UNKNOWN_KEY(Level.ERROR, "a key, operator or field that does not exist"),
    MISSING_KEY(Level.ERROR, "a key without which nothing can be done"),
    TYPE(Level.ERROR, "a value of another kind than expected"),
    VALUE(Level.ERROR, "a value of the right kind that is not allowed"),
    UNKNOWN_NAME(Level.ERROR, "a list, phrase set, map, group or queue that is not defined"),
    DUPLICATE(Level.ERROR, "an id or name that occurs twice"),
    BAD_WAIVER(Level.ERROR, "a waiver without reason, of an unknown code or of an error"),
    NEVER_TRUE(Level.WARNING, "a condition that no lead can meet"),
    ALWAYS_TRUE(Level.WARNING, "a condition that every lead meets"),
    REDUNDANT_CONDITION(Level.WARNING, "part of a condition that changes nothing"),
    SAME_CONDITION(Level.WARNING, "two rules that are always true together"),
    REDUNDANT_PHRASE(Level.WARNING, "a phrase that contains another of its set"),
    REDUNDANT_ENTRY(Level.WARNING, "an entry of a list that another makes superfluous"),
    UNUSED_LIST(Level.WARNING, "a list, phrase set or map that nothing uses"),
    UNUSED_FIELD(Level.WARNING, "a derived field that nothing uses"),
    NO_ENRICHER(
        Level.WARNING, "conditions on what only enrichers know, in a policy that asks none"),
    UNUSED_GROUP(Level.WARNING, "a group to which no rule belongs"),
    UNUSED_QUEUE(Level.WARNING, "a queue that no route and no other queue names"),
    UNUSED_CALENDAR(Level.WARNING, "a calendar that no queue and no other calendar names"),
    UNUSED_PERSON(Level.WARNING, "a person who can own no lead"),
    UNUSED_POOL(Level.WARNING, "a pool that no route names"),
    UNUSED_ACCOUNTS(Level.WARNING, "accounts in a policy whose routes name no pool"),
    UNUSED_FLAG(Level.WARNING, "a flag that nothing asks"),
    UNUSED_EXPERIMENT(Level.WARNING, "an experiment whose arm nothing asks"),
    UNUSED_ENRICHER(Level.WARNING, "enrichers are asked, but nothing uses what they find"),
    UNUSED_RETRY(Level.WARNING, "retries for a name that no enricher and no connector has"),
    EMPTY_ARM(Level.WARNING, "an arm of an experiment that no company is in"),
    UNKNOWN_SKILL(Level.WARNING, "a skill that no member of the pool has"),
    FIXED_ZONE(Level.WARNING, "a time zone that is a fixed offset and never changes its clocks"),
    OVERLAPPING_HOURS(Level.WARNING, "spans of hours or days that overlap"),
    IDLE_CAP(Level.WARNING, "a cap that its rules can never reach"),
    IDLE_RULE(Level.WARNING, "a rule that gives no points"),
    UNREACHABLE_SCORE(Level.WARNING, "a score that no set of rules can give"),
    UNREACHABLE_ROUTE(Level.WARNING, "a route to which no lead comes, for earlier ones take all"),
    OVERLAPPING_ROUTES(
        Level.INFO,
        "two routes that compete for some leads and not for others, which go elsewhere"),
    UNPROVED(Level.INFO, "a route that was not proved to be reachable"),
    UNCOVERED_HOURS(
        Level.INFO,
        "hours in which no queue of a chain is open, or days on which no one of a pool is available"),
    SLOW_REGEX(Level.WARNING, "a regular expression that has to be tried on every text"),
    UNUSED_WAIVER(Level.WARNING, "a waiver of something that was not found"),
    UNTESTED_RULE(Level.WARNING, "a rule that no example makes true"),
    SURVIVING_MUTANT(Level.WARNING, "a value that can be changed without any example failing"),
    FAILING_EXAMPLE(Level.ERROR, "an example that comes out differently"),
    NO_EXAMPLES(Level.INFO, "a policy without examples");

    private final Level level;
    private final String description;

    Code(Level level, String description) {
      this.level = level;
      this.description = description;
    }

    /** The severity of diagnostics of this kind. */
    public Level level() {
      return level;
    }

    /** A short description. */
    public String description() {
      return description;
    }

    /** The code in reports and waivers, such as {@code never-true}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Its severity. */
  public Level level() {
    return code.level();
  }

  /** One line: {@code file:line:column: code: path: message}. */
  public String text() {
    return place + ": " + code.text() + ": " + (path.isEmpty() ? "" : path + ": ") + message;
  }

  /** {@link #text()} without the code, as in the message of an exception. */
  String problem() {
    return place + ": " + (path.isEmpty() ? "" : path + ": ") + message;
  }
}
