// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.crash;

import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.LeadStore;
import java.util.List;
import java.util.Map;

/** Faults of the library that the crash tests must find: each is planted once, and the tests must fail. */
enum Fault {
  /** No fault. */
  NONE,

  /** The sender is told "accepted" before the message is durable. */
  EARLY_ANSWER,

  /** The keys of a message are claimed in a transaction of their own, before its events. */
  SEPARATE_CLAIM {
    @Override
    LeadStore in(LeadStore store) {
      return new ForwardingStore(store) {
        @Override
        public List<Result> commit(List<Commit> commits) {
          // The keys and threads of each commit first, as a lead without events would hold them.
          super.commit(commits.stream()
              .filter(commit -> !commit.keys().isEmpty())
              .map(commit -> new Commit(
                  commit.lead(),
                  commit.after(),
                  List.of(),
                  commit.keys(),
                  commit.threads(),
                  null,
                  null))
              .toList());
          return super.commit(commits.stream()
              .map(commit -> new Commit(
                  commit.lead(),
                  commit.after(),
                  commit.events(),
                  Map.of(),
                  List.of(),
                  commit.wakeAt(),
                  commit.lease()))
              .toList());
        }
      };
    }
  },

  /** The wake-up time of a new lead is kept in memory only. */
  WAKE_IN_MEMORY {
    @Override
    LeadStore in(LeadStore store) {
      return new ForwardingStore(store) {
        @Override
        public List<Result> commit(List<Commit> commits) {
          return super.commit(commits.stream()
              .map(commit -> new Commit(
                  commit.lead(),
                  commit.after(),
                  commit.events(),
                  commit.keys(),
                  commit.threads(),
                  commit.keys().isEmpty() ? commit.wakeAt() : null,
                  commit.lease()))
              .toList());
        }
      };
    }
  };

  LeadStore in(LeadStore store) {
    return store;
  }
}
