// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Assignment.Disposition;
import dev.leadkit.policy.check.ConditionLinter;
import dev.leadkit.policy.check.Scoring;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionReader;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.condition.Template;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.policy.field.PolicyName;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code routes} and the sections to which routes refer. */
final class RouteTableReader {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
  private static final List<String> DISPOSITIONS = List.of("lead", "automatic", "quarantined");

  private final Definitions vocabulary;
  private final Fields fields;
  private final Queues queues;
  private final OwnersReader owners;
  private final UnusedNames unused;
  private final Set<String> ids = new HashSet<>();

  private RouteTableReader(Settings root, Definitions vocabulary, Queues queues) {
    this.unused = new UnusedNames(root);
    this.vocabulary = vocabulary;
    this.fields = vocabulary.fields().withScore();
    this.owners = new OwnersReader(root, vocabulary, fields, unused);
    this.queues = queues;
  }

  static RouteTable read(Settings root) {
    Map<String, Calendar> calendars = CalendarReader.read(root.section("calendars"));
    Queues queues = Queues.read(root.at("queues"), calendars);
    var reader = new RouteTableReader(root, Definitions.read(root), queues);
    List<Settings> entries = root.require("routes").list("routes");
    var routes = new ArrayList<Route>();
    for (int i = 0; i < entries.size(); i++) {
      boolean last = i == entries.size() - 1;
      routes.add(reader.route(entries.get(i)));
      checkTotal(entries.get(i).at("when"), last);
    }
    if (entries.isEmpty() && root.has("routes")) {
      root.at("routes").problem("empty; expected one or more, the last with when: always");
    }
    reader.unused.report();
    Conditions conditions = Conditions.of(
        reader.fields,
        Stream.concat(routes.stream().map(Route::when), Stream.ofNullable(reader.owners.unless()))
            .toList());
    var table = new RouteTable(routes, conditions);
    if (hasConditions(routes)) {
      new RoutingAnalyzer(table, routes, entries, reader.fields, Scoring.of(root)).report();
    }
    return table;
  }

  /** Checks that only the last route always matches; routes after an unreadable one are not checked. */
  private static boolean hasConditions(List<Route> routes) {
    return !routes.isEmpty()
        && routes.subList(0, routes.size() - 1).stream()
            .noneMatch(route -> route.when() instanceof Condition.Always);
  }

  private static void checkTotal(Settings when, boolean last) {
    if (!when.isPresent()) {
      return;
    }
    boolean always = !when.isSection() && !when.isList() && when.asText().equals("always");
    if (last && !always) {
      when.problem(
          "the last route has a condition; expected always, so that every lead has a route");
    } else if (always && !last) {
      when.problem("always matches, so that no later route is ever reached; expected a condition");
    }
  }

  private Route route(Settings entry) {
    String id = entry.text("id");
    if (!id.isEmpty() && !ID.matcher(id).matches()) {
      entry.at("id").problem("set to '" + id + "'; expected small letters, digits, - and _");
    } else if (!id.isEmpty() && !ids.add(id)) {
      entry.at("id").problem("'" + id + "' occurs twice; expected another id for each route");
    }
    Condition when =
        ConditionLinter.check(ConditionReader.read(entry.at("when"), vocabulary, fields));
    Settings to = entry.require("to").section("to");
    Disposition disposition = Disposition.valueOf(
        to.choice("disposition", DISPOSITIONS, "lead").toUpperCase(Locale.ROOT));
    List<String> connectors = connectors(to);
    if (disposition != Disposition.LEAD && !connectors.isEmpty()) {
      to.at("connectors").problem("only a lead is delivered; expected none, or disposition: lead");
      connectors = List.of();
    }
    if (to.isPresent() && to.text("disposition", "lead").equals("lead")) {
      to.require("queue");
    }
    if (to.has("overflow")) {
      check(to.text("overflow"), to.at("overflow"));
    }
    return new Route(
        id,
        when,
        disposition,
        to.has("queue") ? target(to) : null,
        owners.owner(to),
        owners.ownership(to),
        sla(to),
        connectors);
  }

  private static List<String> connectors(Settings to) {
    Set<String> seen = new HashSet<>();
    for (Settings name : to.list("connectors")) {
      if (!seen.add(name.asText())) {
        name.problem("'" + name.asText() + "' occurs twice; expected each connector once");
      }
    }
    return to.texts("connectors");
  }

  private @Nullable Sla sla(Settings to) {
    for (Settings step : to.list("escalate")) {
      if (step.has("to")) {
        check(step.text("to"), step.at("to"));
      }
    }
    return Sla.read(to);
  }

  private QueueTemplate target(Settings to) {
    Settings place = to.at("queue");
    Template name = Template.read(place, fields, List.of());
    String fallback = to.text("fallback", "");
    var target = new QueueTemplate(name, fallback, queues);
    target.all().forEach(unused::useQueue);
    if (target.all().isEmpty()) {
      unused.useAnyQueue();
    }
    if (fallback.isEmpty()) {
      String gap = gap(name);
      if (gap != null) {
        place.problem("set to '" + place.asText() + "', but " + gap
            + "; expected a fallback beside it, or a derived field with else");
      }
      target.all().forEach(queue -> check(queue, place));
    } else {
      check(fallback, to.at("fallback"));
      if (name.fields().isEmpty()) {
        to.at("fallback").problem("is never used; expected a queue with a placeholder");
        target.all().forEach(queue -> check(queue, place));
      }
    }
    return target;
  }

  /** The reason why the queue is not defined for every lead; null if it is. */
  private static @Nullable String gap(Template name) {
    for (Field field : name.fields()) {
      if (!field.isClosed()) {
        return field.name() + " can have any value";
      }
      if (field.presence() == Field.Presence.MAYBE) {
        return field.name() + " can be missing";
      }
    }
    return null;
  }

  private void check(String queue, Settings place) {
    unused.useQueue(queue);
    if (!PolicyName.isValid(queue)) {
      place.problem("makes the queue '" + queue + "'; expected letters, digits, '.', '-' and '_'");
    } else if (!queues.names().isEmpty() && !queues.names().contains(queue)) {
      place.problem("makes the queue '" + queue + "', which is not in queues; "
          + Settings.nearest(queue, queues.names()));
    }
  }
}
