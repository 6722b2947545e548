// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.ArrayList;
import java.util.List;

/** Compiles the syntax tree of a regular expression to the states of a nondeterministic automaton, from its end to its beginning. */
final class RegexProgram {

  /** The most states: a match takes at most this number of steps for each character. */
  static final int MAX_STATES = 1000;

  /** What a state does. */
  enum Kind {
    /** Consumes one character of a set. */
    SET,
    /** Continues at two states. */
    SPLIT,
    START,
    END,
    EDGE,
    INNER,
    /** The whole expression has matched. */
    FOUND
  }

  /**
   * One state.
   *
   * @param next the state that follows, -1 for none
   * @param other a second state that follows, -1 for none
   */
  record State(Kind kind, CharClass set, int next, int other) {}

  private final List<State> states = new ArrayList<>();

  private RegexProgram() {}

  /** The states of an expression; the first one is its entry. */
  static State[] of(RegexTree tree) throws RegexSyntaxException {
    var program = new RegexProgram();
    int first = program.compile(tree, program.add(new State(Kind.FOUND, CharClass.NONE, -1, -1)));
    List<State> states = program.states;
    var ordered = new State[states.size() + 1];
    ordered[0] = new State(Kind.SPLIT, CharClass.NONE, first + 1, -1);
    for (int i = 0; i < states.size(); i++) {
      State state = states.get(i);
      ordered[i + 1] = new State(
          state.kind(),
          state.set(),
          state.next() < 0 ? -1 : state.next() + 1,
          state.other() < 0 ? -1 : state.other() + 1);
    }
    return ordered;
  }

  private static Kind kind(RegexTree.Assertion assertion) {
    return switch (assertion) {
      case START -> Kind.START;
      case END -> Kind.END;
      case EDGE -> Kind.EDGE;
      case INNER -> Kind.INNER;
    };
  }

  private int add(State state) throws RegexSyntaxException {
    if (states.size() >= MAX_STATES) {
      throw new RegexSyntaxException("too large: more than " + MAX_STATES + " states");
    }
    states.add(state);
    return states.size() - 1;
  }

  private int compile(RegexTree tree, int next) throws RegexSyntaxException {
    if (tree instanceof RegexTree.Set set) {
      return add(new State(Kind.SET, set.set(), next, -1));
    }
    if (tree instanceof RegexTree.At at) {
      return add(new State(kind(at.assertion()), CharClass.NONE, next, -1));
    }
    if (tree instanceof RegexTree.Row row) {
      int first = next;
      for (int i = row.parts().size() - 1; i >= 0; i--) {
        first = compile(row.parts().get(i), first);
      }
      return first;
    }
    if (tree instanceof RegexTree.Either either) {
      int first = compile(either.parts().get(0), next);
      for (RegexTree part : either.parts().subList(1, either.parts().size())) {
        first = add(new State(Kind.SPLIT, CharClass.NONE, first, compile(part, next)));
      }
      return first;
    }
    return repeat((RegexTree.Repeat) tree, next);
  }

  private int repeat(RegexTree.Repeat repeat, int next) throws RegexSyntaxException {
    int first = next;
    if (repeat.most() < 0) {
      int loop = add(new State(Kind.SPLIT, CharClass.NONE, -1, -1));
      int body = compile(repeat.part(), loop);
      states.set(loop, new State(Kind.SPLIT, CharClass.NONE, body, next));
      first = loop;
    }
    for (int i = repeat.least(); i < repeat.most(); i++) {
      first = add(new State(Kind.SPLIT, CharClass.NONE, compile(repeat.part(), first), next));
    }
    for (int i = 0; i < repeat.least(); i++) {
      first = compile(repeat.part(), first);
    }
    return first;
  }
}
