// SPDX-License-Identifier: Apache-2.0
package planted.simulation;

import planted.pipeline.PipelineThatKnowsAReader;

/** A planted fault: it knows the pipeline. */
public interface SimulationThatKnowsThePipeline {
  PipelineThatKnowsAReader pipeline();
}
