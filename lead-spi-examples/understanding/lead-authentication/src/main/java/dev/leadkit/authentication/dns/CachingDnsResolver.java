// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Remembers the answers of another resolver, also those that say that there is nothing. Answers that a later try may change
 * ({@link DnsAnswer.Status#isFailure}) are not kept. Safe for use by several threads; two that ask the same at once may both ask on.
 */
public final class CachingDnsResolver implements DnsResolver {

  private record Question(String name, RecordType type) {}

  private record Kept(DnsAnswer answer, Instant until) {}

  private final DnsResolver resolver;
  private final Duration age;
  private final InstantSource clock;
  private final Map<Question, Kept> kept;

  private CachingDnsResolver(DnsResolver resolver, Duration age, int entries, InstantSource clock) {
    this.resolver = resolver;
    this.age = age;
    this.clock = clock;
    this.kept = new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Question, Kept> eldest) {
        return size() > entries;
      }
    };
  }

  /**
   * A cache around a resolver.
   *
   * @param age how long an answer is believed; the time to live of the records is not known here, so choose minutes and not days
   * @param entries how many answers are kept, at least 1; the least recently used one goes first
   * @param clock for the age, {@code InstantSource.system()} in production
   */
  public static CachingDnsResolver around(
      DnsResolver resolver, Duration age, int entries, InstantSource clock) {
    if (age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException("age: " + age + "; expected more than 0");
    }
    if (entries < 1) {
      throw new IllegalArgumentException("entries: " + entries + "; expected 1 or more");
    }
    return new CachingDnsResolver(
        Objects.requireNonNull(resolver, "resolver"),
        age,
        entries,
        Objects.requireNonNull(clock, "clock"));
  }

  @Override
  public DnsAnswer query(String name, RecordType type) {
    Question question = new Question(name, type);
    Instant now = clock.instant();
    synchronized (kept) {
      Kept before = kept.get(question);
      if (before != null && now.isBefore(before.until())) {
        return before.answer();
      }
    }
    DnsAnswer answer = resolver.query(name, type);
    if (!answer.status().isFailure()) {
      synchronized (kept) {
        kept.put(question, new Kept(answer, now.plus(age)));
      }
    }
    return answer;
  }
}
