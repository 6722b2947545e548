// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Enrichment;
import dev.leadkit.Lead;
import java.util.Objects;

/**
 * Looks up the company or person of a lead.
 *
 * <ol>
 *   <li>A return value is the answer, including {@link Enrichment#NONE}: it is recorded, and the enricher is not asked again.
 *   <li>Throwing means "try again later".
 *   <li>A repeated question has no harmful effect.
 *   <li>It can be called by many threads at once, and may be interrupted.
 *   <li>The result is never null. Null, and anything thrown including {@link Error}s, is recorded as a failed attempt: the question is
 *       retried after a pause, and given up after the number of attempts that the policy allows.
 * </ol>
 */
@FunctionalInterface
public interface Enricher {

  /** Answers the question; {@link Enrichment#NONE} if it knows nothing. */
  Enrichment enrich(Question question) throws Exception;

  /**
   * A question about a lead.
   *
   * @param id the id of the task, the same for each attempt
   * @param domain the mail domain of the prospect, {@code ""} if there is none
   * @param lead the state of the lead
   */
  record Question(String id, String domain, Lead lead) {
    public Question {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(domain, "domain");
      Objects.requireNonNull(lead, "lead");
    }
  }
}
