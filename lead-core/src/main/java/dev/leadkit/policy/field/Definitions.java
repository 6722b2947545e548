// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.policy.Experiment;
import dev.leadkit.policy.FeatureFlag;
import dev.leadkit.policy.Toggles;
import dev.leadkit.prospect.ProspectRules;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import dev.leadkit.text.Domains;
import dev.leadkit.text.Folding;
import dev.leadkit.text.MatchOptions;
import dev.leadkit.text.Phrase;
import dev.leadkit.text.PhraseIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a policy defines for its conditions: lists, phrase sets, maps, derived fields, flags and experiments.
 *
 * <p>Used by the one thread that reads the policy.
 */
public final class Definitions {

  private final Settings root;
  private final Map<String, WordList> lists;
  private final Map<String, Set<Phrase>> phrases;
  private final Map<String, List<MapFile.Pair>> maps;
  private final Toggles toggles;
  private final Map<String, Settings> places = new LinkedHashMap<>();
  private final Map<String, Settings> derived = new LinkedHashMap<>();
  private final Map<String, List<Entry>> listEntries = new HashMap<>();
  private final Set<String> checkedEntries = new HashSet<>();
  private final Set<String> used = new HashSet<>();
  private final Fields fields;

  private Definitions(Settings root) {
    this.root = root;
    lists = Collections.unmodifiableMap(readLists(root.section("lists")));
    phrases = Collections.unmodifiableMap(readPhrases(root.section("phrases")));
    maps = Collections.unmodifiableMap(readMaps(root.section("maps")));
    var reader = new TogglesReader(root, this::list);
    toggles = reader.toggles();
    fields = derive(
        root.section("derive"),
        reader.in(Fields.ofPolicy().with(ProspectRules.read(root).templates())));
  }

  /**
   * Reads the sections {@code lists}, {@code phrases}, {@code maps}, {@code flags}, {@code experiments} and {@code derive} of a policy,
   * once for all callers, and reports their errors.
   *
   * @param root the whole policy, with a way to read the files that it names
   */
  public static Definitions read(Settings root) {
    return root.shared(Definitions.class, () -> new Definitions(root));
  }

  /** The fields that are known before a lead is scored, derived ones included. */
  public Fields fields() {
    return fields;
  }

  /** The flags and experiments of the policy. */
  public Toggles toggles() {
    return toggles;
  }

  /** The list of that name; null, with a problem noted, where there is none. */
  @Nullable
  public WordList list(Settings name) {
    return named("lists", name, lists);
  }

  /** Reports the entries of a list that a field can never hold, once for each list and field. */
  public void checkEntries(String list, Field field) {
    if (!FieldForms.isKnown(field)
        || field.type() == Field.Type.DOMAIN
        || !checkedEntries.add(list + " " + field.name())) {
      return;
    }
    for (Entry entry : listEntries.getOrDefault(list, List.of())) {
      String misfit = FieldForms.misfit(field, entry.text());
      if (misfit != null) {
        entry
            .place()
            .problem("'" + entry.text() + "' is an entry that " + field.name() + " never holds; "
                + misfit);
      }
    }
  }

  /** The phrases of that set; null, with a problem noted, where there is none. */
  @Nullable
  public Set<Phrase> phrases(Settings name) {
    return named("phrases", name, phrases);
  }

  /** The map of that name; null, with a problem noted, where there is none. */
  @Nullable
  List<MapFile.Pair> map(Settings name) {
    return named("maps", name, maps);
  }

  /** Reports definitions that are not used, after everything has been read. */
  public void reportUnused() {
    places.forEach((path, place) -> {
      if (!used.contains(path)) {
        place.found(Code.UNUSED_LIST, "is used nowhere; expected a condition or field that does");
      }
    });
    for (Map.Entry<String, Settings> field : derived.entrySet()) {
      if (!fields.isAsked(field.getKey())) {
        field
            .getValue()
            .found(Code.UNUSED_FIELD, "is used nowhere; expected a condition or queue that does");
      }
    }
    reportUnused(root.section("flags"), FeatureFlag.PREFIX, Code.UNUSED_FLAG);
    reportUnused(root.section("experiments"), Experiment.PREFIX, Code.UNUSED_EXPERIMENT);
  }

  private void reportUnused(Settings section, String prefix, Code code) {
    for (String name : section.keys()) {
      if (!fields.isAsked(prefix + name)) {
        section.at(name).found(code, "is asked nowhere; expected a condition on " + prefix + name);
      }
    }
  }

  private <T> @Nullable T named(String section, Settings name, Map<String, T> known) {
    String text = name.asText();
    T value = known.get(text);
    used.add(section + "." + text);
    if (value == null && !text.isEmpty()) {
      name.found(
          Code.UNKNOWN_NAME,
          "set to '" + text + "', which is not defined; " + Settings.nearest(text, known.keySet()));
    }
    return value;
  }

  private Map<String, WordList> readLists(Settings section) {
    var lists = new LinkedHashMap<String, WordList>();
    for (String name : section.keys()) {
      Settings list = section.at(name);
      places.put("lists." + name, list);
      List<String> kinds = List.of("word", "domain");
      String kind = list.isSection() ? list.choice("as", kinds, "word") : "word";
      boolean domains = kind.equals("domain");
      var entries = new LinkedHashMap<String, Entry>();
      List<Entry> given = entries(list);
      listEntries.put(name, given);
      for (Entry entry : given) {
        String text = domains
            ? domain(entry.text(), entry.place())
            : Folding.fold(entry.text().strip());
        if (entries.putIfAbsent(text, entry) != null) {
          entry
              .place()
              .found(Code.REDUNDANT_ENTRY, "'" + entry.text() + "' occurs twice; expected it once");
        }
      }
      if (domains) {
        reportBelow(entries);
      }
      lists.put(
          name,
          new WordList(
              name,
              WordList.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
              Collections.unmodifiableSet(new LinkedHashSet<>(entries.keySet()))));
    }
    return lists;
  }

  /** A domain below another of its list is in it anyway. */
  private static void reportBelow(Map<String, Entry> entries) {
    entries.forEach((domain, entry) -> {
      String above = Domains.match(Domains.parent(domain), entries.keySet());
      if (!above.isEmpty()) {
        entry
            .place()
            .found(
                Code.REDUNDANT_ENTRY,
                "'" + entry.text() + "' lies below '" + above + "', which is listed too");
      }
    });
  }

  private static String domain(String entry, Settings place) {
    String name = Domains.normal(entry);
    if (!Domains.isName(name)) {
      place.problem("'" + entry + "' is not a domain; expected for example acme.example");
    }
    return name;
  }

  private Map<String, Set<Phrase>> readPhrases(Settings section) {
    var sets = new LinkedHashMap<String, Set<Phrase>>();
    for (String name : section.keys()) {
      Settings list = section.at(name);
      places.put("phrases." + name, list);
      MatchOptions options =
          list.isSection() ? options(list, MatchOptions.STANDARD) : MatchOptions.STANDARD;
      var set = new LinkedHashMap<Phrase, Settings>();
      for (Entry entry : entries(list)) {
        Phrase phrase = entry.place().isSection()
            ? phrase(entry.text(), entry.place(), options(entry.place(), options))
            : phrase(entry.text(), entry.place(), options);
        if (set.putIfAbsent(phrase, entry.place()) != null) {
          entry
              .place()
              .found(
                  Code.REDUNDANT_PHRASE, "'" + entry.text() + "' occurs twice; expected it once");
        }
      }
      reportContained(set);
      sets.put(name, Collections.unmodifiableSet(new LinkedHashSet<>(set.keySet())));
    }
    return sets;
  }

  /** Where a phrase of the set always brings another with it, it changes nothing. */
  private static void reportContained(Map<Phrase, Settings> set) {
    var index = new PhraseIndex(set.keySet());
    Map<Phrase, Integer> numbers = index.numbers();
    set.forEach((phrase, place) -> {
      var inside = new LinkedHashSet<Integer>();
      for (List<String> words : phrase.variants().stream().limit(1).toList()) {
        index.find(String.join(" ", words), (number, start, end) -> inside.add(number));
      }
      for (int number : inside) {
        Phrase other = index.phrase(number);
        boolean isLater = other.implies(phrase) && order(numbers, other) > order(numbers, phrase);
        if (!other.equals(phrase) && phrase.implies(other) && !isLater) {
          place.found(
              Code.REDUNDANT_PHRASE,
              "'" + phrase.text() + "' contains '" + other.text()
                  + "', which is found wherever it is");
          break;
        }
      }
    });
  }

  private static int order(Map<Phrase, Integer> numbers, Phrase phrase) {
    return numbers.getOrDefault(phrase, -1);
  }

  /** A phrase in its place: a text, or a section with the key {@code phrase} and how it is spelled. */
  public static Phrase phrase(Settings place) {
    if (place.isSection()) {
      return phrase(place.text("phrase"), place, options(place, MatchOptions.STANDARD));
    }
    return phrase(place.asText(), place, MatchOptions.STANDARD);
  }

  private static Phrase phrase(String text, Settings place, MatchOptions options) {
    Phrase phrase = Phrase.of(text, options);
    Settings words = place.isSection() ? place.at("phrase") : place;
    boolean isText = words.isPresent() && !words.isSection() && !words.isList();
    if (phrase.variants().isEmpty() && isText) {
      place.problem("set to '" + text + "'; expected words of letters or digits, at most "
          + Phrase.MAX_OPTIONAL + " '~' between them; symbols need a word beside them, as in c++");
    }
    return phrase;
  }

  private static MatchOptions options(Settings place, MatchOptions defaultValue) {
    return new MatchOptions(
        place.has("case")
            ? MatchOptions.Case.valueOf(upper(place.choice("case", List.of("any", "exact"))))
            : defaultValue.caseSensitivity(),
        place.has("across")
            ? MatchOptions.Across.valueOf(
                upper(place.choice("across", List.of("nothing", "sentence"))))
            : defaultValue.across(),
        place.has("boundary")
            ? MatchOptions.Boundary.valueOf(
                upper(place.choice("boundary", List.of("word", "none"))))
            : defaultValue.boundary());
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  /** @param place to complain about */
  private record Entry(String text, Settings place) {}

  /** The entries of a list, of the key {@code words} or of the file that is named. */
  private static List<Entry> entries(Settings list) {
    var entries = new ArrayList<Entry>();
    List<Settings> words = list.isSection() ? list.list("words") : list.items();
    for (Settings word : words) {
      entries.add(new Entry(word.isSection() ? word.text("phrase") : word.asText(), word));
    }
    if (list.isSection()) {
      if (list.has("words") == list.has("file")) {
        list.problem("expected either words or file");
      }
      if (list.has("file")) {
        list.at("file").asFileLines().forEach(line -> entries.add(new Entry(line.asText(), line)));
      }
    }
    if (entries.isEmpty()) {
      list.problem("has no entries; expected one or more");
    }
    return entries;
  }

  private Map<String, List<MapFile.Pair>> readMaps(Settings section) {
    var maps = new LinkedHashMap<String, List<MapFile.Pair>>();
    for (String name : section.keys()) {
      places.put("maps." + name, section.at(name));
      maps.put(name, MapFile.pairs(section.section(name)));
    }
    return maps;
  }

  /** Whether a name belongs to a family of built-in fields, present or to come. */
  private static boolean isReserved(String name) {
    int dot = name.indexOf('.');
    return dot > 0
        && Fields.ofLead().names().stream()
            .anyMatch(field -> field.startsWith(name.substring(0, dot + 1)));
  }

  private Fields derive(Settings section, Fields builtIn) {
    Fields known = builtIn;
    for (String name : section.keys()) {
      Settings place = section.at(name);
      if (known.has(name) || name.equals(Fields.SCORE)) {
        place.found(Code.DUPLICATE, "a field of that name exists already; expected another name");
        continue;
      }
      if (isReserved(name)) {
        place.problem(
            "has a name that begins like those of built-in fields; expected another name");
        continue;
      }
      Derived derived = DerivedReader.read(name, place, this::map, known);
      if (derived != null) {
        known = known.with(derived);
        this.derived.put(name, place);
      }
    }
    return known;
  }
}
