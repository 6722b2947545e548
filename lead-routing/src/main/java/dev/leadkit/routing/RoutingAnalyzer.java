// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Assignment.Disposition;
import dev.leadkit.policy.check.ReachabilityAnalyzer;
import dev.leadkit.policy.check.ReachabilityAnalyzer.NotProved;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Proof;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Reachable;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Unreachable;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Witness;
import dev.leadkit.policy.check.Scoring;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds routes that no lead can reach, and routes that compete. Everything that it reports is proved: an unreachable route by the conditions and
 * by the scores that the rules can give, a competition by sample leads that were scored and routed.
 */
final class RoutingAnalyzer {

  /** The maximum number of routes for which pairs are compared; more findings would not be read. */
  private static final int MAX_COMPARED = 100;

  private final RouteTable table;
  private final List<Route> routes;
  private final List<Settings> places;
  private final ReachabilityAnalyzer precedence;

  /**
   * @param places of the routes
   * @param fields the fields with which they were read
   * @param scoring the scores that leads can have
   */
  RoutingAnalyzer(
      RouteTable table, List<Route> routes, List<Settings> places, Fields fields, Scoring scoring) {
    this.table = table;
    this.routes = routes;
    this.places = places;
    this.precedence =
        ReachabilityAnalyzer.of(routes.stream().map(Route::when).toList(), fields, scoring);
  }

  void report() {
    var unproved = new ArrayList<String>();
    for (int i = 0; i < routes.size(); i++) {
      if (routes.get(i).when() instanceof Condition.Always) {
        continue; // the last route takes all remaining leads
      }
      Proof coming = precedence.comingTo(i);
      if (coming instanceof NotProved) {
        unproved.add(routes.get(i).id());
      } else if (coming instanceof Reachable) {
        overlaps(i);
      } else if (precedence.meeting(i, List.of()) instanceof Unreachable) {
        scores(i);
      } else {
        places
            .get(i)
            .at("when")
            .found(
                Code.UNREACHABLE_ROUTE,
                "no lead reaches this route: every lead that meets it meets " + rivals(i)
                    + " first");
      }
    }
    if (!unproved.isEmpty()) {
      places
          .get(0)
          .found(
              Code.UNPROVED,
              "the conditions are too many or too far from each other to prove that leads come to: "
                  + String.join(", ", unproved));
    }
  }

  /** Reports a condition that leads could meet only with scores that they cannot have. */
  private void scores(int number) {
    List<Integer> scores = precedence.scoresBeside(number);
    if (scores != null) {
      places
          .get(number)
          .at("when")
          .found(
              Code.UNREACHABLE_SCORE,
              "no set of rules gives such a score: " + routes.get(number).when().describe()
                  + "; scores of leads that meet the rest go from " + scores.get(0) + " to "
                  + scores.get(1));
    }
  }

  /** The earlier route, or routes, that take all leads of this one. */
  private String rivals(int number) {
    var rivals = new ArrayList<String>();
    for (int i = 0; i < number; i++) {
      if (precedence.meeting(number, List.of(i)) instanceof Unreachable) {
        return "'" + routes.get(i).id() + "'";
      }
      if (precedence.meetingBoth(i, number) instanceof Reachable) {
        rivals.add("'" + routes.get(i).id() + "'");
      }
    }
    return rivals.stream().collect(Collectors.joining(" or "));
  }

  /**
   * Reports earlier routes that take some of the leads of this one, while other leads meet only one of the two conditions. Routes that keep machine
   * mail and spam away from people are not reported: that is their purpose.
   */
  private void overlaps(int number) {
    if (routes.size() > MAX_COMPARED) {
      return;
    }
    Route route = routes.get(number);
    for (int i = 0; i < number; i++) {
      Route earlier = routes.get(i);
      if (earlier.disposition() == Disposition.LEAD
          && route.disposition() == Disposition.LEAD
          && !earlier.hasSameOutcome(route)
          && precedence.meetingBoth(i, number) instanceof Reachable
          && precedence.meeting(i, List.of(number)) instanceof Reachable
          && precedence.meeting(number, List.of(i)) instanceof Reachable) {
        Witness lead = shared(i, number);
        if (lead != null
            && precedence.witness(List.of(i), List.of(number)) != null
            && precedence.witness(List.of(number), List.of(i)) != null) {
          places
              .get(number)
              .at("when")
              .found(
                  Code.OVERLAPPING_ROUTES,
                  "leads that also meet '" + earlier.id() + "' go there, such as " + lead);
        }
      }
    }
  }

  /** A lead that meets both conditions and that the table gives to the earlier route; null if none was found. */
  private @Nullable Witness shared(int earlier, int later) {
    var before = new ArrayList<Integer>();
    for (int i = 0; i < earlier; i++) {
      before.add(i);
    }
    Witness lead = precedence.witness(List.of(earlier, later), before);
    return lead != null
            && table
                .route(lead.lead(), lead.score())
                .route()
                .equals(routes.get(earlier).id())
        ? lead
        : null;
  }
}
