// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.spi.Flags;
import dev.leadkit.spi.Flags.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract test of {@link Flags}: extend it, supply its flag service or a fake of it, and run it with JUnit.
 *
 * <p>The number in the name of a test is that of the rule in the documentation of {@link Flags}.
 */
public abstract class FlagsContract {

  private static final int THREADS = 8;
  private static final String FLAG = "bonus";
  private static final String OTHER = "colour.of-form_2";
  private static final Subject ACME = new Subject("lead_1", "acme.example");
  private static final Subject NO_COMPANY = new Subject("lead_2", "");

  private Service service;
  private Flags flags;

  /** A new service without flags. */
  protected abstract Service service() throws Exception;

  /** A flag service, with the faults that the kit injects. */
  public interface Service extends AutoCloseable {

    /** The flags of this service. */
    Flags flags() throws Exception;

    /** Sets the value of a flag for all subjects. */
    void set(String flag, String value) throws Exception;

    /** Removes a flag. */
    void remove(String flag) throws Exception;

    /** Makes the service unreachable, if that can happen to it. */
    void disappear() throws Exception;

    /** Makes it reachable again. */
    void reappear() throws Exception;

    @Override
    default void close() throws Exception {}
  }

  @BeforeEach
  final void openService() throws Exception {
    service = service();
    service.set(FLAG, "on");
    flags = service.flags();
  }

  @AfterEach
  final void closeService() throws Exception {
    service.close();
  }

  @Test
  final void rule1_a_flag_has_its_value_for_every_subject() throws Exception {
    service.set(OTHER, "dark green");
    for (Subject subject : List.of(ACME, NO_COMPANY)) {
      assertEquals("on", flags.value(FLAG, subject));
      assertEquals("dark green", flags.value(OTHER, subject));
    }
  }

  @Test
  final void rule1_the_same_question_has_the_same_answer() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertEquals("on", flags.value(FLAG, ACME));
      assertEquals("on", service.flags().value(FLAG, ACME));
    }
  }

  @Test
  final void rule2_a_flag_that_does_not_exist_has_no_value() throws Exception {
    assertNull(flags.value("bonu", ACME));
    assertNull(flags.value("bonuses", ACME));
    service.remove(FLAG);
    assertNull(flags.value(FLAG, ACME));
  }

  @Test
  final void rule3_an_unreachable_service_does_not_invent_a_value() throws Exception {
    service.disappear();
    String meanwhile = attempt(FLAG);
    assertEquals(
        "on",
        meanwhile == null ? "on" : meanwhile,
        "An unreachable service must return the last known value or none");
    assertEquals("nothing", attemptOr("never.asked", "nothing"));
    service.reappear();
    assertEquals("on", flags.value(FLAG, ACME));
  }

  @Test
  final void rule4_the_next_question_has_the_new_value() throws Exception {
    for (String value : List.of("off", "on", "off", "half", "on")) {
      service.set(FLAG, value);
      assertEquals(value, flags.value(FLAG, ACME));
      assertEquals(value, flags.value(FLAG, NO_COMPANY));
    }
    service.remove(FLAG);
    assertNull(flags.value(FLAG, ACME));
    service.set(FLAG, "off");
    assertEquals("off", flags.value(FLAG, ACME));
  }

  @Test
  final void rule5_many_threads_can_ask() throws Exception {
    service.set(OTHER, "green");
    List<Boolean> right = Crowd.together(THREADS, i -> () -> {
      boolean all = true;
      for (int n = 0; n < 20; n++) {
        var subject = new Subject("lead_" + i + "_" + n, "acme" + i + ".example");
        all &= "on".equals(flags.value(FLAG, subject));
        all &= "green".equals(flags.value(OTHER, subject));
        all &= flags.value("none", subject) == null;
      }
      return all;
    });
    assertEquals(
        List.of(true),
        right.stream().distinct().toList(),
        "Every thread must get the right answers");
  }

  @Test
  final void rule5_an_interrupted_question_has_the_right_answer_or_none() throws Exception {
    Thread.currentThread().interrupt();
    String interrupted;
    try {
      interrupted = attemptOr(FLAG, "on");
    } finally {
      Thread.interrupted();
    }
    assertEquals("on", interrupted);
    assertEquals("on", flags.value(FLAG, ACME));
  }

  /** The value, null if the service has none. */
  private @Nullable String attempt(String flag) {
    try {
      String value = flags.value(flag, ACME);
      return value == null ? "nothing was said" : value;
    } catch (Exception e) {
      return null;
    }
  }

  private String attemptOr(String flag, String defaultValue) {
    try {
      String value = flags.value(flag, ACME);
      return value == null ? "nothing" : value;
    } catch (Exception e) {
      return defaultValue;
    }
  }
}
