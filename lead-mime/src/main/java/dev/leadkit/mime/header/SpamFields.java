// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.Spam;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of the filters of the receiving host: those of SpamAssassin, {@code X-Spam-Status}, {@code X-Spam-Score} and
 * {@code X-Spam-Flag}, and those of {@link FilterFields}. The topmost of each counts.
 *
 * <p>Points have no upper limit; the score is {@code points / (points + required)}: 0 for no or negative points, one half at the filter's own
 * threshold (5 if it is not given), and closer to 1 the more points there are. A flag without points counts as 1.
 */
public final class SpamFields {

  private static final double REQUIRED = 5;
  private static final int FLAGS = 200;

  private SpamFields() {}

  /** The verdicts of all filters in the header: the highest score and the flags of each; {@link Spam#NONE} if there is none. */
  public static Spam read(HeaderFields header) {
    Spam own = readStatus(header);
    Spam others = FilterFields.read(header);
    if (others.equals(Spam.NONE)) {
      return own;
    }
    List<String> flags = new ArrayList<>(own.flags());
    flags.addAll(others.flags());
    return new Spam(
        Math.max(own.score(), others.score()),
        flags.stream().distinct().limit(FLAGS).toList());
  }

  private static Spam readStatus(HeaderFields header) {
    String status = header.first(FieldName.X_SPAM_STATUS);
    Double points = number(value(status, "score="));
    points = points == null ? number(value(status, "hits=")) : points;
    points = points == null ? number(header.first(FieldName.X_SPAM_SCORE)) : points;
    Double required = number(value(status, "required="));
    double score = 0;
    if (points != null) {
      score = score(points, required);
    } else if (isYes(header.first(FieldName.X_SPAM_FLAG)) || isYes(status)) {
      score = 1;
    }
    List<String> flags = tests(status);
    return score == 0 && flags.isEmpty() ? Spam.NONE : new Spam(score, flags);
  }

  /** The score of these points: see the description of the class. */
  static double score(double points, @Nullable Double required) {
    double threshold = required == null || required <= 0 ? REQUIRED : required;
    return points <= 0 ? 0 : points / (points + threshold);
  }

  static boolean isYes(String value) {
    return value.regionMatches(true, 0, "yes", 0, 3);
  }

  /** The word after a key, {@code ""} if the key is missing. */
  static String value(String status, String key) {
    int start = status.indexOf(key);
    if (start < 0) {
      return "";
    }
    int end = start + key.length();
    while (end < status.length() && status.charAt(end) > ' ' && status.charAt(end) != ',') {
      end++;
    }
    return status.substring(start + key.length(), end);
  }

  static @Nullable Double number(String text) {
    int end = 0;
    while (end < text.length() && end < 12 && "+-.0123456789".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    try {
      return end == 0 ? null : Double.valueOf(text.substring(0, end));
    } catch (NumberFormatException e) {
      return null; // dots or signs without a number
    }
  }

  /** The list after {@code tests=}, which may be folded after its commas. */
  static List<String> tests(String status) {
    int start = status.indexOf("tests=");
    if (start < 0) {
      return List.of();
    }
    List<String> tests = new ArrayList<>();
    int at = start + "tests=".length();
    while (at < status.length() && tests.size() < FLAGS) {
      while (at < status.length() && status.charAt(at) <= ' ') {
        at++;
      }
      int end = at;
      while (end < status.length() && status.charAt(end) > ' ' && status.charAt(end) != ',') {
        end++;
      }
      String test = status.substring(at, end);
      if (test.isEmpty() || test.indexOf('=') >= 0) {
        break;
      }
      if (!test.equalsIgnoreCase("none")) {
        tests.add(test);
      }
      if (end >= status.length() || status.charAt(end) != ',') {
        break;
      }
      at = end + 1;
    }
    return tests;
  }
}
