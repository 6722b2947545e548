// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value in a configuration tree, with its place: a section, a list, a scalar, or nothing if the key is absent.
 *
 * <p>Reading never throws. If a value is absent or has the wrong type, reading reports a problem, {@code file:line:column: path: what was
 * set; what was expected}, and returns a harmless value instead, so that one pass finds every problem. A key that no reader reads is a problem
 * too, unless it begins with {@code x-} or its whole section is unread. Several readers may read the same section; each problem is reported
 * once.
 *
 * <p>Not thread-safe.
 */
public final class Settings {

  /** Reads the files that a configuration names. */
  @FunctionalInterface
  public interface Files {

    /**
     * The text of a file.
     *
     * @param name as written in the configuration
     */
    String read(String name) throws IOException;
  }

  private final SettingsTree tree;
  private final Diagnostics report;
  private final @Nullable Node node;
  private final Node.Place place;
  private final String path;

  private Settings(SettingsTree tree, @Nullable Node node, Node.Place place, String path) {
    this.tree = tree;
    this.report = tree.report();
    this.node = node;
    this.place = place;
    this.path = path;
  }

  /**
   * Reads YAML 1.2 with its core schema, which includes JSON: {@code NO} and {@code on} are text, and a duplicate key is a problem. Text that is
   * not YAML is a problem of the result.
   *
   * @param name of the file, for the places of problems
   */
  public static Settings yaml(String name, String text) {
    var report = new Diagnostics();
    return of(report, Yaml.read(name, text, report));
  }

  /**
   * A tree of values in memory: texts, numbers, flags, collections and maps of these.
   *
   * @param name of the tree, for the places of problems
   */
  public static Settings of(String name, Map<String, ?> values) {
    var report = new Diagnostics();
    return of(report, new ValueNodes(name, report).node(values));
  }

  private static Settings of(Diagnostics report, Node root) {
    return of(SettingsTree.of(report, root, file -> {
      throw new IOException("no files can be read from here");
    }));
  }

  private static Settings of(SettingsTree tree) {
    return new Settings(tree, tree.root(), tree.root().place(), "");
  }

  /** The same value, in a tree that reads the files it names with this reader. */
  public Settings withFiles(Files reader) {
    return new Settings(tree.withFiles(reader), node, place, path);
  }

  /** The place of this value: {@code file:line:column}. */
  public String place() {
    return place.text();
  }

  /** The path from the root to this value, such as {@code routes[2].queue}; {@code ""} for the root. */
  public String path() {
    return path;
  }

  /** Whether there is a value; {@code null} counts as absent. */
  public boolean isPresent() {
    return node != null
        && !(node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.NOTHING);
  }

  /** Whether this is a section: values by key. */
  public boolean isSection() {
    return node instanceof Node.Section;
  }

  /** Whether this is a list. */
  public boolean isList() {
    return node instanceof Node.Sequence;
  }

  /** Whether this is a number. */
  public boolean isNumber() {
    return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.NUMBER;
  }

  /** Whether this is a duration that {@link #asDuration} can read. */
  public boolean isDuration() {
    Duration span = node instanceof Node.Scalar scalar ? Scalars.duration(scalar.text()) : null;
    return span != null && !span.isNegative();
  }

  /** The whole tree without this value, unread. */
  public Settings without() {
    return changed(null);
  }

  /**
   * The whole tree with another value in this place, unread.
   *
   * @param value a text, number, flag, collection or map of these
   */
  public Settings with(Object value) {
    return changed(value);
  }

  private Settings changed(@Nullable Object value) {
    var fresh = new Diagnostics();
    Node other = value == null ? null : new ValueNodes(place.text(), fresh).node(value);
    Node whole = node == null ? tree.root() : NodeEdit.replace(tree.root(), node, other);
    return of(SettingsTree.of(
        fresh,
        whole == null ? new Node.Scalar(tree.root().place(), Node.Kind.NOTHING, "") : whole,
        tree.files()));
  }

  /** Whether this key has a value. */
  public boolean has(String key) {
    return at(key).isPresent();
  }

  /** The keys of a section whose author may choose them, in their order. All of them count as read. */
  public List<String> keys() {
    if (!(node instanceof Node.Section section)) {
      if (isPresent()) {
        expected("a section");
      }
      return List.of();
    }
    List<String> keys = section.keys().keySet().stream()
        .filter(key -> !Diagnostics.isWaiver(key, section.entries().get(key)))
        .toList();
    report.askAll(section, keys);
    return keys;
  }

  /** The value of a key, whatever its type. */
  public Settings at(String key) {
    String below = path.isEmpty() ? key : path + "." + key;
    if (!(node instanceof Node.Section section)) {
      if (isPresent()) {
        expected("a section");
      }
      return new Settings(tree, null, place, below);
    }
    report.ask(section, key);
    Node child = section.entries().get(key);
    Node.Place there = child == null ? place : child.place();
    return new Settings(tree, child, there, below);
  }

  /** The section of a key; an empty one if the key is absent. */
  public Settings section(String key) {
    Settings child = at(key);
    if (child.isPresent() && !child.isSection()) {
      child.expected("a section");
      return new Settings(tree, null, child.place, child.path);
    }
    return child;
  }

  /** The items of the list of a key; none if the key is absent. */
  public List<Settings> list(String key) {
    return at(key).items();
  }

  /** Reports a problem if this key has no value. */
  public Settings require(String key) {
    if (!has(key)) {
      at(key).found(Diagnostic.Code.MISSING_KEY, "not set; expected a value");
    }
    return this;
  }

  /** {@link #asText()} of the value of a key. */
  public String text(String key) {
    return at(key).asText();
  }

  /** The same, or the default if the key is absent. */
  public String text(String key, String defaultValue) {
    return has(key) ? text(key) : defaultValue;
  }

  /** {@link #asChoice} of the value of a key. */
  public String choice(String key, List<String> words) {
    return at(key).asChoice(words);
  }

  /** The same, or the default if the key is absent. */
  public String choice(String key, List<String> words, String defaultValue) {
    return has(key) ? choice(key, words) : defaultValue;
  }

  /** {@link #asInteger()} of the value of a key. */
  public int integer(String key) {
    return at(key).asInteger();
  }

  /** The same, or the default if the key is absent. */
  public int integer(String key, int defaultValue) {
    return has(key) ? integer(key) : defaultValue;
  }

  /** A whole number from {@code min} to {@code max}; the default if the key is absent, or with a problem if it has another value. */
  public int integer(String key, int defaultValue, int min, int max) {
    Integer number = has(key) ? at(key).wholeNumber() : null;
    return number != null && at(key).isWithin(number, min, max) ? number : defaultValue;
  }

  private <T extends Comparable<T>> boolean isWithin(T value, T min, T max) {
    boolean within = value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    if (!within) {
      problem("set to " + asText() + "; expected " + min + " to " + max);
    }
    return within;
  }

  /** {@link #asDecimal()} of the value of a key. */
  public BigDecimal decimal(String key) {
    return at(key).asDecimal();
  }

  /** The same, or the default if the key is absent. */
  public BigDecimal decimal(String key, BigDecimal defaultValue) {
    return has(key) ? decimal(key) : defaultValue;
  }

  /** A number from {@code min} to {@code max}; the default if the key is absent, or with a problem if it has another value. */
  public BigDecimal decimal(String key, BigDecimal defaultValue, BigDecimal min, BigDecimal max) {
    BigDecimal number = decimal(key, defaultValue);
    boolean isSet = has(key) && at(key).isNumber();
    return isSet && at(key).isWithin(number, min, max) ? number : defaultValue;
  }

  /** {@link #asFlag()} of the value of a key. */
  public boolean flag(String key) {
    return at(key).asFlag();
  }

  /** The same, or the default if the key is absent. */
  public boolean flag(String key, boolean defaultValue) {
    return has(key) ? flag(key) : defaultValue;
  }

  /** {@link #asDuration()} of the value of a key. */
  public Duration duration(String key) {
    return at(key).asDuration();
  }

  /** The same, or the default if the key is absent. */
  public Duration duration(String key, Duration defaultValue) {
    return has(key) ? duration(key) : defaultValue;
  }

  /** A duration from {@code min} to {@code max}; the default if the key is absent, or with a problem if it has another value. */
  public Duration duration(String key, Duration defaultValue, Duration min, Duration max) {
    Duration given = duration(key, defaultValue);
    boolean isSpan = at(key).isDuration();
    if (isSpan && (given.compareTo(min) < 0 || given.compareTo(max) > 0)) {
      at(key)
          .problem("set to '" + at(key).asText() + "'; expected a span of time from "
              + Scalars.text(min) + " to " + Scalars.text(max));
    }
    return isSpan && given.compareTo(min) >= 0 && given.compareTo(max) <= 0 ? given : defaultValue;
  }

  /** The list of texts of a key; empty if the key is absent. */
  public List<String> texts(String key) {
    return list(key).stream().map(Settings::asText).toList();
  }

  /** {@link #asLines()} of the value of a key. */
  public List<String> lines(String key) {
    return at(key).asLines();
  }

  /** This scalar as text, a number or flag as it is written. If it is not a scalar, that is a problem and the result is {@code ""}. */
  public String asText() {
    if (node instanceof Node.Scalar scalar && scalar.kind() != Node.Kind.NOTHING) {
      return scalar.text();
    }
    expected("a text");
    return "";
  }

  /** This as one of the words. If it is something else, that is a problem and the result is the first word. */
  public String asChoice(List<String> words) {
    String known = (words.size() == 1 ? "" : "one of ") + String.join(", ", words);
    if (!(node instanceof Node.Scalar scalar) || !isPresent()) {
      expected(known);
    } else if (words.contains(scalar.text())) {
      return scalar.text();
    } else {
      String near = EditDistance.nearest(scalar.text(), words);
      expected(near == null ? known : known + "; did you mean '" + near + "'?");
    }
    return words.get(0);
  }

  /** This as a whole number of 32 bits. If it is something else, that is a problem and the result is 0. */
  public int asInteger() {
    Integer number = wholeNumber();
    return number == null ? 0 : number;
  }

  private @Nullable Integer wholeNumber() {
    BigDecimal number = number();
    try {
      if (number != null) {
        return number.intValueExact();
      }
    } catch (ArithmeticException e) {
      // not whole, or too large: the problem below says so
    }
    expected("a whole number");
    return null;
  }

  /** This as a number. If it is something else, that is a problem and the result is 0. */
  public BigDecimal asDecimal() {
    BigDecimal number = number();
    if (number == null) {
      expected("a number");
      return BigDecimal.ZERO;
    }
    return number;
  }

  /** This as true or false. If it is something else, that is a problem and the result is false. */
  public boolean asFlag() {
    if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.FLAG) {
      return scalar.text().toLowerCase(Locale.ROOT).equals("true");
    }
    expected("true or false");
    return false;
  }

  /**
   * This as a duration: {@code 15m}, {@code 1h30m}, {@code 7d}, or in ISO 8601, {@code PT15M}. If it is negative or something else, that is a
   * problem and the result is zero.
   */
  public Duration asDuration() {
    Duration duration = node instanceof Node.Scalar scalar ? Scalars.duration(scalar.text()) : null;
    if (duration == null || duration.isNegative()) {
      expected("a duration such as 15m, 2h, 30s, 7d or PT15M");
      return Duration.ZERO;
    }
    return duration;
  }

  /** The items of this list; none if there is no value. */
  public List<Settings> items() {
    if (!(node instanceof Node.Sequence sequence)) {
      if (isPresent()) {
        expected("a list");
      }
      return List.of();
    }
    var items = new ArrayList<Settings>();
    for (Node item : sequence.items()) {
      String below = path + "[" + items.size() + "]";
      items.add(new Settings(tree, item, item.place(), below));
    }
    return items;
  }

  /** The texts of {@link #asFileLines()}. */
  public List<String> asLines() {
    return asFileLines().stream().map(Settings::asText).toList();
  }

  /**
   * The lines of the file that this text names, each with its own place: trimmed, without blank lines and lines that begin with {@code #}. The
   * file must be in the folder of this configuration or below.
   */
  public List<Settings> asFileLines() {
    String name = asText();
    if (name.isEmpty() || !(node instanceof Node.Scalar scalar)) {
      return List.of();
    }
    List<Node.Scalar> lines = tree.linesOf(scalar, path);
    var settings = new ArrayList<Settings>(lines.size());
    for (Node.Scalar line : lines) {
      String below = path + "[" + settings.size() + "]";
      settings.add(new Settings(tree, line, line.place(), below));
    }
    return settings;
  }

  /** Reports an error in this value: what was set and what was expected. */
  public void problem(String message) {
    found(Diagnostic.Code.VALUE, message);
  }

  /** Reports a diagnostic about this value; an error makes the configuration unusable. */
  public void found(Diagnostic.Code code, String message) {
    report.add(code, place, path, message);
  }

  /** Reports that an optional check was made: from now on, a waiver of this code that waives nothing is reported as unused. */
  public void checked(Diagnostic.Code code) {
    report.checked(code);
  }

  /** The value of this type that all readers of the tree share; made on first access. */
  public <T> T shared(Class<T> type, Supplier<T> make) {
    return tree.shared(type, make);
  }

  /** Reports an unknown key of this section, at the place of the key. */
  public void unknown(String key, Collection<String> known) {
    Node.Place there =
        node instanceof Node.Section section ? section.keys().getOrDefault(key, place) : place;
    String below = path.isEmpty() ? key : path + "." + key;
    report.add(Diagnostic.Code.UNKNOWN_KEY, there, below, "unknown key; " + nearest(key, known));
  }

  /** The errors in the whole tree, in its order. Keys that have not been read by now count as unknown. */
  public List<String> problems() {
    return findings().stream()
        .filter(finding -> finding.level() == Diagnostic.Level.ERROR)
        .map(Diagnostic::problem)
        .toList();
  }

  /**
   * The errors, warnings and hints in the whole tree, in its order. A section waives warnings and hints in it by {@code waive: {code:
   * reason}}; a waiver of something that was not found is a warning.
   */
  public List<Diagnostic> findings() {
    return report.findings(tree.root());
  }

  /**
   * The identity of the whole tree by its values: {@code sha256:} and 64 hexadecimal digits. Comments, formatting and the order of keys do
   * not change it; values and the order of lists do. A file that was read counts by its lines, not by its name.
   */
  public String fingerprint() {
    return Fingerprint.of(tree.root(), tree.lines());
  }

  /** The end of a problem: the known word that was probably meant, or all known words. */
  public static String nearest(String given, Collection<String> known) {
    return EditDistance.suggestion(given, known);
  }

  private void expected(String what) {
    found(
        Diagnostic.Code.TYPE,
        (isPresent() ? "set to " + ValueNodes.shown(node) : "not set") + "; expected " + what);
  }

  private @Nullable BigDecimal number() {
    return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.NUMBER
        ? Scalars.number(scalar.text())
        : null;
  }

  /** The place only: a value may be a secret. */
  @Override
  public String toString() {
    return "Settings[" + place.text() + (path.isEmpty() ? "" : ": " + path) + "]";
  }
}
