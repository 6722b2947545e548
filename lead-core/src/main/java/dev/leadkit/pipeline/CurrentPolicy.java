// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policy of the source, or its last one if the source fails. Thread-safe. */
final class CurrentPolicy {

  private static final Logger LOG = LoggerFactory.getLogger(CurrentPolicy.class);
  private static final String PART = "policy source";

  private final PolicySource source;
  private final Faults faults;
  private volatile Policy last;

  CurrentPolicy(PolicySource source, Faults faults) {
    this.source = source;
    this.faults = faults;
    last = source.policy();
  }

  Policy get() {
    try {
      Policy policy = java.util.Objects.requireNonNull(source.policy(), "no policy was given");
      last = policy;
      faults.works(PART);
      return policy;
    } catch (Throwable e) {
      if (faults.failed(PART, e)) {
        LOG.error("policy source failed, policy {} stays", last.version(), Faults.printable(e));
      }
      return last;
    }
  }
}
