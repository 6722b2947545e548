// SPDX-License-Identifier: Apache-2.0
package planted.policy;

import planted.pipeline.PipelineThatKnowsAReader;

/** A planted fault: a policy that knows the engine. */
public interface PolicyThatKnowsThePipeline {
  PipelineThatKnowsAReader pipeline();
}
