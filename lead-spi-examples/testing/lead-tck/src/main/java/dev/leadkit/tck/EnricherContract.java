// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leadkit.Enrichment;
import dev.leadkit.spi.Enricher;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract test of {@link Enricher}: extend it, supply its data source or a fake of it, and run it with JUnit.
 *
 * <p>The number in the name of a test is that of the rule in the documentation of {@link Enricher}.
 */
public abstract class EnricherContract {

  private static final int THREADS = 8;

  private Knowledge knowledge;

  /** A new, working source. */
  protected abstract Knowledge knowledge() throws Exception;

  /** The source of an enricher's data, with the faults that the kit injects. */
  public interface Knowledge extends AutoCloseable {

    /** A new enricher over this source, without memory, as after a restart. */
    Enricher enricher() throws Exception;

    /** A domain that the source knows. */
    String knownDomain();

    /** A domain that it does not know. */
    String unknownDomain();

    /** Makes the source unreachable, if that can happen to it. */
    void disappear() throws Exception;

    /** Makes it reachable again. */
    void reappear() throws Exception;

    @Override
    default void close() throws Exception {}
  }

  @BeforeEach
  final void openKnowledge() throws Exception {
    knowledge = knowledge();
  }

  @AfterEach
  final void closeKnowledge() throws Exception {
    knowledge.close();
  }

  @Test
  final void rule1_a_known_domain_has_findings() throws Exception {
    assertNotEquals(Enrichment.NONE, ask(knowledge.enricher(), 1, knowledge.knownDomain()));
  }

  @Test
  final void rule1_an_unknown_domain_has_an_empty_answer() throws Exception {
    assertEquals(Enrichment.NONE, ask(knowledge.enricher(), 1, knowledge.unknownDomain()));
  }

  @Test
  final void rule1_a_lead_without_a_domain_has_an_answer() throws Exception {
    assertEquals(Enrichment.NONE, ask(knowledge.enricher(), 1, ""));
  }

  @Test
  final void rule2_an_unreachable_source_is_not_an_answer() throws Exception {
    Enrichment known = ask(knowledge.enricher(), 1, knowledge.knownDomain());
    Enricher enricher = knowledge.enricher();
    knowledge.disappear();
    Enrichment meanwhile = attempt(enricher, 2, knowledge.knownDomain());
    assertEquals(known, meanwhile == null ? known : meanwhile);
    knowledge.reappear();
    assertEquals(known, ask(enricher, 2, knowledge.knownDomain()));
    assertEquals(Enrichment.NONE, ask(enricher, 2, knowledge.unknownDomain()));
  }

  @Test
  final void rule3_the_same_question_has_the_same_answer() throws Exception {
    Enricher enricher = knowledge.enricher();
    for (String domain : List.of(knowledge.knownDomain(), knowledge.unknownDomain())) {
      Enrichment first = ask(enricher, 1, domain);
      assertEquals(first, ask(enricher, 1, domain));
      assertEquals(first, ask(enricher, 2, domain));
      assertEquals(first, ask(knowledge.enricher(), 1, domain));
    }
  }

  @Test
  final void rule4_many_threads_can_ask() throws Exception {
    Enricher enricher = knowledge.enricher();
    Enrichment known = ask(enricher, 0, knowledge.knownDomain());
    List<Boolean> right = Crowd.together(THREADS, i -> () -> {
      boolean all = true;
      for (int n = 0; n < 10; n++) {
        all &= known.equals(ask(enricher, i * 10 + n, knowledge.knownDomain()));
        all &= Enrichment.NONE.equals(ask(enricher, i * 10 + n, knowledge.unknownDomain()));
      }
      return all;
    });
    assertEquals(
        List.of(true),
        right.stream().distinct().toList(),
        "Every thread must get the right answers");
  }

  @Test
  final void rule4_an_interrupted_question_has_the_right_answer_or_is_retried() throws Exception {
    Enrichment known = ask(knowledge.enricher(), 1, knowledge.knownDomain());
    Enricher enricher = knowledge.enricher();
    Thread.currentThread().interrupt();
    Enrichment interrupted;
    try {
      interrupted = attempt(enricher, 2, knowledge.knownDomain());
    } finally {
      Thread.interrupted();
    }
    assertEquals(known, interrupted == null ? known : interrupted);
    assertEquals(known, ask(enricher, 2, knowledge.knownDomain()));
  }

  @Test
  final void rule5_an_answer_is_never_null() throws Exception {
    Enricher enricher = knowledge.enricher();
    for (String domain : List.of(knowledge.knownDomain(), knowledge.unknownDomain(), "")) {
      assertNotNull(
          ask(enricher, 1, domain),
          "expected Findings, Findings.NONE for nothing: '" + domain + "'");
    }
  }

  private static Enrichment ask(Enricher enricher, int number, String domain) throws Exception {
    return enricher.enrich(Samples.question(number, domain));
  }

  /** The answer, null if the question is to be retried. */
  private static @Nullable Enrichment attempt(Enricher enricher, int number, String domain) {
    try {
      return ask(enricher, number, domain);
    } catch (Exception e) {
      return null;
    }
  }
}
