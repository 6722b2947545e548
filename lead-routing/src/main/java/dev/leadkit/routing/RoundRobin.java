// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The order in which people take turns, spread as evenly as their weights allow: smooth weighted round robin, as in nginx. After every
 * turn each person has had their share to within one.
 *
 * @param people in the order of the pool
 * @param weights of each
 * @param round the index of the person for each turn of a round
 */
record RoundRobin(List<Person> people, List<Integer> weights, List<Integer> round) {

  static RoundRobin of(List<Pool.Member> members) {
    List<Integer> weights = members.stream().map(Pool.Member::weight).toList();
    return new RoundRobin(
        members.stream().map(Pool.Member::person).toList(), weights, round(weights));
  }

  private static List<Integer> round(List<Integer> weights) {
    int all = weights.stream().mapToInt(Integer::intValue).sum();
    int[] credit = new int[weights.size()];
    var round = new ArrayList<Integer>(all);
    for (int turn = 0; turn < all; turn++) {
      int next = 0;
      for (int i = 0; i < credit.length; i++) {
        credit[i] += weights.get(i);
        next = credit[i] > credit[next] ? i : next;
      }
      credit[next] -= all;
      round.add(next);
    }
    return List.copyOf(round);
  }

  /**
   * Returns the person for a turn among those who are eligible; null if no one is. The turns of a person who is not eligible go to the others in
   * a round of their own, counted by that person's turns, so that no one takes them all.
   */
  @Nullable
  Person take(long number, Predicate<Person> may) {
    if (people.stream().noneMatch(may)) {
      return null;
    }
    int turn = (int) (number % round.size());
    int first = round.get(turn);
    Person person = people.get(first);
    if (may.test(person)) {
      return person;
    }
    long missed = number / round.size() * weights.get(first)
        + round.subList(0, turn).stream().filter(index -> index == first).count();
    var others = new ArrayList<Pool.Member>();
    for (int i = 0; i < people.size(); i++) {
      if (may.test(people.get(i))) {
        others.add(new Pool.Member(people.get(i), weights.get(i), 0));
      }
    }
    RoundRobin substitutes = RoundRobin.of(others);
    return substitutes.people.get(substitutes.round.get((int) (missed % substitutes.round.size())));
  }
}
