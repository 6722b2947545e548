// SPDX-License-Identifier: Apache-2.0
package planted.understanding;

import planted.routing.RouterThatKnowsTheScorer;

/** A planted fault: a library that knows its sister. */
public interface UnderstandingThatKnowsTheRouter {
  RouterThatKnowsTheScorer router();
}
