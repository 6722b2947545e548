// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static dev.leadkit.pipeline.Letters.MONDAY;
import static dev.leadkit.pipeline.Letters.and;
import static dev.leadkit.pipeline.Letters.answering;
import static dev.leadkit.pipeline.Letters.from;
import static dev.leadkit.pipeline.Letters.id;
import static dev.leadkit.pipeline.Letters.on;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.EventContext;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person takes back that a message was added to a lead. */
class SeparationTest {

  private final Letters letters = new Letters();

  @AfterEach
  void close() {
    letters.close();
  }

  private Receipt first() {
    return letters.accept(
        "1", and(from("ann@first.example", "Call", "Please call me."), id("<1@x>")));
  }

  private Receipt second() {
    return letters.accept(
        "2",
        and(
            and(from("ann@first.example", "Call", "Please call me."), id("<2@x>")),
            on(MONDAY.plusSeconds(9))));
  }

  @Test
  void the_message_opens_a_lead_of_its_own_and_no_longer_counts_in_the_first() {
    Receipt first = first();
    Receipt second = second();
    assertEquals(first.lead(), second.lead());
    var unmerged = new Fact.Unmerged(second.event(), "another site", "kim");
    letters.leads.observe(first.lead(), unmerged);
    Lead remaining = letters.lead(first);
    assertEquals(
        List.of(first.event()), remaining.messages().stream().map(m -> m.id()).toList());
    assertEquals(10, Objects.requireNonNull(remaining.decision()).score().value(), "Decided again");
    Lead separated = letters.leads.lead(unmerged.opens(first.lead()));
    assertNotNull(separated, "A lead of its own");
    assertEquals("Please call me.", separated.messages().get(0).textBody());
    assertEquals(10, Objects.requireNonNull(separated.decision()).score().value());
  }

  @Test
  void copies_and_answers_follow_the_message_to_its_new_lead() {
    Receipt first = first();
    Receipt second = second();
    var unmerged = new Fact.Unmerged(second.event(), "another site", "kim");
    letters.leads.observe(first.lead(), unmerged);
    Receipt copy = letters.again("2", "info@leadkit.example");
    assertEquals(unmerged.opens(first.lead()), copy.lead());
    assertEquals(
        unmerged.separated(first.lead()),
        letters.facts(copy, Fact.Duplicated.class).get(0).original());
    Receipt answer = letters.accept(
        "3", and(from("ann@first.example", "Re: Call", "Today?"), answering("<3@x>", "<2@x>")));
    assertEquals(unmerged.opens(first.lead()), answer.lead());
  }

  @Test
  void asking_twice_changes_nothing() {
    Receipt first = first();
    Receipt second = second();
    var unmerged = new Fact.Unmerged(second.event(), "another site", "kim");
    letters.leads.observe(first.lead(), unmerged);
    int events = letters.host.everything().size();
    letters.leads.observe(first.lead(), unmerged);
    assertEquals(events, letters.host.everything().size());
  }

  @Test
  void a_process_that_was_killed_between_the_two_commits_is_completed_by_asking_again() {
    Receipt first = first();
    Receipt second = second();
    var unmerged = new Fact.Unmerged(second.event(), "another site", "kim");
    Fact.Received opening = new Separation(letters.host.store).opening(first.lead(), unmerged);
    letters
        .leads
        .engine()
        .recorder()
        .observed(
            unmerged.opens(first.lead()),
            List.of(Objects.requireNonNull(opening)),
            EventContext.NONE)
        .join();
    assertEquals(2, letters.lead(first).messages().size(), "Killed here: the message is not lost");
    letters.leads.observe(first.lead(), unmerged);
    assertEquals(1, letters.lead(first).messages().size());
    assertEquals(2, letters.all().size());
  }

  @Test
  void only_a_message_that_was_added_can_be_separated() {
    Receipt first = first();
    for (String message : List.of(first.event(), "evt_unknown")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> letters.leads.observe(first.lead(), new Fact.Unmerged(message, "", "kim")));
    }
    assertNotEquals(0, letters.host.everything().size());
  }
}
