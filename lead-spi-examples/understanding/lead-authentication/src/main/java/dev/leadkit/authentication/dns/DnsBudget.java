// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The questions that one message may cause. SPF, DKIM, ARC and DMARC of a message share one budget, so that a hostile message cannot make
 * its receiver flood the DNS. A repeated question is answered from memory and costs nothing.
 *
 * <p>Counts void lookups too; the limit of two in RFC 7208 §4.6.4 is for SPF alone, whose evaluation compares the counter.
 * Not safe for use by several threads.
 */
public final class DnsBudget {

  /** The default number of questions: enough for a message with ten SPF terms, three signatures and a chain of ARC. */
  public static final int DEFAULT_QUERIES = 100;

  private record Question(String name, RecordType type) {}

  private final DnsResolver resolver;
  private final Map<Question, DnsAnswer> known = new HashMap<>();
  private int left;
  private int voids;

  private DnsBudget(DnsResolver resolver, int queries) {
    this.resolver = resolver;
    this.left = queries;
  }

  /** A budget of {@value #DEFAULT_QUERIES} questions. */
  public static DnsBudget of(DnsResolver resolver) {
    return of(resolver, DEFAULT_QUERIES);
  }

  /** A budget of this number of questions; {@code 0} allows none. */
  public static DnsBudget of(DnsResolver resolver, int queries) {
    if (queries < 0) {
      throw new IllegalArgumentException("queries: " + queries + "; expected 0 or more");
    }
    return new DnsBudget(Objects.requireNonNull(resolver, "resolver"), queries);
  }

  /** The number of questions that can still be asked. */
  public int left() {
    return left;
  }

  /** The number of questions so far whose answer was void; a repeated question counts again. */
  public int voids() {
    return voids;
  }

  /** Asks, unless the budget is spent. A name that the DNS cannot hold does not exist. */
  public DnsAnswer query(String name, RecordType type) {
    DnsAnswer answer = ask(DomainName.normalize(name), type);
    if (answer.status().isVoid()) {
      voids++;
    }
    return answer;
  }

  private DnsAnswer ask(String name, RecordType type) {
    if (name.isEmpty()) {
      return DnsAnswer.of(DnsAnswer.Status.NXDOMAIN);
    }
    Question question = new Question(name, type);
    DnsAnswer before = known.get(question);
    if (before != null) {
      return before;
    }
    if (left == 0) {
      return DnsAnswer.of(DnsAnswer.Status.BUDGET_EXCEEDED);
    }
    left--;
    DnsAnswer answer = guarded(name, type);
    known.put(question, answer);
    return answer;
  }

  private DnsAnswer guarded(String name, RecordType type) {
    try {
      return Objects.requireNonNull(resolver.query(name, type), "answer");
    } catch (RuntimeException e) {
      return DnsAnswer.of(DnsAnswer.Status.SERVFAIL);
    }
  }
}
