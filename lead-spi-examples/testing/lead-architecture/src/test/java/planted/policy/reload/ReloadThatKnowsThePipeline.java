// SPDX-License-Identifier: Apache-2.0
package planted.policy.reload;

import planted.pipeline.PipelineThatKnowsAReader;

/** A planted fault: a policy source that knows the engine. */
public interface ReloadThatKnowsThePipeline {
  PipelineThatKnowsAReader pipeline();
}
