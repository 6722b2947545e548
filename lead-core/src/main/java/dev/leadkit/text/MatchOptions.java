// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

/**
 * How strictly a phrase is compared with a text.
 *
 * @param caseSensitivity whether case counts
 * @param across how far a match may reach
 * @param boundary where a match may begin and end
 */
public record MatchOptions(Case caseSensitivity, Across across, Boundary boundary) {

  /** Whole words in any case within one sentence. */
  public static final MatchOptions STANDARD =
      new MatchOptions(Case.ANY, Across.NOTHING, Boundary.WORD);

  /** Whether case counts. */
  public enum Case {
    /** Upper and lower case are equal. */
    ANY,
    /** Upper and lower case differ. */
    EXACT
  }

  /** How far a match may reach. */
  public enum Across {
    /** Never over the end of a sentence or paragraph. */
    NOTHING,
    /** Over the end of a sentence. */
    SENTENCE
  }

  /** Where a match may begin and end. */
  public enum Boundary {
    /** Where a word begins and ends. */
    WORD,
    /** Anywhere, for scripts that do not separate words. */
    NONE
  }
}
