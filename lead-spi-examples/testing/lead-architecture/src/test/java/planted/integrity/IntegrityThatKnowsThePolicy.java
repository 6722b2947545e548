// SPDX-License-Identifier: Apache-2.0
package planted.integrity;

import planted.policy.PolicyThatKnowsThePipeline;

/** A planted fault: it knows the policy. */
public interface IntegrityThatKnowsThePolicy {
  PolicyThatKnowsThePipeline policy();
}
