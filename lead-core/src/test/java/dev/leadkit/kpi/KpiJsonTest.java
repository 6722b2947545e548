// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.LeadId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Reports as JSON, word for word: other programs read them. */
class KpiJsonTest {

  private static final int DAY = 24 * 60;

  private final Past past = new Past();

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8).replace("\r\n", "\n") + "\n";
  }

  @Test
  void compliance_is_written_by_queue_with_every_breach() {
    past.lead("kept").decided(0, "ae", 15).replied(10).end();
    LeadId late = past.lead("late").decided(0, "ae", 15).replied(16).end();
    LeadId never = past.lead("never").decided(0, "sdr", 15).end();
    past.lead("unlimited").decided(0, "sdr", null).end();
    past.lead("running").decided(0, "sdr", 120).end();
    assertEquals(
        """
        {
          "as_of" : "2026-03-02T13:00:00Z",
          "all" : {
            "kept" : 1,
            "breached" : 2,
            "running" : 1,
            "unlimited" : 1,
            "share" : 0.3333,
            "low" : 0.0615,
            "high" : 0.7923,
            "median_s" : 960.000,
            "p95_s" : null
          },
          "queues" : {
            "ae" : {
              "kept" : 1,
              "breached" : 1,
              "running" : 0,
              "unlimited" : 0,
              "share" : 0.5000,
              "low" : 0.0945,
              "high" : 0.9055,
              "median_s" : 600.000,
              "p95_s" : 960.000
            },
            "sdr" : {
              "kept" : 0,
              "breached" : 1,
              "running" : 1,
              "unlimited" : 1,
              "share" : 0.0000,
              "low" : 0.0000,
              "high" : 0.7935,
              "median_s" : null,
              "p95_s" : null
            }
          },
          "breaches" : [ {
            "lead" : "%s",
            "queue" : "sdr",
            "route" : "to-sdr",
            "due" : "2026-03-02T12:15:00Z",
            "replied_at" : null,
            "late_s" : 2700.000
          }, {
            "lead" : "%s",
            "queue" : "ae",
            "route" : "to-ae",
            "due" : "2026-03-02T12:15:00Z",
            "replied_at" : "2026-03-02T12:16:00Z",
            "late_s" : 60.000
          } ]
        }
        """.formatted(never.value(), late.value()),
        text(SlaCompliance.of(past.store, Past.minute(60), 100).toJson()));
  }

  @Test
  void of_no_leads_a_share_is_null() {
    assertEquals("""
        {
          "as_of" : "2026-03-02T12:00:00Z",
          "all" : {
            "kept" : 0,
            "breached" : 0,
            "running" : 0,
            "unlimited" : 0,
            "share" : null,
            "median_s" : null,
            "p95_s" : null
          },
          "queues" : { },
          "breaches" : [ ]
        }
        """, text(SlaCompliance.of(past.store, Past.NOON, 100).toJson()));
  }

  @Test
  void accuracy_is_written_by_policy_and_route_with_every_kind_of_move() {
    past.lead("wrong").decided(0, "ae", 15).given(60, "devrel", "misroute: api").end();
    past.lead("away").decided(0, "ae", 15).given(60, "sdr", "absence").end();
    past.lead("full").decided(0, "ae", 15).given(60, "sdr", "balancing").end();
    past.lead("full-too").decided(0, "ae", 15).given(60, "sdr", "balancing").end();
    past.lead("wished")
        .decided(0, "ae", 15)
        .given(60, "sdr", "customer_request")
        .end();
    past.lead("young").decided(7 * DAY, "ae", 15).end();
    String cohort = """
        {
            "routed" : 5,
            "misrouted" : 1,
            "absence" : 1,
            "balancing" : 2,
            "request" : 1,
            "pending" : 1,
            "share" : 0.8000,
            "low" : 0.3755,
            "high" : 0.9638
          }""".stripTrailing();
    String nested = cohort.replace("\n", "\n  ");
    assertEquals(
        """
        {
          "as_of" : "2026-03-10T12:00:00Z",
          "window_s" : 604800.000,
          "all" : %s,
          "policies" : {
            "v1" : %s
          },
          "routes" : {
            "to-ae" : %s
          },
          "misroutes" : [ {
            "from" : "ae",
            "to" : "devrel",
            "leads" : 1
          } ]
        }
        """.formatted(cohort, nested, nested),
        text(RoutingAccuracy.of(past.store, Past.minute(8 * DAY), RoutingAccuracy.WEEK)
            .toJson()));
  }
}
