// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Passed;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Answer;
import dev.leadkit.policy.Conditions;
import dev.leadkit.policy.View;
import dev.leadkit.spi.Router;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Routes in an order, of which the first that matches takes the lead. The last one always matches, so that every lead has an assignment.
 *
 * <p>A condition that is not known does not match, and the assignment says so. Immutable, pure and thread-safe.
 */
public final class RouteTable implements Router {

  private final List<Route> routes;
  private final Conditions conditions;
  private final List<String> lines;

  RouteTable(List<Route> routes, Conditions conditions) {
    this.routes = List.copyOf(routes);
    this.conditions = conditions;
    this.lines = this.routes.stream()
        .flatMap(route -> Stream.ofNullable(route.ownership()))
        .map(ownership -> ownership.pool().line())
        .filter(line -> !line.isEmpty())
        .distinct()
        .toList();
  }

  /**
   * Reads the sections {@code routes}, {@code queues} and {@code calendars} of a policy; what is wrong with them is noted.
   *
   * @param root the whole policy, with a way to read the files that it names
   */
  public static RouteTable read(Settings root) {
    return RouteTableReader.read(root);
  }

  /** The ids of the routes, in their order. */
  public List<String> routes() {
    return routes.stream().map(Route::id).toList();
  }

  @Override
  public Assignment route(Lead lead, Score score) {
    View view = conditions.view(lead, score);
    var passed = new ArrayList<Passed>();
    for (Route route : routes) {
      Answer answer = route.when().test(view);
      if (answer.verdict() == Verdict.TRUE) {
        return route.assign(lead, view, answer, passed);
      }
      passed.add(new Passed(route.id(), answer.verdict(), answer.why()));
    }
    throw new IllegalStateException(
        "no route matches: this table was read from a policy with problems");
  }

  @Override
  public String line(Lead lead, Score score) {
    View view = conditions.view(lead, score);
    for (Route route : routes) {
      if (route.when().test(view).verdict() == Verdict.TRUE) {
        Ownership ownership = route.ownership();
        return ownership == null ? "" : ownership.line(lead, view);
      }
    }
    return "";
  }

  @Override
  public List<String> lines() {
    return lines;
  }

  @Override
  public List<String> connectors() {
    return routes.stream()
        .flatMap(route -> route.connectors().stream())
        .distinct()
        .toList();
  }
}
