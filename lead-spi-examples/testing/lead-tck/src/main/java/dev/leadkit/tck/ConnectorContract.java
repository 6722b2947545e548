// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract test of {@link Connector}: extend it, supply the other system or a fake of it, and run it with JUnit.
 *
 * <p>The number in the name of a test is that of the rule in the documentation of {@link Connector}.
 */
public abstract class ConnectorContract {

  private static final int THREADS = 8;

  private OtherSystem system;

  /** A new, empty and working system. */
  protected abstract OtherSystem otherSystem() throws Exception;

  /** The system to which leads are delivered, with the faults that the kit injects. */
  public interface OtherSystem extends AutoCloseable {

    /** A new connector to this system, without memory, as after a restart. */
    Connector connector() throws Exception;

    /** All records in this system, in any order. */
    List<Entry> entries() throws Exception;

    /** Makes every following delivery meet this fault. */
    void meet(Trouble trouble) throws Exception;

    @Override
    default void close() throws Exception {}
  }

  /**
   * A record in the other system.
   *
   * @param externalId under which it was delivered
   * @param traces everything that a user of the system sees in it, one line each: fields, notes, messages
   */
  public record Entry(String externalId, List<String> traces) {
    public Entry {
      Objects.requireNonNull(externalId, "externalId");
      Objects.requireNonNull(traces, "traces");
      traces = List.copyOf(traces);
    }
  }

  /** What can happen to a delivery. */
  public enum Trouble {
    /** Nothing. */
    NONE,
    /** It fails before it has an effect: the system is down or unreachable. */
    BEFORE_THE_EFFECT,
    /** It has its effect, but the response is lost: a timeout after success. */
    AFTER_THE_EFFECT,
    /** The system rejects it permanently. */
    REFUSAL
  }

  @BeforeEach
  final void openSystem() throws Exception {
    system = otherSystem();
  }

  @AfterEach
  final void closeSystem() throws Exception {
    system.close();
  }

  @Test
  final void rule1_the_same_delivery_again_has_no_further_effect() throws Exception {
    Connector connector = system.connector();
    Outcome.Accepted first = accepted(connector, Samples.delivery(1, 40, 1));
    Set<Entry> once = entries();
    assertEquals(1, once.size());
    for (int attempt = 2; attempt <= 5; attempt++) {
      Outcome.Accepted again = accepted(connector, Samples.delivery(1, 40, attempt));
      assertEquals(first.reference(), again.reference());
    }
    assertEquals(once, entries());
  }

  @Test
  final void rule1_a_connector_that_was_restarted_has_no_further_effect() throws Exception {
    accepted(system.connector(), Samples.delivery(1, 40, 1));
    Set<Entry> once = entries();
    accepted(system.connector(), Samples.delivery(1, 40, 2));
    assertEquals(once, entries());
  }

  @Test
  final void rule1_a_delivery_whose_response_was_lost_has_no_further_effect() throws Exception {
    system.meet(Trouble.AFTER_THE_EFFECT);
    assertNull(attempt(system.connector(), Samples.delivery(1, 40, 1)));
    Set<Entry> once = entries();
    assertEquals(1, once.size());
    system.meet(Trouble.NONE);
    accepted(system.connector(), Samples.delivery(1, 40, 2));
    assertEquals(once, entries());
  }

  @Test
  final void rule2_deliveries_of_one_lead_update_one_record() throws Exception {
    Connector connector = system.connector();
    accepted(connector, Samples.delivery(1, 40, 1));
    Set<Entry> before = entries();
    accepted(connector, Samples.delivery(1, 90, 1));
    Set<Entry> after = entries();
    assertEquals(1, after.size());
    assertNotEquals(before, after);
    assertEquals(
        Samples.delivery(1, 90, 1).externalId(), after.iterator().next().externalId());
  }

  @Test
  final void rule2_deliveries_of_different_leads_are_different_records() throws Exception {
    Connector connector = system.connector();
    for (int n = 0; n < 10; n++) {
      accepted(connector, Samples.delivery(n, 40, 1));
    }
    assertEquals(10, entries().size());
  }

  @Test
  final void rule3_a_delivery_that_failed_before_its_effect_is_tried_again() throws Exception {
    Connector connector = system.connector();
    system.meet(Trouble.BEFORE_THE_EFFECT);
    assertNull(attempt(connector, Samples.delivery(1, 40, 1)));
    assertNull(attempt(connector, Samples.delivery(1, 40, 2)));
    assertEquals(Set.of(), entries());
    system.meet(Trouble.NONE);
    accepted(connector, Samples.delivery(1, 40, 3));
    assertEquals(1, entries().size());
  }

  @Test
  final void rule3_a_permanent_rejection_is_an_outcome_and_not_an_exception() throws Exception {
    system.meet(Trouble.REFUSAL);
    Outcome outcome = system.connector().deliver(Samples.delivery(1, 40, 1));
    assertInstanceOf(Outcome.Rejected.class, outcome);
    assertEquals(Set.of(), entries());
  }

  @Test
  final void rule4_many_leads_can_be_delivered_at_the_same_time() throws Exception {
    Connector connector = system.connector();
    int each = 10;
    Crowd.together(THREADS, i -> () -> {
      for (int n = 0; n < each; n++) {
        accepted(connector, Samples.delivery(i * each + n, 40, 1));
      }
      return i;
    });
    assertEquals(THREADS * each, entries().size());
  }

  @Test
  final void rule4_a_lead_that_many_threads_deliver_is_one_record() throws Exception {
    Connector connector = system.connector();
    Crowd.together(THREADS, i -> () -> attempt(connector, Samples.delivery(1, 40, i + 1)) != null);
    accepted(connector, Samples.delivery(1, 40, THREADS + 1));
    Set<Entry> many = entries();
    try (OtherSystem quiet = otherSystem()) {
      accepted(quiet.connector(), Samples.delivery(1, 40, 1));
      assertEquals(
          quiet.entries().stream().map(entry -> entry.traces().size()).toList(),
          many.stream().map(entry -> entry.traces().size()).toList());
    }
  }

  @Test
  final void rule4_an_interrupted_delivery_succeeds_or_is_tried_again() throws Exception {
    Connector connector = system.connector();
    Thread.currentThread().interrupt();
    try {
      attempt(connector, Samples.delivery(1, 40, 1));
    } finally {
      Thread.interrupted();
    }
    accepted(connector, Samples.delivery(1, 40, 2));
    assertEquals(1, entries().size());
  }

  @Test
  final void rule5_success_and_rejection_are_outcomes_and_never_null() throws Exception {
    assertNotNull(
        system.connector().deliver(Samples.delivery(1, 40, 1)),
        "A successful delivery must return Outcome.accepted");
    system.meet(Trouble.REFUSAL);
    assertNotNull(
        system.connector().deliver(Samples.delivery(2, 40, 1)),
        "A rejection must return Outcome.rejected");
  }

  /** The records, each with an external id of its own. */
  private Set<Entry> entries() throws Exception {
    List<Entry> entries = system.entries();
    assertEquals(
        entries.size(),
        entries.stream().map(Entry::externalId).distinct().count(),
        "Every record must have an external id of its own");
    return new HashSet<>(entries);
  }

  private static Outcome.Accepted accepted(Connector connector, Delivery delivery)
      throws Exception {
    return assertInstanceOf(Outcome.Accepted.class, connector.deliver(delivery));
  }

  /** The outcome, null if the delivery is to be retried. */
  private static Outcome.@Nullable Accepted attempt(Connector connector, Delivery delivery) {
    Outcome outcome;
    try {
      outcome = connector.deliver(delivery);
    } catch (Exception e) {
      return null;
    }
    if (outcome instanceof Outcome.Later) {
      return null;
    }
    return assertInstanceOf(Outcome.Accepted.class, outcome);
  }
}
