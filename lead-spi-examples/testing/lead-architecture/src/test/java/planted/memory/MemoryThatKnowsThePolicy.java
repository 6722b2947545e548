// SPDX-License-Identifier: Apache-2.0
package planted.memory;

import planted.policy.PolicyThatKnowsThePipeline;

/** A planted fault: it knows the policy. */
public interface MemoryThatKnowsThePolicy {
  PolicyThatKnowsThePipeline policy();
}
