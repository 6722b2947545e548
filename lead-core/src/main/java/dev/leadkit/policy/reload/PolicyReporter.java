// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports what happens to a live policy to the log and to the host's listener. */
final class PolicyReporter {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyReporter.class);
  private static final int LOGGED_PROBLEMS = 20;

  private final Consumer<? super PolicyEvent> listener;

  PolicyReporter(Consumer<? super PolicyEvent> listener) {
    this.listener = listener;
  }

  void report(PolicyEvent event) {
    log(event);
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.error("the listener failed on {}", event, e);
    }
  }

  private static void log(PolicyEvent event) {
    if (event instanceof PolicyEvent.Loaded loaded) {
      LOG.info("policy {}{} takes effect", loaded.hash(), named(loaded.revision()));
    } else if (event instanceof PolicyEvent.Refused refused) {
      LOG.error(
          "policy refused{}, {} stays: {}",
          named(refused.revision()),
          refused.kept(),
          shown(refused.problems()));
    } else if (event instanceof PolicyEvent.Unreachable unreachable) {
      LOG.warn("policy cannot be read, {} stays: {}", unreachable.kept(), unreachable.reason());
    } else if (event instanceof PolicyEvent.Recovered recovered) {
      LOG.info("policy is well again, {} stays", recovered.kept());
    } else if (event instanceof PolicyEvent.Held held) {
      LOG.info("policy {} is pinned, another waits{}", held.pinned(), named(held.revision()));
    } else if (event instanceof PolicyEvent.Pinned pinned) {
      LOG.info("policy {} is pinned", pinned.hash());
    } else if (event instanceof PolicyEvent.Unpinned unpinned) {
      LOG.info("policy {} is no longer pinned", unpinned.hash());
    }
  }

  private static String named(String revision) {
    return revision.isEmpty() ? "" : " of " + revision;
  }

  private static String shown(List<String> problems) {
    int more = problems.size() - LOGGED_PROBLEMS;
    return String.join("; ", problems.subList(0, Math.min(LOGGED_PROBLEMS, problems.size())))
        + (more > 0 ? "; and " + more + " more" : "");
  }
}
