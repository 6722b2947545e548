// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * People who share the leads of a route by weight: in turns if the lead has a ticket of the pool, otherwise without a counter, by
 * weighted rendezvous hashing (Thaler and Ravishankar 1998, weights after Wang et al. 2018).
 *
 * <p>Without a counter every member gets a number from the hash of lead and name, and the highest number wins. So the same lead has the same owner on every
 * machine and in every replay. If a member is away, only their leads go to the others, by weight; on return they get only new ones.
 *
 * @param line the sequence of tickets, a new one for each change of members and weights; {@code ""} without turns
 */
record Pool(String name, List<Member> members, RoundRobin turns, String line) {

  /** @param seed of the member's hash, which is the same in every pool */
  record Member(Person person, int weight, long seed) {

    static Member of(Person person, int weight) {
      return new Member(person, weight, hash(person.name()));
    }
  }

  Pool {
    members = List.copyOf(members);
  }

  /** A pool that chooses by weighted hashing. */
  static Pool drawing(String name, List<Member> members) {
    return new Pool(name, members, RoundRobin.of(members), "");
  }

  /** A pool whose members take turns. */
  static Pool taking(String name, List<Member> members) {
    String all = members.stream()
        .map(member -> member.person().name() + " " + member.weight())
        .collect(Collectors.joining("\n"));
    String version = String.format(Locale.ROOT, "%016x", hash(all)).substring(0, 8);
    return new Pool(name, members, RoundRobin.of(members), name + "@" + version);
  }

  /** The member who wins this key among those who are eligible; null if no one is. */
  @Nullable
  Person draw(String key, Predicate<Person> may) {
    long seed = hash(key);
    Person best = null;
    double highest = Double.NEGATIVE_INFINITY;
    for (Member member : members) {
      if (may.test(member.person())) {
        double number = StrictMath.log(uniform(mixed(seed ^ member.seed()))) / member.weight();
        if (number > highest) {
          highest = number;
          best = member.person();
        }
      }
    }
    return best;
  }

  /** Whether a lead needs a ticket before one of these people gets it. */
  boolean hasLines() {
    return !line.isEmpty()
        || members.stream().anyMatch(member -> member.person().capacity() != Person.UNLIMITED);
  }

  boolean has(String person) {
    return members.stream().anyMatch(member -> member.person().name().equals(person));
  }

  /** Strictly between 0 and 1. */
  private static double uniform(long bits) {
    return ((bits >>> 11) + 0.5) * 0x1p-53;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mixed(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static long hash(String text) {
    return ByteBuffer.wrap(Hash.sha256(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
