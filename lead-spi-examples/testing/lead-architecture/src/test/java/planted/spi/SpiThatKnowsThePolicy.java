// SPDX-License-Identifier: Apache-2.0
package planted.spi;

import planted.policy.PolicyThatKnowsThePipeline;

/** A planted fault: an extension point that knows the policy. */
public interface SpiThatKnowsThePolicy {
  PolicyThatKnowsThePipeline policy();
}
