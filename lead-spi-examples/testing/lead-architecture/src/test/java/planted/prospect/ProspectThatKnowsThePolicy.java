// SPDX-License-Identifier: Apache-2.0
package planted.prospect;

import planted.policy.PolicyThatKnowsThePipeline;

/** A planted fault: it knows the policy, which knows it. */
public interface ProspectThatKnowsThePolicy {
  PolicyThatKnowsThePipeline policy();
}
