// SPDX-License-Identifier: Apache-2.0
package planted.routing;

import planted.scoring.ScorerThatKnowsTheRouter;

/** A planted fault: a library that knows its sister. */
public interface RouterThatKnowsTheScorer {
  ScorerThatKnowsTheRouter scorer();
}
