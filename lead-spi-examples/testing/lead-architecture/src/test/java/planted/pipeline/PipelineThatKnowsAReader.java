// SPDX-License-Identifier: Apache-2.0
package planted.pipeline;

import planted.mime.ReaderThatKnowsTheScorer;

/** A planted fault: an engine that knows a library above it. */
public interface PipelineThatKnowsAReader {
  ReaderThatKnowsTheScorer reader();
}
