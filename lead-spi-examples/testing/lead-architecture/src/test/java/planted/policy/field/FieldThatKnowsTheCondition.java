// SPDX-License-Identifier: Apache-2.0
package planted.policy.field;

import planted.policy.condition.ConditionThatKnowsTheCheck;

/** A planted fault: a field that knows conditions. */
public interface FieldThatKnowsTheCondition {
  ConditionThatKnowsTheCheck condition();
}
