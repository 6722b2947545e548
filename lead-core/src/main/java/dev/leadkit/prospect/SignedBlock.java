// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import dev.leadkit.text.WordFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The contact data of a signature.
 *
 * @param name the first line that looks like a person's name, {@code ""} if there is none
 * @param title the first line with a word of job titles
 * @param company the first line that ends with a legal form
 * @param phone the first telephone number that is not a fax number
 */
record SignedBlock(String name, String title, String company, String phone) {

  private static final int MAX_LINE = 80;

  private static final Set<String> TITLES = new HashSet<>();
  private static final List<String> TITLE_STEMS = new ArrayList<>();
  private static final Set<String> FORMS =
      Set.copyOf(WordFile.read(SignedBlock.class, "company-forms.txt"));

  static {
    for (String entry : WordFile.read(SignedBlock.class, "titles.txt")) {
      if (entry.endsWith("*")) {
        TITLE_STEMS.add(entry.substring(0, entry.length() - 1));
      } else {
        TITLES.add(entry);
      }
    }
  }

  private static final SignedBlock NONE = new SignedBlock("", "", "", "");

  /** @param known the name of the prospect, {@code ""} if it is not known */
  static SignedBlock of(String text, String known) {
    if (text.isBlank()) {
      return NONE;
    }
    String name = "";
    String title = "";
    String company = "";
    String folded = known.toLowerCase(Locale.ROOT);
    boolean isBelowName = false;
    for (String raw : text.split("\n", -1)) {
      for (String piece : raw.split("\\s+[|•·]\\s+|\\s{3,}", -1)) {
        String line = piece.strip();
        if (line.isEmpty() || line.length() > MAX_LINE) {
          continue;
        }
        boolean isName = folded.isEmpty()
            ? NearbyName.isName(line) && !isTitle(line) && line.indexOf(' ') > 0
            : isSameName(line, folded);
        if (company.isEmpty() && isCompany(line)) {
          company = line;
        } else if (name.isEmpty() && isName) {
          name = line;
          isBelowName = true;
        } else if (title.isEmpty() && isBelowName && isTitle(line)) {
          title = line;
        }
      }
    }
    return new SignedBlock(
        company.isEmpty() && title.isEmpty() && !folded.isEmpty() ? "" : name,
        title,
        company,
        PhoneNumbers.find(text));
  }

  private static boolean isSameName(String line, String known) {
    String lower = line.toLowerCase(Locale.ROOT);
    if (line.indexOf('@') >= 0 || lower.endsWith(".") || lower.endsWith("?")) {
      return false;
    }
    int found = 0;
    String[] words = known.split("[\\s,]+", -1);
    for (String word : words) {
      found += word.length() > 1 && lower.contains(word) ? 1 : 0;
    }
    return found > 0 && found * 2 >= words.length;
  }

  /** Whether a word of the line is one of job titles. */
  static boolean isTitle(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    if (lower.indexOf('@') >= 0
        || lower.endsWith("?")
        || lower.endsWith(".") && lower.length() > 40) {
      return false;
    }
    for (String title : TITLES) {
      int at = lower.indexOf(title);
      while (at >= 0) {
        int end = at + title.length();
        boolean starts = at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1));
        boolean ends = end == lower.length() || !Character.isLetterOrDigit(lower.charAt(end));
        if (starts && ends || title.codePointAt(0) > 0x2E7F) {
          return true;
        }
        at = lower.indexOf(title, at + 1);
      }
    }
    for (String stem : TITLE_STEMS) {
      int at = lower.indexOf(stem);
      if (at >= 0 && (at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the line ends with a legal form after a name, or begins with an East Asian one. */
  static boolean isCompany(String line) {
    String lower =
        line.toLowerCase(Locale.ROOT).replace(".", "").replace(",", "").strip();
    if (lower.length() > 60 || line.indexOf('@') >= 0 || line.indexOf(':') >= 0) {
      return false;
    }
    for (String form : FORMS) {
      boolean isWide = form.codePointAt(0) > 0x2E7F || form.startsWith("(");
      if (isWide
          && (lower.startsWith(form) || lower.endsWith(form))
          && lower.length() > form.length()) {
        return true;
      }
      if (!isWide && lower.endsWith(" " + form) && isCapital(line)) {
        return true;
      }
    }
    return false;
  }

  /** A sentence may end with "as" or "co"; a name begins with a capital and its form does too, or is one of capitals. */
  private static boolean isCapital(String line) {
    String[] words = line.strip().split("\\s+", -1);
    int first = words[0].codePointAt(0);
    int last = words[words.length - 1].codePointAt(0);
    boolean isShort = words.length <= 6;
    return isShort
        && (Character.isUpperCase(first) || Character.isDigit(first))
        && (Character.isUpperCase(last) || words[words.length - 1].indexOf('.') > 0);
  }

  /** The presence only: the values are personal. */
  @Override
  public String toString() {
    return "SignedBlock[]";
  }
}
