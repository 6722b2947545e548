// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Fact.Reassigned;
import dev.leadkit.Fact.Reassigned.Cause;
import dev.leadkit.kpi.RoutingAccuracy.Cohort;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KpiRoutingTest {

  private static final int DAY = 24 * 60;

  private final Past past = new Past();

  private RoutingAccuracy at(long minute) {
    return RoutingAccuracy.of(past.store, Past.minute(minute), RoutingAccuracy.WEEK);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          misroute: an API question    | MISROUTE
          they speak French            | MISROUTE
          absence                      | ABSENCE
          Absence, kim is ill          | ABSENCE
          absences are not a code      | MISROUTE
          balancing: kim has too much  | BALANCING
          capacity                     | BALANCING
          customer_request: wants lee  | REQUEST
          request for a demo           | MISROUTE
          """)
  void a_reason_may_begin_with_its_cause(String reason, Cause cause) {
    assertEquals(cause, new Reassigned("ae", "lee", reason, "kim").cause());
  }

  @Test
  void only_misroutes_are_mistakes() {
    past.lead("right").decided(0, "ae", 15).end();
    past.lead("wrong").decided(0, "ae", 15).given(60, "devrel", "misroute: api").end();
    past.lead("away").decided(0, "ae", 15).given(60, "ae", "absence").end();
    past.lead("full").decided(0, "ae", 15).given(60, "ae", "balancing").end();
    past.lead("wished")
        .decided(0, "ae", 15)
        .given(60, "sdr", "customer_request")
        .end();
    assertEquals(new Cohort(Proportion.of(4, 5), 1, 1, 1, 0), at(8 * DAY).all());
    assertEquals(Map.of(new QueueMove("ae", "devrel"), 1L), at(8 * DAY).misroutes());
  }

  @Test
  void a_lead_counts_once_however_often_it_is_handed_on() {
    past.lead("ping-pong")
        .decided(0, "ae", 15)
        .given(10, "sdr", "absence")
        .given(20, "devrel", "wrong desk")
        .given(30, "ae", "no, wrong desk")
        .given(40, "devrel", "wrong desk")
        .end();
    assertEquals(new Cohort(Proportion.of(0, 1), 0, 0, 0, 0), at(8 * DAY).all());
    assertEquals(Map.of(new QueueMove("ae", "devrel"), 1L), at(8 * DAY).misroutes());
  }

  @Test
  void only_leads_whose_window_is_over_count_and_only_what_was_in_it() {
    past.lead("young")
        .decided(2 * DAY, "ae", 15)
        .given(2 * DAY + 1, "sdr", "wrong")
        .end();
    past.lead("old").decided(0, "ae", 15).given(7 * DAY + 1, "sdr", "wrong").end();
    past.lead("just").decided(0, "ae", 15).given(7 * DAY, "sdr", "wrong").end();
    assertEquals(3, at(7 * DAY - 1).all().pending());
    assertEquals(new Cohort(Proportion.of(1, 2), 0, 0, 0, 1), at(7 * DAY).all());
    assertEquals(new Cohort(Proportion.of(1, 3), 0, 0, 0, 0), at(9 * DAY).all());
  }

  @Test
  void the_first_route_is_judged_by_its_policy() {
    past.lead("one")
        .at(0, Past.decision("v1", "auto", Disposition.AUTOMATIC, "", null))
        .at(5, Past.decision("v1", "hot", Disposition.LEAD, "ae", 15))
        .given(10, "sdr", "wrong")
        .at(20, Past.decision("v2", "rest", Disposition.LEAD, "sdr", 15))
        .end();
    past.lead("two")
        .at(0, Past.decision("v2", "rest", Disposition.LEAD, "sdr", 15))
        .end();
    past.lead("spam")
        .at(0, Past.decision("v2", "spam", Disposition.QUARANTINED, "", null))
        .end();
    past.lead("undecided").end();
    RoutingAccuracy report = at(8 * DAY);
    assertEquals(2, report.all().accuracy().total());
    assertEquals(1, cohort(report.policies(), "v1").misrouted());
    assertEquals(Proportion.of(1, 1), cohort(report.policies(), "v2").accuracy());
    assertEquals(1, cohort(report.routes(), "hot").misrouted());
    assertEquals(0, cohort(report.routes(), "rest").misrouted());
  }

  private static Cohort cohort(Map<String, Cohort> cohorts, String name) {
    return Objects.requireNonNull(cohorts.get(name));
  }

  @Test
  void a_window_is_more_than_nothing() {
    assertThrows(
        IllegalArgumentException.class,
        () -> RoutingAccuracy.of(past.store, Past.NOON, Duration.ZERO));
  }
}
