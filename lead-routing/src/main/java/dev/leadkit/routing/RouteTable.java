// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Passed;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.policy.check.ConditionalRouter;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionResult;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.condition.EvaluationContext;
import dev.leadkit.policy.field.FieldOverride;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A router with an ordered list of routes: the first that matches takes the lead. The last one always matches, so that every lead has an assignment.
 *
 * <p>A condition whose fields are not known does not match; the assignment records that. Immutable, pure and thread-safe.
 */
@SuppressWarnings(
    "exports") // what only other modules of leadkit need is in packages exported to them
public final class RouteTable implements ConditionalRouter {

  private final List<Route> routes;
  private final Conditions conditions;
  private final boolean hasLines;

  RouteTable(List<Route> routes, Conditions conditions) {
    this.routes = List.copyOf(routes);
    this.conditions = conditions;
    this.hasLines = this.routes.stream()
        .flatMap(route -> Stream.ofNullable(route.ownership()))
        .anyMatch(ownership -> ownership.pool().hasLines());
  }

  /**
   * Reads the sections {@code routes}, {@code queues} and {@code calendars} of a policy; notes mistakes as problems of the settings.
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

  /**
   * Finds the route at once, and explains on first access why each earlier one did not match.
   *
   * <p>The cost depends on the text of the lead and not on the number of routes: only routes whose phrases or values occur in it are evaluated.
   */
  @Override
  public Assignment route(Lead lead, Score score) {
    return route(lead, () -> conditions.view(lead, score));
  }

  @Override
  public Assignment route(Lead lead, Score score, FieldOverride supposition) {
    return route(lead, () -> conditions.view(lead, score, supposition));
  }

  private Assignment route(Lead lead, Supplier<EvaluationContext> seen) {
    EvaluationContext view = seen.get();
    int number = first(view);
    if (number < 0) {
      throw new IllegalStateException(
          "no route matches: this table was read from a policy with problems");
    }
    Route route = routes.get(number);
    List<Passed> passed = Passed.lazily(number, () -> passed(seen.get(), number));
    return route.assign(lead, view, route.when().test(view), passed);
  }

  /** The index of the first route that matches; -1 if none does, as in a table that was read from an invalid policy. */
  private int first(EvaluationContext view) {
    int[] met = conditions.matches(view);
    return met.length == 0 || met[0] >= routes.size() ? -1 : met[0];
  }

  private List<Passed> passed(EvaluationContext view, int before) {
    var passed = new ArrayList<Passed>(before);
    for (Route route : routes.subList(0, before)) {
      ConditionResult answer = route.when().test(view);
      passed.add(new Passed(route.id(), answer.verdict(), answer.why()));
    }
    return passed;
  }

  @Override
  public String line(Lead lead, Score score) {
    EvaluationContext view = conditions.view(lead, score);
    int number = first(view);
    Ownership ownership = number < 0 ? null : routes.get(number).ownership();
    return ownership == null ? "" : ownership.line(lead, view);
  }

  @Override
  public Map<String, Integer> choice(Lead lead, Score score) {
    EvaluationContext view = conditions.view(lead, score);
    int number = first(view);
    Ownership ownership = number < 0 ? null : routes.get(number).ownership();
    return ownership == null ? Map.of() : ownership.choice(lead, view);
  }

  @Override
  public List<String> queues() {
    return routes.stream()
        .flatMap(route -> route.allQueues().stream())
        .distinct()
        .toList();
  }

  @Override
  public boolean hasLines() {
    return hasLines;
  }

  @Override
  public List<Condition> conditions() {
    return routes.stream().map(Route::when).toList();
  }

  @Override
  public Fields fields() {
    return conditions.fields();
  }

  @Override
  public List<String> connectors() {
    return routes.stream()
        .flatMap(route -> route.connectors().stream())
        .distinct()
        .toList();
  }
}
