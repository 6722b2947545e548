// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * The literals that regular expressions need, found in one pass: an expression whose literal is not in the text is never tried.
 * Immutable and thread-safe.
 */
public final class LiteralIndex {

  private final Map<Regex, Integer> numbers = new HashMap<>();
  private final BitSet without = new BitSet();
  private final Automaton automaton = new Automaton();

  /** Indexes the literals of these expressions, each once. */
  public LiteralIndex(Collection<Regex> expressions) {
    for (Regex regex : new LinkedHashSet<>(expressions)) {
      int number = numbers.size();
      numbers.put(regex, number);
      int[] symbols = regex.literal().codePoints().map(CharClass::fold).toArray();
      if (symbols.length == 0) {
        without.set(number);
      } else {
        automaton.add(symbols, symbols.length, number);
      }
    }
    automaton.seal();
  }

  /** The number of an expression; -1 if it is not in the index. */
  public int number(Regex regex) {
    return numbers.getOrDefault(regex, -1);
  }

  /** The numbers of the expressions that may match somewhere in these texts. */
  public BitSet candidates(Iterable<String> texts) {
    var found = new BitSet();
    found.or(without);
    if (!automaton.isEmpty()) {
      texts.forEach(text -> find(text, found));
    }
    return found;
  }

  private void find(String text, BitSet found) {
    int state = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      state = automaton.step(state, CharClass.fold(point));
      for (int at = state; at != 0; at = automaton.shorter(at)) {
        int[] ends = automaton.ends(at);
        if (ends != null) {
          for (int number : ends) {
            found.set(number);
          }
        }
      }
    }
  }
}
