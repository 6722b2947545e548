// SPDX-License-Identifier: Apache-2.0
package planted.policy.reload;

import planted.policy.field.FieldThatKnowsTheCondition;

/** A planted fault: a host cannot name the type that it returns. */
public interface ReloadThatShowsAField {
  FieldThatKnowsTheCondition field();
}
