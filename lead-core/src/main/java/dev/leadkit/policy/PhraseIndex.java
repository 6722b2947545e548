// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds any number of phrases in one pass over the words of a text: a tree of words, entered at each word. The cost follows the text, not
 * the number of phrases. Immutable once made.
 */
final class PhraseIndex {

  /** A phrase that stands in a text, and where. */
  record Hit(Phrase phrase, int start, int end) {}

  private static final class Node {
    private final Map<String, Node> next = new HashMap<>();
    private final List<Phrase> ends = new ArrayList<>(1);
  }

  private final Node root = new Node();

  PhraseIndex(Collection<Phrase> phrases) {
    for (Phrase phrase : phrases) {
      for (List<String> variant : phrase.variants()) {
        Node node = root;
        for (String word : variant) {
          node = node.next.computeIfAbsent(word, unseen -> new Node());
        }
        node.ends.add(phrase);
      }
    }
  }

  /** Every phrase wherever it stands, in the order of the words where they begin. */
  void find(Tokens tokens, Consumer<Hit> found) {
    for (int first = 0; first < tokens.size(); first++) {
      Node node = root.next.get(tokens.word(first));
      for (int last = first; node != null; ) {
        for (Phrase phrase : node.ends) {
          found.accept(new Hit(phrase, tokens.start(first), tokens.end(last)));
        }
        last++;
        node = last < tokens.size() && !tokens.isAfterStop(last)
            ? node.next.get(tokens.word(last))
            : null;
      }
    }
  }
}
