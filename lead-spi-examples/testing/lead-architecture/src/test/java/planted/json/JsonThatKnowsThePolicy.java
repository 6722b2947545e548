// SPDX-License-Identifier: Apache-2.0
package planted.json;

import planted.policy.PolicyThatKnowsThePipeline;

/** A planted fault: it knows the policy. */
public interface JsonThatKnowsThePolicy {
  PolicyThatKnowsThePipeline policy();
}
