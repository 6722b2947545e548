// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import dev.leadkit.policy.field.Value;
import dev.leadkit.text.IntList;
import dev.leadkit.text.Phrase;
import dev.leadkit.text.PhraseIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The first match of each phrase of an index in the passages of a field. */
final class PhraseMatches implements PhraseIndex.Sink {

  static final PhraseMatches NONE = new PhraseMatches(new PhraseIndex(List.of()));

  private static final int WIDTH = 4;

  /** A table of more numbers is not kept for the next text. */
  private static final int LARGE = 1024 * WIDTH;

  private final PhraseIndex index;
  private List<Value.Passage> passages = List.of();
  private boolean read;

  /** Phrase + 1, passage, start, end: an open table by phrase. */
  private int[] table = new int[16 * WIDTH];

  private int count;
  private int passage;

  PhraseMatches(PhraseIndex index) {
    this.index = index;
  }

  boolean isRead() {
    return read;
  }

  /** Forgets everything that was read. */
  void clear() {
    passages = List.of();
    read = false;
    if (table.length > LARGE) {
      table = new int[16 * WIDTH];
    } else if (count > 0) {
      Arrays.fill(table, 0);
    }
    count = 0;
  }

  void read(List<Value.Passage> texts) {
    passages = texts;
    read = true;
    for (int i = 0; i < passages.size(); i++) {
      passage = i;
      index.find(passages.get(i).text(), this);
    }
  }

  @Override
  public void hit(int phrase, int start, int end) {
    int slot = slot(table, phrase);
    if (table[slot] == 0) {
      if (2 * ++count > table.length / WIDTH) {
        grow();
        slot = slot(table, phrase);
      }
      put(slot, phrase, start, end);
    } else if (table[slot + 1] == passage
        && (start < table[slot + 2] || start == table[slot + 2] && end < table[slot + 3])) {
      put(slot, phrase, start, end);
    }
  }

  private void put(int slot, int phrase, int start, int end) {
    table[slot] = phrase + 1;
    table[slot + 1] = passage;
    table[slot + 2] = start;
    table[slot + 3] = end;
  }

  private void grow() {
    int[] old = table;
    table = new int[2 * old.length];
    for (int i = 0; i < old.length; i += WIDTH) {
      if (old[i] != 0) {
        System.arraycopy(old, i, table, slot(table, old[i] - 1), WIDTH);
      }
    }
  }

  private static int slot(int[] table, int phrase) {
    int slots = table.length / WIDTH;
    int slot = phrase * 0x9E3779B9 >>> 16 & slots - 1;
    while (table[slot * WIDTH] != 0 && table[slot * WIDTH] != phrase + 1) {
      slot = slot + 1 & slots - 1;
    }
    return slot * WIDTH;
  }

  boolean contains(int phrase) {
    return table[slot(table, phrase)] != 0;
  }

  /** The number of these phrases, ascending, that were found, up to a limit. */
  int count(int[] phrases, int enough) {
    int found = 0;
    if (phrases.length <= 2 * count) {
      for (int i = 0; i < phrases.length && found < enough; i++) {
        found += contains(phrases[i]) ? 1 : 0;
      }
      return found;
    }
    for (int i = 0; i < table.length && found < enough; i += WIDTH) {
      found += table[i] != 0 && Arrays.binarySearch(phrases, table[i] - 1) >= 0 ? 1 : 0;
    }
    return found;
  }

  /** Adds the numbers that belong to each phrase that was found, in no order. */
  void addTo(IntList numbers, int[][] byPhrase) {
    for (int i = 0; count > 0 && i < table.length; i += WIDTH) {
      if (table[i] != 0) {
        numbers.addAll(byPhrase[table[i] - 1]);
      }
    }
  }

  /** Adds two numbers, and passage, start and end of the first of these phrases, ascending; false if none was found. */
  boolean addFirst(int[] phrases, int one, int other, IntList numbers) {
    int first = -1;
    for (int i = 0; count > 0 && i < table.length; i += WIDTH) {
      if (table[i] != 0
          && Arrays.binarySearch(phrases, table[i] - 1) >= 0
          && (first < 0 || isBefore(i, first))) {
        first = i;
      }
    }
    if (first >= 0) {
      numbers.add(one);
      numbers.add(other);
      numbers.addAll(table, first + 1, first + WIDTH);
    }
    return first >= 0;
  }

  private boolean isBefore(int slot, int other) {
    for (int i = 1; i < WIDTH; i++) {
      if (table[slot + i] != table[other + i]) {
        return table[slot + i] < table[other + i];
      }
    }
    return false;
  }

  /** The first hit of each of these phrases, in the order of the text. */
  List<TextMatch> of(Set<Phrase> phrases) {
    var slots = new ArrayList<Integer>();
    for (int i = 0; i < table.length; i += WIDTH) {
      if (table[i] != 0 && phrases.contains(index.phrase(table[i] - 1))) {
        slots.add(i);
      }
    }
    slots.sort((one, other) -> Arrays.compare(
        new int[] {table[one + 1], table[one + 2], table[one + 3], table[one]},
        new int[] {table[other + 1], table[other + 2], table[other + 3], table[other]}));
    return slots.stream()
        .map(slot -> new TextMatch(passages.get(table[slot + 1]), table[slot + 2], table[slot + 3]))
        .toList();
  }
}
