// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Conclusion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether two messages of one person are the same mail.
 *
 * <p>Copies differ at their ends: gateways, lists and legal departments add text above and below. Other enquiries differ in the middle or by a
 * single word, such as a part number. Therefore two texts are the same if one run of words without a gap covers at least {@value
 * #CONTAINMENT} of the shorter, and if what remains at an end is an addition: text of one message only, or another paragraph, never another
 * wording. Short texts, forms, and texts of scripts have to be equal, short texts under
 * an equal subject. Word pairs follow Broder (1997).
 */
final class TextComparison {

  private static final double CONTAINMENT = 0.8;
  private static final int MIN_PAIRS = 8;

  /** The smallest number of words of a paragraph that replaces another, as footers of two lists do. */
  private static final int MIN_PARAGRAPH = 4;

  /** The largest part of the words that such paragraphs may share: with more, one is an edited form of the other. */
  private static final double MAX_SHARED = 0.3;

  private TextComparison() {}

  /**
   * @param isExact whether only equal texts are the same
   * @return the evidence; null if they are not the same
   */
  static @Nullable Conclusion compare(OwnText one, OwnText other, boolean isExact) {
    boolean isForm = !one.fields().isEmpty() || !other.fields().isEmpty();
    boolean hasFiles = !one.files().isEmpty() && !other.files().isEmpty();
    boolean hasAddresses = !one.addresses().isEmpty() && !other.addresses().isEmpty();
    boolean contradict = (hasFiles && !one.files().equals(other.files()))
        || (hasAddresses && !one.addresses().equals(other.addresses()))
        || (isForm && !one.fields().equals(other.fields()));
    if (contradict) {
      return null;
    }
    if (one.words().equals(other.words())) {
      return equal(one, other);
    }
    boolean isShorter = one.words().size() <= other.words().size();
    return isExact || isForm ? null : contained(isShorter ? one : other, isShorter ? other : one);
  }

  private static @Nullable Conclusion equal(OwnText one, OwnText other) {
    int pairs = one.words().size() - 1;
    if (pairs >= MIN_PAIRS) {
      return Conclusion.of("same-text", "all of " + pairs + " word pairs", 1);
    }
    boolean isSame = !one.subject().isEmpty()
        && one.subject().equals(other.subject())
        && one.files().equals(other.files())
        && (!one.words().isEmpty() || !one.files().isEmpty());
    return isSame
        ? Conclusion.of("same-text", "the subject and all of " + one.words().size() + " words", 0.9)
        : null;
  }

  private static @Nullable Conclusion contained(OwnText shorter, OwnText longer) {
    int pairs = shorter.words().size() - 1;
    if (pairs < MIN_PAIRS) {
      return null;
    }
    int[] run = longestRun(shorter.words(), longer.words());
    int common = run[2] - 1;
    if (common < MIN_PAIRS || common < CONTAINMENT * pairs) {
      return null;
    }
    int end = run[0] + run[2];
    int otherEnd = run[1] + run[2];
    boolean isAddition = isAddition(
            shorter.words().subList(0, run[0]),
            longer.words().subList(0, run[1]),
            shorter.paragraphs().get(run[0]) && longer.paragraphs().get(run[1]))
        && isAddition(
            shorter.words().subList(end, shorter.words().size()),
            longer.words().subList(otherEnd, longer.words().size()),
            shorter.paragraphs().get(end) && longer.paragraphs().get(otherEnd));
    return isAddition
        ? Conclusion.of(
            "word-pairs", common + " of " + pairs + " word pairs", (double) common / pairs)
        : null;
  }

  /**
   * Whether what is left at one end was added, and is not another wording of the same.
   *
   * @param isApart whether an empty line separates it from the rest in both
   */
  private static boolean isAddition(List<String> one, List<String> other, boolean isApart) {
    if (one.isEmpty() || other.isEmpty()) {
      return true;
    }
    int least = Math.min(one.size(), other.size());
    if (least < MIN_PARAGRAPH || !isApart) {
      return false;
    }
    Map<String, Integer> counts = new HashMap<>();
    one.forEach(word -> counts.merge(word, 1, Integer::sum));
    int shared = 0;
    for (String word : other) {
      Integer left = counts.get(word);
      if (left != null && left > 0) {
        counts.put(word, left - 1);
        shared++;
      }
    }
    return shared <= MAX_SHARED * least;
  }

  /** The longest run of words that both have: where it begins in each, and its length. The texts are limited, so this is bounded. */
  private static int[] longestRun(List<String> one, List<String> other) {
    int[] best = {0, 0, 0};
    int[] ending = new int[other.size() + 1];
    for (int i = 0; i < one.size(); i++) {
      int diagonal = 0;
      for (int j = 0; j < other.size(); j++) {
        int above = ending[j + 1];
        int length = one.get(i).equals(other.get(j)) ? diagonal + 1 : 0;
        ending[j + 1] = length;
        diagonal = above;
        if (length > best[2]) {
          best[0] = i - length + 1;
          best[1] = j - length + 1;
          best[2] = length;
        }
      }
    }
    return best;
  }
}
