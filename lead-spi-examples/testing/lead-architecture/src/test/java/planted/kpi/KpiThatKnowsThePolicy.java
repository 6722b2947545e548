// SPDX-License-Identifier: Apache-2.0
package planted.kpi;

import planted.policy.PolicyThatKnowsThePipeline;

/** A planted fault: it knows the policy. */
public interface KpiThatKnowsThePolicy {
  PolicyThatKnowsThePipeline policy();
}
