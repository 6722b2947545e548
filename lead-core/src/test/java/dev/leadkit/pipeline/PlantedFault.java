// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.List;

/** Mistakes of the engine that the simulation must find, each as a change of its source. */
enum PlantedFault {
  ACKNOWLEDGED_BEFORE_THE_COMMIT(
      "GroupCommit", "    List<LeadStore.Result> results = proposals.isEmpty()", """
          proposals.forEach(proposal -> proposal.answers().forEach(GroupCommit::complete));
          List<LeadStore.Result> results = proposals.isEmpty()"""),

  CACHED_BEFORE_THE_COMMIT(
      "GroupCommit", "    List<LeadStore.Result> results = proposals.isEmpty()", """
          proposals.forEach(proposal -> leads.confirm(proposal.after()));
          List<LeadStore.Result> results = proposals.isEmpty()"""),

  CLAIMED_BEFORE_THE_COMMIT(
      "GroupCommit",
      "        : store.commit(proposals.stream().map(Proposal::commit).toList());",
      """
              : separately(proposals.stream().map(Proposal::commit).toList());""",
      "  private void committed(Proposal proposal) {",
      """
        private List<LeadStore.Result> separately(List<LeadStore.Commit> commits) {
          store.commit(commits.stream()
              .filter(commit -> !commit.keys().isEmpty())
              .map(commit -> new LeadStore.Commit(commit.lead(), commit.after(), List.of(), commit.keys(),
                  commit.threads(), null, null))
              .toList());
          return store.commit(commits.stream()
              .map(commit -> new LeadStore.Commit(commit.lead(), commit.after(), commit.events(), java.util.Map.of(),
                  List.of(), commit.wakeAt(), commit.lease()))
              .toList());
        }

        private void committed(Proposal proposal) {"""),

  AN_ATTACHED_MESSAGE_CLAIMS_NOTHING(
      "Settler",
      "List<Key> keys = entry.refusals > 1",
      "List<Key> keys = found.reason() != null ? List.of() : entry.refusals > 1"),

  A_GROUP_FAILS_TOGETHER(
      "GroupCommit",
      "} else if (rest.size() <= 1 || budget.isSpent()) {",
      "} else if (rest.size() > 0) {"),

  AN_ERROR_LEAVES_CALLERS_WITHOUT_AN_ANSWER(
      "GroupCommit", "    entries.forEach(entry -> fail(entry, refusal));", """
              entries.stream()
                  .filter(entry -> cause instanceof RuntimeException)
                  .forEach(entry -> fail(entry, refusal));"""),

  A_STALE_COMMIT_IS_SETTLED_AGAIN_WITHOUT_WHAT_WAS_ON_TOP(
      "GroupCommit",
      "for (Answer answer : proposal.answers()) {\n      Entry entry = answer.entry();",
      "for (Answer answer : proposal.answers().subList(0, 1)) {\n      Entry entry = answer.entry();"),

  A_STALE_COMMIT_IS_TAKEN_FOR_WRITTEN(
      "GroupCommit", "again.addAll(refused(proposal, results.get(i)));", "committed(proposal);"),

  THE_LOOP_IS_NOT_WOKEN(
      "GroupCommit",
      "      tell(\"awake\", listener::awake);",
      "      LOG.trace(\"the loop is not told\");"),

  A_WAKE_UP_TIME_IS_NOT_STORED(
      "Settler", "return step instanceof NextAction.Rest ? null : now;", "return null;"),

  TIME_RUNS_BACKWARDS("EngineClock", "if (!last.isAfter(now)) {", "if (last != now) {"),

  A_LEASE_ENDS_ALTHOUGH_THE_VISIT_GOES_ON(
      "Settler",
      "            lease = null; // kept: the same session goes on",
      "            // ended"),

  A_LEAD_IS_VISITED_TWICE_AT_ONCE(
      "LeaseLoop",
      "current = sessions.putIfAbsent(lease.lead(), session);",
      "sessions.put(lease.lead(), session);\n        current = null;"),

  A_TASK_NEED_NOT_FIT_INTO_ITS_LEASE(
      "Dispatcher",
      "if (closing || !session.hasTimeFor(taskTimeout, clock.instant(), execution.nanos())) {",
      "if (closing) {"),

  A_LATE_SUCCESS_IS_DISCARDED(
      "Dispatcher",
      "        recorder.late(task.lead(), fact, context());",
      "        LOG.trace(\"too late\");"),

  A_CLOCK_THAT_IS_AHEAD_IS_FORGOTTEN(
      "LeaseSession", "work.multipliedBy(2)", "work.multipliedBy(1)"),

  A_CALL_IS_NEVER_GIVEN_UP("Dispatcher", "      if (attempt.giveUp()) {", "      if (closing) {"),

  A_REPEATED_TASK_HAS_A_NEW_ID(
      "TaskPerformer", "        task.id(), lead.id().value(), attempt,", """
              task.id() + "-" + attempt, lead.id().value(), attempt,"""),

  A_FULL_LANE_ASKS_FOR_NO_PAUSE("Bulkhead", "return MIN_RETRY_DELAY;", "return Duration.ZERO;"),

  A_LOST_CALL_IS_NEVER_COUNTED_OFF("Bulkhead", "          lost--;", "          lost += 0;"),

  A_LEAD_THAT_CANNOT_BE_DECIDED_IS_TRIED_AT_ONCE(
      "Faults",
      "return pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;",
      "return Duration.ZERO;");

  private final String type;
  private final List<String> edits;

  PlantedFault(String type, String... edits) {
    this.type = type;
    this.edits = List.of(edits);
  }

  /** The class in which it is. */
  String type() {
    return type;
  }

  /**
   * The source of that class with the fault.
   *
   * @throws IllegalStateException if the source has changed so that the fault is not in it any more
   */
  String in(String source) {
    String faulty = source;
    for (int i = 0; i < edits.size(); i += 2) {
      String from = edits.get(i);
      if (!faulty.contains(from)) {
        throw new IllegalStateException(
            this + ": expected this in the source of " + type + ":\n" + from);
      }
      faulty = faulty.replace(from, edits.get(i + 1));
    }
    return faulty;
  }
}
