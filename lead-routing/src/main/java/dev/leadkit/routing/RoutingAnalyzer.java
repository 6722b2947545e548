// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Assignment.Disposition;
import dev.leadkit.policy.Condition;
import dev.leadkit.policy.Precedence;
import dev.leadkit.policy.Precedence.Nobody;
import dev.leadkit.policy.Precedence.NotProved;
import dev.leadkit.policy.Precedence.Proof;
import dev.leadkit.policy.Precedence.Somebody;
import dev.leadkit.spi.Finding.Code;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds what an order of routes makes vain or doubtful, each with a lead that shows it. */
final class RoutingAnalyzer {

  /** In longer tables pairs of routes are not compared: there would be more of them than anybody reads. */
  private static final int MOST_COMPARED = 100;

  private final List<Route> routes;
  private final List<Settings> places;
  private final Precedence precedence;

  /** @param places of the routes */
  RoutingAnalyzer(List<Route> routes, List<Settings> places) {
    this.routes = routes;
    this.places = places;
    this.precedence = Precedence.of(routes.stream().map(Route::when).toList());
  }

  void report() {
    var unproved = new ArrayList<String>();
    for (int i = 0; i < routes.size(); i++) {
      if (routes.get(i).when() instanceof Condition.Always) {
        continue; // the last one, and whatever it is, somebody must be
      }
      Proof coming = precedence.comingTo(i);
      if (coming instanceof NotProved) {
        unproved.add(routes.get(i).id());
      } else if (coming instanceof Somebody) {
        overlaps(i);
      } else if (precedence.meeting(i, List.of()) instanceof Somebody) {
        places
            .get(i)
            .at("when")
            .found(
                Code.UNREACHABLE_ROUTE,
                "no lead comes here: whoever meets it meets " + rivals(i) + " before");
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

  /** The earlier route that takes all leads from this one, or those that do so together. */
  private String rivals(int number) {
    var rivals = new ArrayList<String>();
    for (int i = 0; i < number; i++) {
      if (precedence.meeting(number, List.of(i)) instanceof Nobody) {
        return "'" + routes.get(i).id() + "'";
      }
      if (precedence.meetingBoth(i, number) instanceof Somebody) {
        rivals.add("'" + routes.get(i).id() + "'");
      }
    }
    return rivals.stream().collect(Collectors.joining(" or "));
  }

  /**
   * Reports earlier routes that take some of the leads of this one, while others meet only the one or the other. Routes that keep machine mail
   * and spam from people stand before the others to do just that.
   */
  private void overlaps(int number) {
    if (routes.size() > MOST_COMPARED) {
      return;
    }
    Route route = routes.get(number);
    for (int i = 0; i < number; i++) {
      Route earlier = routes.get(i);
      if (earlier.disposition() == Disposition.LEAD
          && route.disposition() == Disposition.LEAD
          && !earlier.hasSameOutcome(route)
          && precedence.meetingBoth(i, number) instanceof Somebody lead
          && precedence.meeting(i, List.of(number)) instanceof Somebody
          && precedence.meeting(number, List.of(i)) instanceof Somebody) {
        places
            .get(number)
            .at("when")
            .found(
                Code.OVERLAPPING_ROUTES,
                "who meets '" + earlier.id() + "' as well goes there, such as " + lead);
      }
    }
  }
}
