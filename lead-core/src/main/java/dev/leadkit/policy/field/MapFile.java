// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads pairs of a key and a value: a section of them, or a file with one pair a line.
 *
 * <p>In a file, key and value are separated by {@code ,}, {@code ;}, a tab, {@code :} or {@code =}. The first of these in the first pair,
 * outside quotes, separates all pairs of the file. Either may be in double quotes, as in CSV (RFC 4180 §2), where {@code ""} means one.
 */
public final class MapFile {

  private static final String FILE = "file";
  private static final String PAIRS = "pairs";
  private static final String SEPARATORS = ",;\t:=";

  /**
   * One pair.
   *
   * @param place of the value in the section, or of the line in the file
   */
  public record Pair(String key, String value, Settings place) {
    public Pair {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(place, "place");
    }
  }

  private MapFile() {}

  /**
   * The pairs of a section, in their order: of {@code {file: NAME}} those of the file, of {@code {pairs: {...}}} those under it, and else
   * those of the section itself. What is wrong is noted.
   */
  public static List<Pair> pairs(Settings section) {
    boolean isFile = section.has(FILE);
    boolean isNested = section.has(PAIRS) && section.at(PAIRS).isSection();
    List<String> keys = section.keys();
    if (isFile && keys.size() > 1) {
      section
          .at(FILE)
          .problem("is beside other keys; expected the file alone, or pairs: { file: … } for a key"
              + " of that name");
      return List.of();
    }
    if (isFile) {
      return lines(section.at(FILE));
    }
    if (isNested && keys.size() == 1) {
      return entries(section.section(PAIRS));
    }
    return entries(section);
  }

  private static List<Pair> entries(Settings section) {
    return section.keys().stream()
        .map(key -> new Pair(key, section.text(key), section.at(key)))
        .toList();
  }

  /** The pairs of the file that is named here. */
  public static List<Pair> lines(Settings file) {
    var pairs = new ArrayList<Pair>();
    List<Settings> lines = file.asFileLines();
    char separator = lines.isEmpty() ? ',' : separator(lines.get(0).asText());
    for (Settings line : lines) {
      Pair pair = pair(line, separator);
      if (pair == null) {
        line.problem("set to '" + line.asText() + "'; expected a key and a value with '"
            + (separator == '\t' ? "a tab" : String.valueOf(separator)) + "' between them, as in"
            + " the first line");
      } else {
        pairs.add(pair);
      }
    }
    return pairs;
  }

  private static char separator(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      if (!quoted && SEPARATORS.indexOf(c) >= 0) {
        return c;
      }
    }
    return ',';
  }

  private static @Nullable Pair pair(Settings place, char separator) {
    String line = place.asText();
    boolean quoted = false;
    int at = -1;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      if (!quoted && c == separator) {
        boolean isSecond = at >= 0;
        at = isSecond ? at : i;
        if (isSecond && separator != ':' && separator != '=') {
          return null; // a third column
        }
      }
    }
    if (at < 0 || quoted) {
      return null;
    }
    String key = unquoted(line.substring(0, at).strip());
    String value = unquoted(line.substring(at + 1).strip());
    return key.isBlank() || value.isBlank() ? null : new Pair(key, value, place);
  }

  private static String unquoted(String text) {
    boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return isQuoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
  }
}
