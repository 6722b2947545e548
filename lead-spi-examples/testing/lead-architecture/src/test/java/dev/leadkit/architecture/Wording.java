// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Searches the sources and documents of the project for wordings that we do not use.
 *
 * <p>A wording is a regular expression in which a space matches any white space, also a line break with the marks of a comment or of a
 * concatenated string around it. An underscore counts as a space, so that the names of tests are searched as well.
 *
 * <p>Depends on nothing else, so that {@code .ci/wording} can run it as a single source file.
 */
final class Wording {

  /** A wording that is not used, and what to write instead. */
  record Rule(Pattern pattern, String instead) {}

  /** A place where a wording is right: a file, part of the line, and the reason. */
  record Allowed(String file, String text, String reason) {}

  /** A wording that was found, with the line that it is in. */
  record Hit(String file, int line, String text, String instead) {
    @Override
    public String toString() {
      return file + ":" + line + ": '" + text + "'; write: " + instead;
    }
  }

  private static final Pattern SEARCHED = Pattern.compile(
      "(.*\\.(java|md)|(.*/)?pom\\.xml|.*/src/main/resources/.*\\.(sql|ya?ml|properties|html)|\\.ci/[^/]*)");

  private static final Pattern GENERATED =
      Pattern.compile("(.*/)?(target[^/]*|\\.git|\\.idea)(/.*)?");

  /** What may be between two words of one sentence besides white space. */
  private static final Pattern MARKS =
      Pattern.compile("(?m)^[ \\t]*(?:\\*(?!/)|///?|#+|--|>)|<p>|\"\\s*\\+\\s*\"|_");

  private final List<Rule> rules;
  private final List<Allowed> exceptions;
  private final Set<Allowed> used = new LinkedHashSet<>();

  Wording(List<Rule> rules, List<Allowed> exceptions) {
    this.rules = List.copyOf(rules);
    this.exceptions = List.copyOf(exceptions);
  }

  /** Reads the wordings and their exceptions from the two files of a folder; columns are separated by tabs, {@code #} begins a comment. */
  static Wording read(Path folder) throws IOException {
    List<Rule> rules = columns(folder.resolve("wordings.txt"), 2).stream()
        .map(row -> new Rule(pattern(row.get(0)), row.get(1)))
        .toList();
    List<Allowed> exceptions = columns(folder.resolve("exceptions.txt"), 3).stream()
        .map(row -> new Allowed(row.get(0), row.get(1), row.get(2)))
        .toList();
    return new Wording(rules, exceptions);
  }

  static Pattern pattern(String wording) {
    return Pattern.compile(wording.replace(" ", "\\s+"), Pattern.CASE_INSENSITIVE);
  }

  private static List<List<String>> columns(Path file, int count) throws IOException {
    var rows = new ArrayList<List<String>>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> row = List.of(line.split("\\t+"));
      if (row.size() != count) {
        throw new IllegalArgumentException(
            file + ": '" + line + "' has " + row.size() + " columns; expected " + count);
      }
      rows.add(row);
    }
    return rows;
  }

  /** The files that are searched, as paths relative to the root with slashes, sorted. */
  static List<String> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file ->
              SEARCHED.matcher(file).matches() && !GENERATED.matcher(file).matches())
          .sorted()
          .toList();
    }
  }

  /** Returns what was found in a text, without the exceptions. */
  List<Hit> search(String file, String text) {
    String searched = MARKS.matcher(text).replaceAll(marks -> marks.group().replaceAll("\\S", " "));
    var hits = new ArrayList<Hit>();
    for (Rule rule : rules) {
      Matcher matcher = rule.pattern().matcher(searched);
      while (matcher.find()) {
        if (!isException(file, text, matcher)) {
          hits.add(new Hit(
              file,
              1
                  + (int) text.substring(0, matcher.start())
                      .chars()
                      .filter(c -> c == '\n')
                      .count(),
              text.substring(matcher.start(), matcher.end())
                  .replaceAll("\\s+", " ")
                  .strip(),
              rule.instead()));
        }
      }
    }
    return hits;
  }

  private boolean isException(String file, String text, Matcher matcher) {
    int start = text.lastIndexOf('\n', matcher.start()) + 1;
    int end = text.indexOf('\n', matcher.end());
    String lines = text.substring(start, end < 0 ? text.length() : end);
    boolean isException = false;
    for (Allowed exception : exceptions) {
      if (file.endsWith(exception.file())
          && (exception.text().equals("*") || lines.contains(exception.text()))) {
        used.add(exception);
        isException = true;
      }
    }
    return isException;
  }

  /** Returns the exceptions that nothing needed so far. */
  List<Allowed> unused() {
    return exceptions.stream().filter(exception -> !used.contains(exception)).toList();
  }

  /** Prints everything that is found below the folder {@code args[0]}, or only in files whose path begins with {@code args[1]}. */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    Wording wording = read(
        root.resolve("lead-spi-examples/testing/lead-architecture/src/test/resources/wording"));
    int count = 0;
    for (String file : files(root)) {
      if (args.length < 2 || file.startsWith(args[1])) {
        for (Hit hit : wording.search(file, Files.readString(root.resolve(file)))) {
          System.out.println(hit);
          count++;
        }
      }
    }
    System.exit(count == 0 ? 0 : 1);
  }
}
