// SPDX-License-Identifier: Apache-2.0
package planted.policy.condition;

import planted.policy.check.CheckThatKnowsTheReload;

/** A planted fault: a condition that knows the checks. */
public interface ConditionThatKnowsTheCheck {
  CheckThatKnowsTheReload check();
}
