// SPDX-License-Identifier: Apache-2.0
package planted.policy.check;

import planted.policy.reload.ReloadThatKnowsThePipeline;

/** A planted fault: a check that knows where policies come from. */
public interface CheckThatKnowsTheReload {
  ReloadThatKnowsThePipeline reload();
}
