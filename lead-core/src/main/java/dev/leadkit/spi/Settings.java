// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value of a configuration tree that knows where it stands: a section, a list or a scalar, or nothing where a key is absent.
 *
 * <p>Reading never throws. A value that is absent or of the wrong kind notes a problem, {@code file:line:column: path: what was set; what
 * was expected}, and gives a harmless one instead, so that one pass finds everything that is wrong. Every read makes its key a known one;
 * a key that nobody reads, in a section of which somebody read something, is a problem too, unless it begins with {@code x-}. Any number
 * of readers may read the same section: what is wrong is reported once.
 *
 * <p>Used by one thread.
 */
public final class Settings {

  /** Fetches the text of a file that a configuration names. */
  @FunctionalInterface
  public interface Files {

    /**
     * The text of a file.
     *
     * @param name as it stands in the configuration
     */
    String read(String name) throws IOException;
  }

  private static final Pattern SPANS = Pattern.compile("(\\d{1,9}(ms|s|m|h|d))+");
  private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  /** A root, a drive or a scheme. */
  private static final Pattern ABSOLUTE = Pattern.compile("[/\\\\]|[A-Za-z][A-Za-z0-9+.-]*:");

  private static final int SHOWN = 60;

  /** The most digits of a number, before and after its point together: nothing in a configuration needs more. */
  private static final int MAX_DIGITS = 100;

  private final Diagnostics report;
  private final @Nullable Node node;
  private final Node.Place place;
  private final String path;
  private final Node root;
  private final Files files;

  private Settings(
      Diagnostics report,
      @Nullable Node node,
      Node.Place place,
      String path,
      Node root,
      Files files) {
    this.report = report;
    this.node = node;
    this.place = place;
    this.path = path;
    this.root = root;
    this.files = files;
  }

  /**
   * A tree from YAML 1.2 with its core schema, of which JSON is a part: {@code NO} and {@code on} are text, a key that occurs twice is a
   * problem, and so is anything that cannot be read.
   *
   * @param name of the file, as it shall stand in problems
   */
  public static Settings yaml(String name, String text) {
    var report = new Diagnostics();
    return of(report, Yaml.read(name, text, report));
  }

  /**
   * A tree from values in memory: texts, numbers, flags, collections and maps of these.
   *
   * @param name of the whole, as it shall stand in problems
   */
  public static Settings of(String name, Map<String, ?> values) {
    var report = new Diagnostics();
    return of(report, new Values(name, report).node(values));
  }

  private static Settings of(Diagnostics report, Node root) {
    return new Settings(report, root, root.place(), "", root, file -> {
      throw new IOException("no files can be read from here");
    });
  }

  /** The same tree, with a way to read the files that it names. */
  public Settings withFiles(Files reader) {
    return new Settings(report, node, place, path, root, reader);
  }

  /** Where this stands: {@code file:line:column}. */
  public String place() {
    return place.text();
  }

  /** The keys that lead here, {@code ""} for the whole tree. */
  public String path() {
    return path;
  }

  /** Whether anything stands here; {@code null} and an absent key are nothing. */
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

  /** Whether a span of time stands here, as {@link #asDuration} reads it. */
  public boolean isDuration() {
    Duration span = node instanceof Node.Scalar scalar ? span(scalar.text()) : null;
    return span != null && !span.isNegative();
  }

  /** The whole tree, unread, without what stands here. */
  public Settings without() {
    return changed(null);
  }

  /**
   * The whole tree, unread, with something else here.
   *
   * @param value a text, number, flag, collection or map of these
   */
  public Settings with(Object value) {
    return changed(value);
  }

  private Settings changed(@Nullable Object value) {
    var fresh = new Diagnostics();
    Node other = value == null ? null : new Values(place.text(), fresh).node(value);
    Node whole = node == null ? root : replaced(root, node, other);
    Node tree = whole == null ? new Node.Scalar(root.place(), Node.Kind.NOTHING, "") : whole;
    return new Settings(fresh, tree, tree.place(), "", tree, files);
  }

  /** The same node where the part does not stand in it. */
  private static @Nullable Node replaced(Node whole, Node part, @Nullable Node other) {
    if (whole == part) {
      return other;
    }
    if (whole instanceof Node.Sequence sequence) {
      var items = new ArrayList<Node>();
      boolean same = true;
      for (Node item : sequence.items()) {
        Node now = replaced(item, part, other);
        same &= now == item;
        if (now != null) {
          items.add(now);
        }
      }
      return same ? whole : new Node.Sequence(whole.place(), Collections.unmodifiableList(items));
    }
    if (whole instanceof Node.Section section) {
      var entries = new LinkedHashMap<String, Node>();
      var keys = new LinkedHashMap<String, Node.Place>();
      boolean same = true;
      for (Map.Entry<String, Node> entry : section.entries().entrySet()) {
        Node now = replaced(entry.getValue(), part, other);
        same &= now == entry.getValue();
        if (now != null) {
          entries.put(entry.getKey(), now);
          keys.put(entry.getKey(), section.keys().getOrDefault(entry.getKey(), now.place()));
        }
      }
      return same
          ? whole
          : new Node.Section(
              whole.place(),
              Collections.unmodifiableMap(entries),
              Collections.unmodifiableMap(keys));
    }
    return whole;
  }

  /** Whether this key has a value. */
  public boolean has(String key) {
    return at(key).isPresent();
  }

  /** The keys of this section in their order, where the writer may choose them: all are known. */
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

  /** What stands under a key, whatever it is. */
  public Settings at(String key) {
    String below = path.isEmpty() ? key : path + "." + key;
    if (!(node instanceof Node.Section section)) {
      if (isPresent()) {
        expected("a section");
      }
      return new Settings(report, null, place, below, root, files);
    }
    report.ask(section, key);
    Node child = section.entries().get(key);
    Node.Place there = child == null ? place : child.place();
    return new Settings(report, child, there, below, root, files);
  }

  /** A section; an empty one where the key is absent. */
  public Settings section(String key) {
    Settings child = at(key);
    if (child.isPresent() && !child.isSection()) {
      child.expected("a section");
      return new Settings(report, null, child.place, child.path, root, files);
    }
    return child;
  }

  /** The items of a list; none where the key is absent. */
  public List<Settings> list(String key) {
    return at(key).items();
  }

  /** Notes a problem where this key has no value. */
  public Settings require(String key) {
    if (!has(key)) {
      at(key).missing();
    }
    return this;
  }

  /** {@link #asText()} of what stands under the key. */
  public String text(String key) {
    return at(key).asText();
  }

  /** The same, or the default where the key is absent. */
  public String text(String key, String defaultValue) {
    return has(key) ? text(key) : defaultValue;
  }

  /** One of these words; the first of them where something else stands there. */
  public String choice(String key, List<String> words) {
    return at(key).asChoice(words);
  }

  /** The same, or the default where the key is absent. */
  public String choice(String key, List<String> words, String defaultValue) {
    return has(key) ? choice(key, words) : defaultValue;
  }

  /** {@link #asInteger()} of what stands under the key. */
  public int integer(String key) {
    return at(key).asInteger();
  }

  /** The same, or the default where the key is absent. */
  public int integer(String key, int defaultValue) {
    return has(key) ? integer(key) : defaultValue;
  }

  /** A whole number from {@code min} to {@code max}; the default, with a problem noted, where it is outside or something else. */
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

  /** {@link #asDecimal()} of what stands under the key. */
  public BigDecimal decimal(String key) {
    return at(key).asDecimal();
  }

  /** The same, or the default where the key is absent. */
  public BigDecimal decimal(String key, BigDecimal defaultValue) {
    return has(key) ? decimal(key) : defaultValue;
  }

  /** A number from {@code min} to {@code max}; the default, with a problem noted, where it is outside. */
  public BigDecimal decimal(String key, BigDecimal defaultValue, BigDecimal min, BigDecimal max) {
    BigDecimal number = decimal(key, defaultValue);
    boolean isSet = has(key) && at(key).isNumber();
    boolean isUsable = isSet && at(key).isWithin(number, min, max);
    return isUsable ? number : defaultValue;
  }

  /** {@link #asFlag()} of what stands under the key. */
  public boolean flag(String key) {
    return at(key).asFlag();
  }

  /** The same, or the default where the key is absent. */
  public boolean flag(String key, boolean defaultValue) {
    return has(key) ? flag(key) : defaultValue;
  }

  /** A span of time: {@code 15m}, {@code 1h30m}, {@code 7d}, or as ISO 8601 has it, {@code PT15M}. Never negative. */
  public Duration duration(String key) {
    return at(key).asDuration();
  }

  /** The same, or the default where the key is absent. */
  public Duration duration(String key, Duration defaultValue) {
    return has(key) ? duration(key) : defaultValue;
  }

  /** A span of time from {@code min} to {@code max}; the default, with a problem noted, where it is outside. */
  public Duration duration(String key, Duration defaultValue, Duration min, Duration max) {
    Duration given = duration(key, defaultValue);
    boolean isSpan = at(key).isDuration();
    if (isSpan && (given.compareTo(min) < 0 || given.compareTo(max) > 0)) {
      at(key)
          .problem("set to '" + at(key).asText() + "'; expected a span of time from " + written(min)
              + " to " + written(max));
    }
    return isSpan && given.compareTo(min) >= 0 && given.compareTo(max) <= 0 ? given : defaultValue;
  }

  /** A span of time as a configuration has it: {@code 15m}, {@code 30d}. */
  private static String written(Duration span) {
    if (span.toSeconds() > 0 && span.toSeconds() % 86_400 == 0) {
      return span.toDays() + "d";
    }
    return span.toMillis() % 1000 == 0 ? span.toSeconds() + "s" : span.toMillis() + "ms";
  }

  /** A list of texts; none where the key is absent. */
  public List<String> texts(String key) {
    return list(key).stream().map(Settings::asText).toList();
  }

  /** The lines of the file that is named here, trimmed, without blank lines and those that begin with {@code #}. */
  public List<String> lines(String key) {
    return at(key).asLines();
  }

  /** This as a text; a number or flag as it is written. */
  public String asText() {
    if (node instanceof Node.Scalar scalar && scalar.kind() != Node.Kind.NOTHING) {
      return scalar.text();
    }
    expected("a text");
    return "";
  }

  /** This as one of the words; where it is something else, that is noted and the first of them is the answer. */
  public String asChoice(List<String> words) {
    String known = (words.size() == 1 ? "" : "one of ") + String.join(", ", words);
    if (!(node instanceof Node.Scalar scalar) || !isPresent()) {
      expected(known);
    } else if (words.contains(scalar.text())) {
      return scalar.text();
    } else {
      expected(known + nearly(scalar.text(), words));
    }
    return words.get(0);
  }

  /** This as a whole number of 32 bits; where it is something else, that is noted and 0 is the answer. */
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

  /** This as a number; where it is something else, that is noted and 0 is the answer. */
  public BigDecimal asDecimal() {
    BigDecimal number = number();
    if (number == null) {
      expected("a number");
      return BigDecimal.ZERO;
    }
    return number;
  }

  /** This as true or false; where it is something else, that is noted and false is the answer. */
  public boolean asFlag() {
    if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.FLAG) {
      return scalar.text().toLowerCase(Locale.ROOT).equals("true");
    }
    expected("true or false");
    return false;
  }

  /** This as a span of time, never negative; where it is something else, that is noted and zero is the answer. */
  public Duration asDuration() {
    Duration duration = node instanceof Node.Scalar scalar ? span(scalar.text()) : null;
    if (duration == null || duration.isNegative()) {
      expected("a duration such as 15m, 2h, 30s, 7d or PT15M");
      return Duration.ZERO;
    }
    return duration;
  }

  /** The items of this list; none where nothing stands here. */
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
      items.add(new Settings(report, item, item.place(), below, root, files));
    }
    return items;
  }

  /** The lines of the file that is named here, trimmed, without blank lines and those that begin with {@code #}. */
  public List<String> asLines() {
    return asFileLines().stream().map(Settings::asText).toList();
  }

  /**
   * The lines of the file that is named here, each with its own place, {@code file:line:column}: trimmed, without blank lines and those that
   * begin with {@code #}. The file is in the folder of the file that names it, or below.
   */
  public List<Settings> asFileLines() {
    String name = asText();
    if (name.isEmpty() || !(node instanceof Node.Scalar scalar)) {
      return List.of();
    }
    List<Node.Scalar> lines = report.files().get(scalar);
    if (lines == null) {
      lines = fetch(name);
      report.name(scalar, lines);
    }
    var settings = new ArrayList<Settings>(lines.size());
    for (Node.Scalar line : lines) {
      String below = path + "[" + settings.size() + "]";
      settings.add(new Settings(report, line, line.place(), below, root, files));
    }
    return settings;
  }

  private List<Node.Scalar> fetch(String name) {
    if (!isBelow(name)) {
      problem("set to " + shown()
          + ", which is outside the folder of this file; expected a file beside this one or below");
      return List.of();
    }
    try {
      return lines(folder() + name, files.read(name));
    } catch (IOException e) {
      problem("set to " + shown() + ", which cannot be read: " + e.getMessage()
          + "; expected a file in UTF-8, relative to this one");
      return List.of();
    }
  }

  private List<Node.Scalar> lines(String name, String text) {
    var lines = new ArrayList<Node.Scalar>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        int column = line.length() - line.stripLeading().length() + 1;
        var there = new Node.Place(name + ":" + number + ":" + column, place.order());
        lines.add(new Node.Scalar(there, Node.Kind.TEXT, content));
      }
    }
    return Collections.unmodifiableList(lines);
  }

  /** Whether a name leads to a file in the same folder or below, on any system and server. */
  private static boolean isBelow(String name) {
    return !ABSOLUTE.matcher(name).lookingAt()
        && Arrays.stream(name.split("[/\\\\]", -1)).noneMatch(".."::equals);
  }

  /** The folder of the whole tree as it is shown, with its last slash; {@code ""} where the name has none. */
  private String folder() {
    String name = root.place().text();
    return name.substring(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  /** Notes that something is wrong here; everything that is wrong is reported at once. */
  public void problem(String message) {
    found(Diagnostic.Code.VALUE, message);
  }

  /** Notes something that the writer should know of; an error makes the configuration unusable. */
  public void found(Diagnostic.Code code, String message) {
    report.add(code, place, path, message);
  }

  /** Says that a check was made whose findings are not always looked for: a waiver of this code is now either used or superfluous. */
  public void checked(Diagnostic.Code code) {
    report.checked(code);
  }

  /** What all readers of this tree have in common: made by the first who asks. */
  public <T> T shared(Class<T> type, Supplier<T> make) {
    return report.shared(type, make);
  }

  /** Notes that this section has a key which means nothing here, at the place of the key. */
  public void unknown(String key, Collection<String> known) {
    Node.Place there =
        node instanceof Node.Section section ? section.keys().getOrDefault(key, place) : place;
    String below = path.isEmpty() ? key : path + "." + key;
    report.add(Diagnostic.Code.UNKNOWN_KEY, there, below, "unknown key; " + nearest(key, known));
  }

  /** Everything that is wrong, anywhere in the tree, in its order; keys that nobody has read by now count as unknown. */
  public List<String> problems() {
    return findings().stream()
        .filter(finding -> finding.level() == Diagnostic.Level.ERROR)
        .map(Diagnostic::problem)
        .toList();
  }

  /**
   * Everything that was found, errors, warnings and hints, in the order of the tree. A section waives findings in it, errors excepted, by
   * {@code waive: {code: reason}}; a waiver of something that was not found is a finding.
   */
  public List<Diagnostic> findings() {
    return report.findings(root);
  }

  /**
   * The identity of the whole tree by what it says: {@code sha256:} and 64 hexadecimal digits. Comments, formatting and the order of keys
   * do not change it; any value does, and so does the order of a list. A file that was read counts by its lines, not by its name.
   */
  public String fingerprint() {
    MessageDigest digest = sha256();
    fingerprint(root, digest);
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private void fingerprint(Node value, MessageDigest digest) {
    if (value instanceof Node.Scalar scalar) {
      List<Node.Scalar> lines = report.files().get(scalar);
      if (lines != null) {
        put(digest, "file " + lines.size());
        lines.forEach(line -> put(digest, line.text()));
      } else {
        put(digest, scalar.kind().name());
        put(digest, canonical(scalar));
      }
    } else if (value instanceof Node.Sequence sequence) {
      put(digest, "list " + sequence.items().size());
      sequence.items().forEach(item -> fingerprint(item, digest));
    } else if (value instanceof Node.Section section) {
      put(digest, "section " + section.entries().size());
      new TreeMap<>(section.entries()).forEach((key, child) -> {
        put(digest, key);
        fingerprint(child, digest);
      });
    }
  }

  private static String canonical(Node.Scalar scalar) {
    if (scalar.kind() == Node.Kind.NUMBER) {
      BigDecimal number = number(scalar.text());
      if (number != null) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
      }
    }
    return switch (scalar.kind()) {
      case NOTHING -> "";
      case FLAG, NUMBER -> scalar.text().toLowerCase(Locale.ROOT);
      case TEXT -> scalar.text();
    };
  }

  private static void put(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int n = bytes.length;
    digest.update(new byte[] {(byte) (n >>> 24), (byte) (n >>> 16), (byte) (n >>> 8), (byte) n});
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** For the end of a problem: the word that was probably meant, or all that are known. */
  public static String nearest(String given, Collection<String> known) {
    String near = EditDistance.nearest(given, known);
    if (near != null) {
      return "did you mean '" + near + "'?";
    }
    return known.isEmpty() ? "none is known" : "known: " + String.join(", ", known);
  }

  private static String nearly(String given, Collection<String> known) {
    String near = EditDistance.nearest(given, known);
    return near == null ? "" : "; did you mean '" + near + "'?";
  }

  private void missing() {
    found(Diagnostic.Code.MISSING_KEY, "not set; expected a value");
  }

  private void expected(String what) {
    found(
        Diagnostic.Code.TYPE,
        (isPresent() ? "set to " + shown() : "not set") + "; expected " + what);
  }

  private String shown() {
    if (node instanceof Node.Sequence) {
      return "a list";
    }
    if (node instanceof Node.Scalar scalar) {
      String text = scalar.text();
      return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "'";
    }
    return node == null ? "nothing" : "a section";
  }

  private @Nullable BigDecimal number() {
    return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.NUMBER
        ? number(scalar.text())
        : null;
  }

  /** Null for infinity and NaN, and for numbers such as 1e999999999 that would fill the memory when they are written out. */
  private static @Nullable BigDecimal number(String text) {
    BigDecimal number = anyNumber(text);
    boolean isSane = number != null
        && Math.abs((long) number.scale()) <= MAX_DIGITS
        && number.precision() <= MAX_DIGITS;
    return isSane ? number : null;
  }

  private static @Nullable BigDecimal anyNumber(String text) {
    try {
      if (text.startsWith("0x")) {
        return new BigDecimal(new BigInteger(text.substring(2), 16));
      }
      if (text.startsWith("0o")) {
        return new BigDecimal(new BigInteger(text.substring(2), 8));
      }
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Duration span(String text) {
    try {
      if (!SPANS.matcher(text).matches()) {
        return text.startsWith("P") ? Duration.parse(text) : null;
      }
      Duration sum = Duration.ZERO;
      Matcher spans = SPAN.matcher(text);
      while (spans.find()) {
        long amount = Long.parseLong(spans.group(1));
        sum = sum.plus(
            switch (spans.group(2)) {
              case "ms" -> Duration.ofMillis(amount);
              case "s" -> Duration.ofSeconds(amount);
              case "m" -> Duration.ofMinutes(amount);
              case "h" -> Duration.ofHours(amount);
              default -> Duration.ofDays(amount);
            });
      }
      return sum;
    } catch (DateTimeParseException | ArithmeticException e) {
      return null;
    }
  }

  /** Its place alone: a value may be a secret. */
  @Override
  public String toString() {
    return "Settings[" + place.text() + (path.isEmpty() ? "" : ": " + path) + "]";
  }

  /** Turns values in memory into nodes. */
  private static final class Values {

    private final String name;
    private final Diagnostics report;
    private int order;

    Values(String name, Diagnostics report) {
      this.name = name;
      this.report = report;
    }

    Node node(@Nullable Object value) {
      var place = new Node.Place(name, ++order);
      if (value instanceof Map<?, ?> map) {
        var entries = new LinkedHashMap<String, Node>();
        var keys = new LinkedHashMap<String, Node.Place>();
        map.forEach((key, child) -> {
          keys.put(String.valueOf(key), new Node.Place(name, ++order));
          entries.put(String.valueOf(key), node(child));
        });
        return new Node.Section(
            place, Collections.unmodifiableMap(entries), Collections.unmodifiableMap(keys));
      }
      if (value instanceof Collection<?> collection) {
        var items = new ArrayList<Node>();
        collection.forEach(item -> items.add(node(item)));
        return new Node.Sequence(place, Collections.unmodifiableList(items));
      }
      if (value instanceof Boolean) {
        return new Node.Scalar(place, Node.Kind.FLAG, value.toString());
      }
      if (value instanceof Number) {
        return new Node.Scalar(place, Node.Kind.NUMBER, value.toString());
      }
      if (value != null && !(value instanceof CharSequence) && !(value instanceof Enum<?>)) {
        report.add(
            Diagnostic.Code.TYPE,
            place,
            "",
            "a value of " + value.getClass().getName()
                + "; expected a text, number, flag, collection or map");
      }
      return value == null
          ? new Node.Scalar(place, Node.Kind.NOTHING, "")
          : new Node.Scalar(place, Node.Kind.TEXT, value.toString());
    }
  }
}
