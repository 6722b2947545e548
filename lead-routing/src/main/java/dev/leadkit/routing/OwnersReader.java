// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Address;
import dev.leadkit.policy.check.ConditionLinter;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionReader;
import dev.leadkit.policy.condition.Template;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.policy.field.MapFile;
import dev.leadkit.routing.Person.Absence;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the sections {@code people}, {@code pools} and {@code accounts}. */
final class OwnersReader {

  private static final int MAX_WEIGHT = 1000;
  private static final int MAX_CAPACITY = 1_000_000;
  private static final int MAX_SKILLS = 1000;
  private static final int MAX_TURNS = 10_000;

  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)+");

  private final Fields fields;
  private final UnusedNames unused;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, Pool> pools = new LinkedHashMap<>();
  private final Accounts accounts;

  OwnersReader(Settings root, Definitions vocabulary, Fields fields, UnusedNames unused) {
    this.fields = fields;
    this.unused = unused;
    Settings persons = root.section("people");
    persons.keys().forEach(name -> people.put(name, person(name, persons.section(name))));
    Settings teams = root.section("pools");
    teams.keys().forEach(name -> pools.put(name, pool(name, teams.section(name))));
    accounts = accounts(root.section("accounts"), vocabulary);
  }

  /** The condition under which a domain identifies no account; null if there is none. */
  @Nullable
  Condition unless() {
    return accounts.unless();
  }

  /** Reads {@code owner} of a route's target, one of {@code people} if the policy has any; {@code ""} if there is none. */
  String owner(Settings to) {
    String owner = to.text("owner", "");
    if (!people.isEmpty()) {
      known(owner, to.at("owner"));
    }
    return owner;
  }

  /** Reads {@code pool} and {@code skills} of a route's target; null if it names no existing pool. */
  @Nullable
  Ownership ownership(Settings to) {
    if (!to.has("pool")) {
      if (!to.list("skills").isEmpty()) {
        to.at("skills").problem("needs people to choose from; expected pool beside it");
      }
      if (to.has("overflow")) {
        to.at("overflow").problem("takes what a pool cannot; expected pool beside it");
      }
      return null;
    }
    String name = to.text("pool");
    Pool pool = pools.get(name);
    unused.usePool(name);
    if (pool == null) {
      to.at("pool")
          .problem("set to '" + name + "', which is not in pools; "
              + Settings.nearest(name, pools.keySet()));
    }
    if (to.has("owner")) {
      to.at("owner").problem("given together with pool; expected one of them");
    }
    List<Template> skills = to.list("skills").stream()
        .map(skill -> Template.read(skill, fields, List.of()))
        .toList();
    if (pool != null) {
      reportSkills(to, skills, pool);
    }
    return pool == null
        ? null
        : new Ownership(people, accounts, pool, skills, to.text("overflow", ""));
  }

  /** Reports skills that no member of the pool has, alone or together. */
  private static void reportSkills(Settings to, List<Template> skills, Pool pool) {
    List<Set<String>> known =
        pool.members().stream().map(member -> member.person().skills()).toList();
    var all = new TreeSet<String>();
    known.forEach(all::addAll);
    var needed = new LinkedHashSet<String>();
    boolean isEachKnown = true;
    for (int i = 0; i < skills.size(); i++) {
      Settings place = to.list("skills").get(i);
      List<String> values = skills.get(i).all(MAX_SKILLS);
      for (String value : values) {
        String skill = value.toLowerCase(Locale.ROOT);
        boolean isKnown = all.contains(skill);
        isEachKnown &= isKnown;
        if (!isKnown) {
          place.found(
              Code.UNKNOWN_SKILL,
              "no member of '" + pool.name() + "' has the skill '" + value + "'; "
                  + Settings.nearest(skill, all));
        }
        if (values.size() == 1) {
          needed.add(skill);
        }
      }
    }
    if (isEachKnown && known.stream().noneMatch(some -> some.containsAll(needed))) {
      to.at("skills")
          .found(
              Code.UNKNOWN_SKILL,
              "no member of '" + pool.name() + "' has all of these skills; expected one who does");
    }
  }

  private static Person person(String name, Settings place) {
    var skills = new LinkedHashSet<String>();
    place.texts("skills").forEach(skill -> skills.add(skill.toLowerCase(Locale.ROOT)));
    var away = new ArrayList<Absence>();
    for (Settings span : place.list("away")) {
      Absence absence = absence(span.asText());
      if (absence == null) {
        span.problem("set to '" + span.asText()
            + "'; expected a day, or the first and last as 2026-12-24/2027-01-02");
      } else {
        boolean overlaps = away.stream()
            .anyMatch(other ->
                !absence.first().isAfter(other.last()) && !other.first().isAfter(absence.last()));
        if (overlaps) {
          span.found(
              Code.OVERLAPPING_HOURS,
              "'" + span.asText() + "' overlaps days above it; expected days that do not overlap");
        }
        away.add(absence);
      }
    }
    return new Person(
        name,
        place.flag("active", true) ? Person.State.ACTIVE : Person.State.INACTIVE,
        skills,
        place.has("zone") ? CalendarReader.zone(place) : ZoneOffset.UTC,
        away,
        capacity(place));
  }

  private static int capacity(Settings place) {
    int capacity = place.integer("capacity", Person.UNLIMITED);
    if (place.has("capacity") && (capacity < 1 || capacity > MAX_CAPACITY)) {
      place
          .at("capacity")
          .problem("set to " + place.text("capacity") + "; expected "
              + (capacity < 1 ? "1 or more" : "at most " + MAX_CAPACITY)
              + " leads a day, or active: false for a person who takes none");
      return Person.UNLIMITED;
    }
    return capacity;
  }

  private static @Nullable Absence absence(String text) {
    String[] ends = text.split("/", -1);
    try {
      LocalDate first = LocalDate.parse(ends[0].strip());
      LocalDate last = LocalDate.parse(ends[ends.length - 1].strip());
      return ends.length > 2 || last.isBefore(first) ? null : new Absence(first, last);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Members as a list, each with the same weight, or as a section of names and weights. */
  private Pool pool(String name, Settings place) {
    Settings given = place.require("members").at("members");
    var members = new ArrayList<Pool.Member>();
    var names = new LinkedHashSet<String>();
    List<Settings> items =
        given.isSection() ? given.keys().stream().map(given::at).toList() : given.items();
    List<String> keys =
        given.isSection() ? given.keys() : items.stream().map(Settings::asText).toList();
    for (int i = 0; i < items.size(); i++) {
      Settings item = items.get(i);
      int weight = given.isSection() ? item.asInteger() : 1;
      Person person = known(keys.get(i), item);
      if (weight < 1 || weight > MAX_WEIGHT) {
        item.problem("set to " + weight + "; expected a weight from 1 to " + MAX_WEIGHT);
      } else if (!names.add(keys.get(i))) {
        item.problem("'" + keys.get(i) + "' occurs twice; expected each member once");
      } else if (person != null) {
        members.add(Pool.Member.of(person, weight));
      }
    }
    if (items.isEmpty() && place.has("members")) {
      given.problem("empty; expected the names of people");
    }
    String gap = gap(members.stream().map(Pool.Member::person).toList());
    if (!gap.isEmpty() && !members.isEmpty()) {
      given.found(Code.UNCOVERED_HOURS, gap + ", so that leads stay without an owner");
    }
    int turns = members.stream().mapToInt(Pool.Member::weight).sum();
    boolean inTurns = place.choice("by", List.of("draw", "turns"), "draw").equals("turns");
    if (inTurns && turns > MAX_TURNS) {
      given.problem("the weights make " + turns + " turns; expected at most " + MAX_TURNS);
      inTurns = false;
    }
    return inTurns ? Pool.taking(name, members) : Pool.drawing(name, members);
  }

  /** Describes when no member is available, {@code ""} if there is always one; such a gap begins on the first day of some absence. */
  private static String gap(List<Person> people) {
    if (people.stream().allMatch(person -> person.state() == Person.State.INACTIVE)) {
      return "no one is active";
    }
    return people.stream()
        .flatMap(person -> person.away().stream())
        .map(Absence::first)
        .sorted()
        .filter(day -> people.stream().allMatch(person -> !person.isThere(day)))
        .findFirst()
        .map(day -> "no one is available on " + day)
        .orElse("");
  }

  private @Nullable Person known(String name, Settings place) {
    Person person = people.get(name);
    unused.usePerson(name);
    if (person == null && !name.isEmpty()) {
      place.problem("'" + name + "' is not in people; " + Settings.nearest(name, people.keySet()));
    }
    return person;
  }

  private Accounts accounts(Settings section, Definitions vocabulary) {
    if (!section.isPresent()) {
      return Accounts.NONE;
    }
    var contacts = new LinkedHashMap<String, Person>();
    var domains = new LinkedHashMap<String, Person>();
    var aliases = new LinkedHashMap<String, Person>();
    var seen = new LinkedHashSet<String>();
    for (Settings entry : section.list("of")) {
      Settings owner = entry.require("owner").at("owner");
      Person person = owner.isPresent() ? known(owner.asText(), owner) : null;
      put(names(entry, "contacts"), OwnersReader::contact, person, contacts, seen);
      put(names(entry, "domains"), OwnersReader::domain, person, domains, seen);
      put(names(entry, "aliases"), OwnersReader::domain, person, aliases, seen);
    }
    if (section.has("file")) {
      for (MapFile.Pair pair : MapFile.lines(section.at("file"))) {
        boolean isContact = pair.key().contains("@");
        put(
            pair.key(),
            pair.place(),
            isContact ? OwnersReader::contact : OwnersReader::domain,
            known(pair.value(), pair.place()),
            isContact ? contacts : domains,
            seen);
      }
    }
    Settings unless = section.at("unless");
    return new Accounts(
        contacts,
        domains,
        aliases,
        unless.isPresent()
            ? ConditionLinter.check(ConditionReader.read(unless, vocabulary, fields))
            : null);
  }

  /** The entries of a list, or of the file that is named instead. */
  private static List<Settings> names(Settings entry, String key) {
    Settings list = entry.at(key);
    return list.isSection() ? list.require("file").at("file").asFileLines() : list.items();
  }

  /** The normal form of an address; {@code ""} if the text is not one. */
  private static String contact(String text) {
    String email = Address.normalize(text);
    int at = email.indexOf('@');
    return at > 0 && !domain(email.substring(at + 1)).isEmpty() ? email : "";
  }

  /** The normal form of a domain; {@code ""} if the text is not one. */
  private static String domain(String text) {
    String normal = Accounts.normal(text);
    return DOMAIN.matcher(normal).matches() ? normal : "";
  }

  private static void put(
      List<Settings> names,
      UnaryOperator<String> normal,
      @Nullable Person owner,
      Map<String, Person> owners,
      Set<String> seen) {
    names.forEach(name -> put(name.asText(), name, normal, owner, owners, seen));
  }

  private static void put(
      String name,
      Settings place,
      UnaryOperator<String> normal,
      @Nullable Person owner,
      Map<String, Person> owners,
      Set<String> seen) {
    String key = normal.apply(name);
    if (key.isEmpty()) {
      place.problem("set to '" + name + "'; expected for example acme.example"
          + (name.contains("@") ? " or kim@acme.example" : ""));
    } else if (!seen.add(key)) {
      place.problem("'" + key + "' occurs twice; expected one owner for each");
    } else if (owner != null) {
      owners.put(key, owner);
    }
  }
}
