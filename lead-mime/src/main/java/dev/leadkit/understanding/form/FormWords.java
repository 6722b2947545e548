// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The labels of forms and the words around them, read once from the resources {@code labels.tsv} and {@code words.tsv}. */
final class FormWords {

  static final int MAX_LABEL = 80;

  private static final Map<String, String> NAMES = new HashMap<>();
  private static final Map<String, List<String>> WORDS = new LinkedHashMap<>();
  private static final Set<String> REMARKS;

  /** Words before a label, with the blank after it, by its first word. */
  private static final Map<String, List<String>> QUALIFIERS = new HashMap<>();

  private static final int MAX_WORDS = 9;

  static {
    for (String line : lines("labels.tsv")) {
      String[] columns = line.split("\t", -1);
      for (String label : columns[2].split("\\|", -1)) {
        NAMES.putIfAbsent(fold(label), columns[0]);
      }
    }
    for (String line : lines("words.tsv")) {
      int tab = line.indexOf('\t');
      WORDS
          .computeIfAbsent(line.substring(0, tab), kind -> new ArrayList<>())
          .add(line.substring(tab + 1));
    }
    REMARKS = new HashSet<>(WORDS.getOrDefault("remark", List.of()));
    for (String qualifier : WORDS.getOrDefault("qualifier", List.of())) {
      QUALIFIERS
          .computeIfAbsent(qualifier.split(" ", -1)[0], first -> new ArrayList<>())
          .add(qualifier + " ");
    }
  }

  private FormWords() {}

  private static List<String> lines(String name) {
    try (InputStream in = Objects.requireNonNull(FormWords.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": the table cannot be read", e);
    }
  }

  /** The canonical name of a label as it is in a message, {@code ""} if it is not known. */
  static String name(String label) {
    if (label.isEmpty() || label.length() > MAX_LABEL || words(label) > MAX_WORDS) {
      return "";
    }
    String folded = fold(label);
    String name = NAMES.get(folded);
    if (name != null) {
      return name;
    }
    String bare = withoutRemark(folded);
    name = NAMES.get(bare);
    if (name != null) {
      return name;
    }
    int blank = bare.indexOf(' ');
    String first = blank < 0 ? "" : bare.substring(0, blank);
    for (String qualifier : QUALIFIERS.getOrDefault(first, List.of())) {
      if (bare.startsWith(qualifier)) {
        name = NAMES.get(bare.substring(qualifier.length()));
        if (name != null) {
          return name;
        }
      }
    }
    int slash = bare.indexOf('/');
    if (slash > 0) { // two languages, or two words for the same
      String left = NAMES.getOrDefault(bare.substring(0, slash).strip(), "");
      String right = NAMES.getOrDefault(bare.substring(slash + 1).strip(), "");
      return left.equals(right) ? left : "";
    }
    return "";
  }

  private static int words(String label) {
    int words = 1;
    for (int i = 0; i < label.length(); i++) {
      words += label.charAt(i) == ' ' ? 1 : 0;
    }
    return words;
  }

  /** The canonical name that a question asks for, {@code ""} if none or several. */
  static String questioned(String question) {
    String folded = fold(question);
    String found = "";
    for (String word : folded.split("[^\\p{L}\\p{N}-]+", -1)) {
      String name = QUESTIONED.contains(NAMES.getOrDefault(word, "")) ? NAMES.get(word) : "";
      if (name != null && !name.isEmpty() && !found.equals(name)) {
        if (found.isEmpty() || found.equals("name")) {
          found = name;
        }
      }
    }
    return found;
  }

  private static final Set<String> QUESTIONED =
      Set.of("name", "first_name", "last_name", "email", "company", "phone", "country", "budget");

  /** What a sentence beside a box agrees to, {@code ""} if it is neither known. */
  static String box(String label) {
    String folded = label.toLowerCase(Locale.ROOT);
    if (WORDS.getOrDefault("marketing", List.of()).stream().anyMatch(folded::contains)) {
      return "newsletter";
    }
    return WORDS.getOrDefault("privacy", List.of()).stream().anyMatch(folded::contains)
        ? "consent"
        : "";
  }

  static boolean begins(String kind, String line) {
    String folded = line.strip().toLowerCase(Locale.ROOT);
    return WORDS.getOrDefault(kind, List.of()).stream().anyMatch(folded::startsWith);
  }

  static boolean isIn(String kind, String text) {
    return WORDS.getOrDefault(kind, List.of()).contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** The form in which labels are compared: lower case, one blank between words, without marks at the ends, {@code email} without a hyphen. */
  static String fold(String label) {
    String text = Normalizer.normalize(label, Normalizer.Form.NFKC);
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isHump = Character.isUpperCase(c)
          && i > 0
          && Character.isLowerCase(text.charAt(i - 1))
          && text.indexOf(' ') < 0;
      boolean isGap = Character.isWhitespace(c) || c == '_' || c == '\u00a0' || isHump;
      if (isGap && out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
      if (!Character.isWhitespace(c) && c != '_' && c != '\u00a0' && c != '’') {
        out.append(Character.toLowerCase(c));
      } else if (c == '’') {
        out.append('\'');
      }
    }
    String folded = out.toString().strip();
    int start = 0;
    int end = folded.length();
    while (start < end && "*#:•·●○■□▪▸►»>-–—[【〔「『\"".indexOf(folded.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && "*:?]】〕」』\"=>.-–—".indexOf(folded.charAt(end - 1)) >= 0) {
      end--;
    }
    folded = folded.substring(start, end).strip();
    folded = numbered(folded);
    folded = folded.replace("e-mail", "email").replace("e‑mail", "email");
    return isHyphenated(folded) ? folded.replace('-', ' ') : folded;
  }

  /** A technical name such as {@code your-name}: of ASCII letters and hyphens alone. */
  private static boolean isHyphenated(String text) {
    return text.indexOf('-') > 0
        && text.chars().allMatch(c -> c == '-' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9')
        && !NAMES.containsKey(text);
  }

  private static String numbered(String text) {
    int i = 0;
    while (i < text.length() && i < 3 && Character.isDigit(text.charAt(i))) {
      i++;
    }
    if (i > 0 && i < text.length() && ".)".indexOf(text.charAt(i)) >= 0) {
      return text.substring(i + 1).strip();
    }
    return text;
  }

  private static String withoutRemark(String folded) {
    int open = folded.lastIndexOf('(');
    if (open > 0 && folded.endsWith(")")) {
      String remark = folded.substring(open + 1, folded.length() - 1).strip();
      if (REMARKS.contains(remark)) {
        return folded.substring(0, open).strip();
      }
    }
    int last = folded.lastIndexOf(' ');
    if (last > 0 && REMARKS.contains(folded.substring(last + 1))) {
      return folded.substring(0, last).strip();
    }
    int end = folded.length();
    while (end > 0 && "*: ".indexOf(folded.charAt(end - 1)) >= 0) {
      end--;
    }
    return folded.substring(0, end);
  }
}
