// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import dev.leadkit.text.MatchOptions.Across;
import dev.leadkit.text.MatchOptions.Boundary;
import dev.leadkit.text.MatchOptions.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds any number of phrases in one pass over a text. The cost follows the text, not the number of phrases.
 *
 * <p>A table gives each word that any phrase uses a number; most words of a text have none and end there. The numbers run through an
 * automaton, which is set back at the end of a sentence. Phrases that reach over it, and phrases that begin and end anywhere, have
 * automata of their own, which exist only where they are needed. Most texts need none of it: see {@link PhraseScanner}. Immutable and
 * thread-safe.
 */
public final class PhraseIndex {

  /** Receives the matches of phrases, in no order. */
  @FunctionalInterface
  public interface Sink {
    /** Takes one place where a phrase occurs: its number and its range, the end exclusive. */
    void hit(int phrase, int start, int end);
  }

  private static final int SEPARATOR = 0x10000;

  private record Part(Automaton automaton, int longest, Across across) {}

  private final List<Phrase> phrases;
  private final InternTable table = new InternTable();
  private final List<Part> words = new ArrayList<>();
  private final List<Part> characters = new ArrayList<>();
  private final @Nullable PhraseScanner scan;

  /** Indexes these phrases, each once. */
  public PhraseIndex(Collection<Phrase> asked) {
    phrases = List.copyOf(new LinkedHashSet<>(asked));
    for (Across across : Across.values()) {
      add(words, Boundary.WORD, across);
      add(characters, Boundary.NONE, across);
    }
    scan = characters.isEmpty() ? PhraseScanner.of(phrases) : null;
  }

  private void add(List<Part> parts, Boundary boundary, Across across) {
    var automaton = new Automaton();
    int longest = 0;
    for (int number = 0; number < phrases.size(); number++) {
      Phrase phrase = phrases.get(number);
      if (phrase.options().boundary() != boundary || phrase.reach() != across) {
        continue;
      }
      for (List<String> variant : new LinkedHashSet<>(phrase.variants())) {
        int[] symbols = boundary == Boundary.WORD
            ? variant.stream().mapToInt(table::numberOf).toArray()
            : String.join("\uFFFF", variant)
                .chars()
                .map(c -> c == 0xFFFF ? SEPARATOR : c)
                .toArray();
        automaton.add(symbols, symbols.length, number);
        longest = Math.max(longest, symbols.length);
      }
    }
    if (!automaton.isEmpty()) {
      parts.add(new Part(automaton.seal(), longest, across));
    }
  }

  /** The phrase with this number. */
  public Phrase phrase(int number) {
    return phrases.get(number);
  }

  /** The number of each phrase, in a new map: only for compiling. */
  public Map<Phrase, Integer> numbers() {
    var numbers = new HashMap<Phrase, Integer>();
    for (Phrase phrase : phrases) {
      numbers.put(phrase, numbers.size());
    }
    return numbers;
  }

  /** The number of phrases. */
  public int size() {
    return phrases.size();
  }

  /** Finds every match of every phrase in a text. */
  public void find(String text, Sink found) {
    if (scan == null || !scan.find(text, found)) {
      readThrough(text, found);
    }
  }

  /** The same, character by character, for any text. */
  void readThrough(String text, Sink found) {
    new Pass(this, text, found).read(text);
  }

  /** One automaton on its way through one text. */
  private static final class Track {

    private final Part part;
    private final int[] starts;
    private int state;
    private int seen;

    Track(Part part) {
      this.part = part;
      starts = new int[Integer.highestOneBit(part.longest()) * 2];
    }

    void separate(boolean afterStop) {
      if (afterStop && part.across() == Across.NOTHING) {
        state = 0;
      }
    }

    void step(int symbol, int start, int end, Pass pass) {
      Automaton automaton = part.automaton();
      starts[seen++ & starts.length - 1] = start;
      state = automaton.step(state, symbol);
      for (int at = state; at != 0; at = automaton.shorter(at)) {
        int[] ends = automaton.ends(at);
        if (ends != null) {
          int first = starts[seen - automaton.depth(at) & starts.length - 1];
          for (int number : ends) {
            pass.found(number, first, end);
          }
        }
      }
    }
  }

  private static final class Pass extends Tokenizer {

    private static final Track[] NONE = {};

    private final PhraseIndex index;
    private final String text;
    private final Sink sink;
    private final Track[] byWord;
    private final Track[] byCharacter;
    private int lastEnd = -1;

    Pass(PhraseIndex index, String text, Sink sink) {
      super(Case.ANY, !index.characters.isEmpty());
      this.index = index;
      this.text = text;
      this.sink = sink;
      byWord = tracks(index.words);
      byCharacter = tracks(index.characters);
    }

    private static Track[] tracks(List<Part> parts) {
      if (parts.isEmpty()) {
        return NONE;
      }
      var tracks = new Track[parts.size()];
      Arrays.setAll(tracks, i -> new Track(parts.get(i)));
      return tracks;
    }

    @Override
    protected void take(int start, int end, boolean afterStop) {
      if (byWord.length > 0) {
        int number = index.table.find(word, length);
        for (Track track : byWord) {
          track.separate(afterStop);
          if (number >= 0) {
            track.step(number, start, end, this);
          } else {
            track.state = 0;
          }
        }
      }
      for (Track track : byCharacter) {
        track.separate(afterStop);
        if (lastEnd >= 0) {
          track.step(SEPARATOR, lastEnd, start, this);
        }
        for (int i = 0; i < length; i++) {
          track.step(word[i], starts[i], ends[i], this);
        }
      }
      lastEnd = end;
    }

    void found(int number, int start, int end) {
      Phrase phrase = index.phrases.get(number);
      int[] place = phrase.isPlain() ? null : phrase.place(text, start, end);
      if (place != null) {
        sink.hit(number, place[0], place[1]);
      } else if (phrase.isPlain()) {
        sink.hit(number, start, end);
      }
    }
  }
}
