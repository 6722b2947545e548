// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Enrichment;
import dev.leadkit.Lead;
import java.util.Objects;

/**
 * Finds out something about a lead's company or person.
 *
 * <ol>
 *   <li>A return value is the answer, {@link Enrichment#NONE} included: it is recorded and not asked again.
 *   <li>Throwing means "try again later".
 *   <li>Asking twice has no effect that matters.
 *   <li>It can be called by many threads at once, and may be interrupted.
 *   <li>The answer is never null. Null, and whatever is thrown, {@link Error}s included, is recorded as a failed attempt: the question is
 *       asked again after a pause, and given up after as many attempts as the policy says.
 * </ol>
 */
@FunctionalInterface
public interface Enricher {

  /** Answers the question, {@link Enrichment#NONE} where it knows nothing. */
  Enrichment enrich(Question question) throws Exception;

  /**
   * What is asked.
   *
   * @param id the id of the task, the same at each attempt
   * @param domain the mail domain of the prospect, {@code ""} where there is none
   * @param lead all that is known so far
   */
  record Question(String id, String domain, Lead lead) {
    public Question {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(domain, "domain");
      Objects.requireNonNull(lead, "lead");
    }
  }
}
