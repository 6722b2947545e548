// SPDX-License-Identifier: Apache-2.0
package planted.scoring;

import planted.routing.RouterThatKnowsTheScorer;

/** A planted fault: a library that knows its sister. */
public interface ScorerThatKnowsTheRouter {
  RouterThatKnowsTheScorer router();
}
