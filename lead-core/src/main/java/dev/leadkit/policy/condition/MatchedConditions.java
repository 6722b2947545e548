// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that are true of a lead, in their order, each with the place of the first words that it seeks.
 *
 * <p>Immutable and thread-safe.
 */
public final class MatchedConditions {

  /** The numbers of each place: the index of the condition, the field, the passage, start and end. */
  static final int PLACE = 5;

  /** Reads the words at a place of the array from a lead. */
  @FunctionalInterface
  interface Words {
    @Nullable
    Evidence evidence(Lead lead, int[] places, int at);
  }

  private final Words words;
  private final int size;

  /** The numbers of the conditions, then the places, in the same order. */
  private final int[] found;

  MatchedConditions(Words words, int size, int[] found) {
    this.words = words;
    this.size = size;
    this.found = found;
  }

  /** The number of true conditions. */
  public int size() {
    return size;
  }

  /** The number of a condition, in the order in which they were given. */
  public int number(int index) {
    return found[Objects.checkIndex(index, size)];
  }

  /**
   * The beginning of the first words that the condition seeks, as an index into the text that contains them; -1 if it seeks none, or none
   * were found. Words that it wants to be absent do not count.
   */
  public int start(int index) {
    int offset = offset(index);
    return offset < 0 ? -1 : found[offset + 3];
  }

  /** The end of these words, exclusive; -1 if {@link #start} is. */
  public int end(int index) {
    int offset = offset(index);
    return offset < 0 ? -1 : found[offset + 4];
  }

  /**
   * These words and the message that contains them.
   *
   * @param lead in which this was found
   * @return null where {@link #start} is -1
   */
  public @Nullable Evidence words(int index, Lead lead) {
    int offset = offset(index);
    return offset < 0 ? null : words.evidence(lead, found, offset + 1);
  }

  /** The index in {@link #found} of the place of a condition; -1 if it has none. */
  private int offset(int index) {
    Objects.checkIndex(index, size);
    int from = 0;
    int to = (found.length - size) / PLACE;
    while (from < to) {
      int middle = from + to >>> 1;
      if (found[size + PLACE * middle] < index) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    int offset = size + PLACE * from;
    return offset < found.length && found[offset] == index ? offset : -1;
  }
}
