// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Enrichment;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.Retry;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Enricher;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.Outcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderTest {

  private final Host host = new Host();

  private static final Connector CRM = delivery -> Outcome.accepted("1");
  private static final Enricher COMPANIES = question -> Enrichment.NONE;

  private static String mistakes(LeadPipeline.Builder builder) {
    return String.valueOf(
        assertThrows(IllegalStateException.class, builder::build).getMessage());
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("lead-"))
        .collect(Collectors.toSet());
  }

  @Test
  void building_starts_no_thread_and_starting_does() {
    LeadPipeline.Builder builder =
        host.pipeline().connector("crm", CRM).listener((event, lead) -> {});
    Set<Thread> before = threads();
    try (LeadPipeline built = builder.build()) {
      Set<Thread> after = threads();
      after.removeAll(before);
      assertEquals(Set.of(), after, "a pipeline that was only built has no thread");
      assertEquals(Health.Status.UP, built.health().status());
    }
    before = threads();
    try (LeadPipeline started = builder.start()) {
      Set<Thread> after = threads();
      after.removeAll(before);
      assertFalse(after.isEmpty(), "a started pipeline works in the background");
      assertEquals(Health.Status.UP, started.health().status());
    }
  }

  @Nested
  class A_mistake_of_the_host {

    @Test
    void is_reported_with_every_other_one_its_place_and_its_remedy() {
      String all = mistakes(LeadPipeline.builder()
          .concurrency(0)
          .taskTimeout(Duration.ZERO)
          .pollInterval(Duration.ofSeconds(Long.MAX_VALUE)));
      assertEquals(
          List.of(
              "policy: not set; expected policy(PolicySource.file(path))",
              "store: not set; expected store(SqliteStore.open(path)), or another store that survives a restart",
              "blobs: not set; expected blobs(new FileBlobs(folder)), or another store that survives a restart",
              "reader: not set; expected reader(new MimeReader(…)) for mail",
              "concurrency: expected 1 or more, got 0",
              "taskTimeout: expected 1 ms to 365 days, got PT0S",
              "pollInterval: expected 1 ms to 365 days, got PT2562047788015215H30M7S"),
          all.lines().toList());
    }

    @Test
    void is_reported_together_with_the_problems_of_the_policy() {
      Policy asking = host.policy().withEnrichers(List.of("clearbit"), Duration.ZERO);
      var thrown = assertThrows(
          IllegalStateException.class,
          () -> LeadPipeline.builder()
              .policy(PolicySource.of(asking))
              .blobs(host.blobs)
              .reader(Host.reader())
              .connector("crm", CRM)
              .build());
      String problem = "policy: no enricher is called 'clearbit'; known: ";
      assertEquals(2, String.valueOf(thrown.getMessage()).lines().count(), thrown.getMessage());
      assertTrue(String.valueOf(thrown.getMessage()).contains(problem), thrown.getMessage());
      PolicyException cause = assertInstanceOf(PolicyException.class, thrown.getCause());
      assertEquals(List.of(problem), cause.problems());
    }

    @Test
    void is_an_interval_of_less_than_a_millisecond_or_more_than_a_year() {
      for (Duration interval : List.of(Duration.ofMillis(1), Duration.ofDays(365))) {
        host.pipeline()
            .connector("crm", CRM)
            .taskTimeout(interval)
            .pollInterval(interval)
            .reloadInterval(interval)
            .concurrency(1)
            .build()
            .close();
      }
      for (Duration interval :
          List.of(Duration.ofMillis(1).minusNanos(1), Duration.ofDays(365).plusNanos(1))) {
        String all = mistakes(host.pipeline()
            .connector("crm", CRM)
            .taskTimeout(interval)
            .pollInterval(interval)
            .reloadInterval(interval));
        assertEquals(3, all.lines().count(), all);
      }
    }

    @Test
    void keeps_a_pipeline_from_being_started_as_well_as_built() {
      assertThrows(IllegalStateException.class, () -> LeadPipeline.builder().start());
    }

    @Test
    void does_not_hide_behind_a_policy_source_that_fails() {
      String all = mistakes(host.pipeline()
          .policy(() -> {
            throw new IllegalStateException("a bug");
          })
          .connector("crm", CRM));
      assertTrue(all.endsWith(" failed: IllegalStateException: a bug"), all);
    }

    @Test
    void does_not_hide_behind_a_policy_source_that_gives_none() {
      String all = mistakes(host.pipeline().policy(() -> null).connector("", CRM));
      assertEquals(2, all.lines().count(), all);
      assertTrue(all.contains("returned null; expected a policy"), all);
    }
  }

  @Nested
  class A_problem_of_the_policy_alone {

    @Test
    void is_a_policy_exception() {
      Policy asking = host.policy().withEnrichers(List.of("clearbit"), Duration.ZERO);
      var thrown = assertThrows(
          PolicyException.class,
          () -> host.pipeline()
              .policy(PolicySource.of(asking))
              .enricher("companies", COMPANIES)
              .build());
      assertEquals(
          List.of("policy: no enricher is called 'clearbit'; known: companies"), thrown.problems());
    }
  }

  @Nested
  class A_name {

    @Test
    void is_given_to_one_connector_only() {
      String all = mistakes(host.pipeline().connector("crm", CRM).connector("crm", new Second()));
      assertTrue(
          all.startsWith("connector: 'crm' is set twice, to a " + CRM.getClass().getName()
              + " and a " + Second.class.getName()),
          all);
    }

    @Test
    void is_given_to_one_enricher_only() {
      String all = mistakes(host.pipeline()
          .connector("crm", CRM)
          .enricher("companies", COMPANIES)
          .enricher("companies", COMPANIES));
      assertTrue(all.startsWith("enricher: 'companies' is set twice"), all);
    }

    @Test
    void of_a_media_type_has_one_reader_only_whatever_its_case() {
      MessageReader other = Host.reader();
      String all = mistakes(host.pipeline().connector("crm", CRM).reader("Message/RFC822", other));
      assertTrue(
          all.startsWith("reader: 'message/rfc822' is set twice")
              && all.contains(" and a " + other.getClass().getName()),
          all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " crm", "a\tb", "a\u0000b"})
    void is_not_blank_and_has_no_control_characters(String name) {
      assertTrue(mistakes(host.pipeline().connector(name, CRM)).startsWith("connector: '"));
      assertTrue(mistakes(host.pipeline().enricher(name, COMPANIES)).startsWith("enricher: '"));
    }

    @Test
    void has_100_characters_at_most() {
      String longest = "x".repeat(100);
      host.pipeline().connector("crm", CRM).connector(longest, CRM).build().close();
      assertTrue(mistakes(host.pipeline().connector("crm", CRM).connector(longest + "x", CRM))
          .startsWith("connector: 'xx"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mail", "/x", "text/plain; charset=utf-8"})
    void of_a_media_type_has_a_slash_and_no_parameters(String type) {
      assertTrue(mistakes(host.pipeline().reader(type, Host.reader())).startsWith("reader: '"));
    }
  }

  /** Another class, so that the message can distinguish the two. */
  private static final class Second implements Connector {
    @Override
    public Outcome deliver(dev.leadkit.spi.Delivery delivery) {
      return Outcome.accepted("2");
    }
  }

  static Stream<Method> setters() {
    return Arrays.stream(LeadPipeline.Builder.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> method.getParameterCount() > 0)
        .filter(method -> !method.getParameterTypes()[0].isPrimitive());
  }

  @Test
  void every_setter_is_checked() {
    assertTrue(setters().count() >= 13, "the builder has at least 13 methods that take an object");
  }

  @ParameterizedTest
  @MethodSource("setters")
  void null_is_refused_at_the_call(Method setter) throws Exception {
    for (int at = 0; at < setter.getParameterCount(); at++) {
      Object[] arguments = Arrays.stream(setter.getParameterTypes())
          .map(type -> type == String.class ? "text/x" : stub(type))
          .toArray();
      arguments[at] = null;
      var thrown = assertThrows(
          InvocationTargetException.class,
          () -> setter.invoke(LeadPipeline.builder(), arguments),
          "null must not wait for build() to be noticed: " + setter + ", parameter " + at);
      assertInstanceOf(NullPointerException.class, thrown.getCause());
      assertNotNull(thrown.getCause().getMessage(), "the message names the parameter");
    }
  }

  private static Object stub(Class<?> type) {
    if (type == Duration.class) {
      return Duration.ofSeconds(1);
    }
    return java.lang.reflect.Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
  }

  @Nested
  class A_warning_is_given {

    private final Wiring wiring = new Wiring();

    @Test
    void for_an_enricher_that_the_policy_never_asks() {
      wiring.enricher("companies", COMPANIES);
      wiring.enricher("spare", COMPANIES);
      assertEquals(
          List.of(
              "enricher 'spare' is never asked: policy test-1 does not name it under enrich.ask"),
          wiring.warnings(host.policy().withEnrichers(List.of("companies"), Duration.ZERO)));
    }

    @Test
    void for_conditions_on_what_only_enrichers_know_where_none_is_asked() {
      Policy sound = host.policy();
      var policy = new Policy(
          "test-2",
          List.of(),
          Duration.ZERO,
          Retry.STANDARD,
          Map.of(),
          sound.scorer(),
          sound.router(),
          sound.toggles(),
          List.of("company.size", "company.country"));
      assertEquals(
          List.of("policy test-2 reads company.size, company.country, which only enrichers know,"
              + " but asks none under enrich.ask"),
          wiring.warnings(policy));
      wiring.enricher("companies", COMPANIES);
      assertEquals(
          List.of(), wiring.warnings(policy.withEnrichers(List.of("companies"), Duration.ZERO)));
    }
  }
}
