// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Task;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.Flags;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plug-in answers becomes a fact, within the limits of a fact. */
class TaskPerformerTest {

  private static final LeadId LEAD = LeadId.openedBy("evt_1");
  private static final Task DELIVER = new Task.Deliver("dlv_1", LEAD, "crm", "r1");
  private static final Task FLAG = Task.EvaluateFlag.of(LEAD, "bonus", "acme.example");

  private static TaskPerformer performer(Flags flags) {
    return new TaskPerformer(new InMemoryStore(), Map.of(), Map.of(), flags);
  }

  private static String reasonOf(String reason) {
    return assertInstanceOf(Fact.Failed.class, TaskPerformer.failed(DELIVER, reason))
        .reason();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "499, 499", "500, 500", "501, 500", "10000, 500"})
  void the_reason_of_a_failure_has_at_most_500_characters(int length, int kept) {
    String reason = "x".repeat(length);
    String expected = length == 0 ? "no reason given" : reason.substring(0, kept);
    assertEquals(expected + (length > kept ? "…" : ""), reasonOf(reason));
  }

  @Test
  void a_reason_is_not_cut_inside_a_character() {
    String pair = "\ud83d\ude42";
    assertEquals("x".repeat(499) + "…", reasonOf("x".repeat(499) + pair));
    assertEquals("x".repeat(498) + pair + "…", reasonOf("x".repeat(498) + pair + "x"));
  }

  @Test
  void a_blank_reason_says_that_there_is_none() {
    assertEquals("no reason given", reasonOf(" \n"));
  }

  @Test
  void a_pipeline_has_flags_if_it_has_a_service_for_them() {
    assertFalse(new TaskPerformer(new InMemoryStore(), Map.of(), Map.of(), null).hasFlags());
    assertTrue(performer((flag, subject) -> "on").hasFlags());
  }

  @Test
  void a_flag_without_an_answer_has_a_reason_of_at_most_200_characters() throws Exception {
    var failed = assertInstanceOf(
        Fact.FlagEvaluated.class,
        performer((flag, subject) -> {
              throw new IllegalStateException("x".repeat(1_000));
            })
            .perform(Lead.of(LEAD), FLAG));
    assertNull(failed.value());
    assertEquals(200, failed.reason().length());
    assertTrue(failed.reason().startsWith("the flag service failed: "), failed.reason());
    var unknown = assertInstanceOf(
        Fact.FlagEvaluated.class, performer((flag, subject) -> null).perform(Lead.of(LEAD), FLAG));
    assertEquals("the flag service knows no such flag", unknown.reason());
  }

  /** A service that catches the interruption and throws something else was interrupted all the same: nothing is known. */
  @Test
  void an_interrupted_flag_service_has_given_no_answer() {
    TaskPerformer performer = performer((flag, subject) -> {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("wraps an InterruptedException");
    });
    assertThrows(InterruptedException.class, () -> performer.perform(Lead.of(LEAD), FLAG));
    assertTrue(Thread.interrupted());
    assertThrows(
        InterruptedException.class,
        () -> performer((flag, subject) -> {
              throw new InterruptedException();
            })
            .perform(Lead.of(LEAD), FLAG));
  }
}
