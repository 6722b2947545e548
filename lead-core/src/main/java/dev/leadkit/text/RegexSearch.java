// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import dev.leadkit.text.RegexProgram.Kind;
import dev.leadkit.text.RegexProgram.State;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A search in one text: all states advance together, and each remembers where its match began. */
final class RegexSearch {

  private final State[] states;
  private final MatchOptions.Case caseSensitivity;
  private final String input;
  private int[] active;
  private int[] nextActive;
  private int count;
  private int nextCount;
  private int[] begins;
  private int[] nextBegins;
  private final int[] seen;
  private final int[] stack;
  private int generation;
  private int bestStart = -1;
  private int bestEnd = -1;

  RegexSearch(State[] states, MatchOptions.Case caseSensitivity, String input) {
    this.states = states;
    this.caseSensitivity = caseSensitivity;
    this.input = input;
    active = new int[states.length];
    nextActive = new int[states.length];
    begins = new int[states.length];
    nextBegins = new int[states.length];
    seen = new int[states.length];
    stack = new int[2 * states.length + 2];
    Arrays.fill(seen, -1);
  }

  /** Where the first, longest match begins and ends; null if there is none. */
  int @Nullable [] run() {
    int n = input.length();
    for (int at = 0; ; ) {
      // states with the earliest beginnings are first in the list, and so win
      if (bestStart < 0) {
        nextCount = count;
        enter(active, begins, 0, at, at);
        count = nextCount;
      }
      if (at >= n || count == 0 && bestStart >= 0) {
        break;
      }
      int point = input.codePointAt(at);
      int after = at + Character.charCount(point);
      advance(caseSensitivity == MatchOptions.Case.ANY ? CharClass.fold(point) : point, after);
      at = after;
    }
    return bestStart < 0 ? null : new int[] {bestStart, bestEnd};
  }

  private void advance(int point, int after) {
    generation++;
    nextCount = 0;
    for (int i = 0; i < count; i++) {
      if (bestStart >= 0 && begins[i] > bestStart) {
        break;
      }
      State state = states[active[i]];
      if (state.set().contains(point)) {
        enter(nextActive, nextBegins, state.next(), after, begins[i]);
      }
    }
    int[] swap = active;
    active = nextActive;
    nextActive = swap;
    swap = begins;
    begins = nextBegins;
    nextBegins = swap;
    count = nextCount;
  }

  /** Follows everything that needs no character. */
  private void enter(int[] into, int[] intoBegins, int first, int at, int begin) {
    int top = 0;
    stack[top++] = first;
    while (top > 0) {
      int number = stack[--top];
      if (number < 0 || seen[number] == generation) {
        continue;
      }
      seen[number] = generation;
      State state = states[number];
      switch (state.kind()) {
        case SET -> {
          into[nextCount] = number;
          intoBegins[nextCount++] = begin;
        }
        case SPLIT -> {
          stack[top++] = state.other();
          stack[top++] = state.next();
        }
        case FOUND -> found(begin, at);
        default -> {
          if (holds(state.kind(), at)) {
            stack[top++] = state.next();
          }
        }
      }
    }
  }

  private void found(int begin, int at) {
    if (bestStart < 0 || begin < bestStart || begin == bestStart && at > bestEnd) {
      bestStart = begin;
      bestEnd = at;
    }
  }

  private boolean holds(Kind kind, int at) {
    return switch (kind) {
      case START -> at == 0;
      case END -> at == input.length();
      case EDGE -> isWordBefore(at) != isWordAfter(at);
      default -> isWordBefore(at) == isWordAfter(at);
    };
  }

  private boolean isWordBefore(int at) {
    return at > 0 && CharClass.isWord(input.codePointBefore(at));
  }

  private boolean isWordAfter(int at) {
    return at < input.length() && CharClass.isWord(input.codePointAt(at));
  }
}
