// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.schedules;

import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.pipeline.Receipt;
import dev.leadkit.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records what senders, observers, the CRM and listeners see. Thread-safe. */
final class Evidence {

  /**
   * An attempt to have a message accepted.
   *
   * @param event the id of the message
   * @param receipt of the sender, null if it was refused
   * @param thread the lead to which the message must belong because its parent was acknowledged before, null if unknown
   */
  record Sent(
      String event, @Nullable Receipt receipt, @Nullable LeadId thread) {}

  /** An observation of a host: a unique label. */
  record Observed(LeadId lead, String label, boolean isAcknowledged) {}

  /** A delivery that had its effect in the CRM. */
  record Effect(String connector, String task, Lead lead) {}

  /** An event that the listener of an engine received. */
  record Told(String engine, LeadEvent event) {}

  private final List<Sent> sent = new ArrayList<>();
  private final List<Observed> observed = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private final List<Policy> policies = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  synchronized void add(Sent attempt) {
    sent.add(attempt);
  }

  synchronized void add(Observed observation) {
    observed.add(observation);
  }

  synchronized void add(Effect effect) {
    effects.add(effect);
  }

  synchronized void add(Told notice) {
    told.add(notice);
  }

  synchronized void add(Policy policy) {
    policies.add(policy);
  }

  /** Records something that must never happen. */
  synchronized void fault(String what) {
    faults.add(what);
  }

  synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }

  synchronized List<Observed> observed() {
    return List.copyOf(observed);
  }

  synchronized List<Effect> effects() {
    return List.copyOf(effects);
  }

  synchronized List<Told> told() {
    return List.copyOf(told);
  }

  synchronized List<Policy> policies() {
    return List.copyOf(policies);
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }
}
