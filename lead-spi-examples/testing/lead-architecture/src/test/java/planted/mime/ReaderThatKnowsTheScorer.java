// SPDX-License-Identifier: Apache-2.0
package planted.mime;

import planted.scoring.ScorerThatKnowsTheRouter;

/** A planted fault: a library that knows its sister. */
public interface ReaderThatKnowsTheScorer {
  ScorerThatKnowsTheRouter scorer();
}
