// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.spi.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words in which the conditions of one policy speak: its lists, phrase sets and maps, and the fields that it derives.
 *
 * <p>Immutable and thread-safe.
 */
public final class Vocabulary {

  private final Map<String, WordList> lists;
  private final Map<String, Set<Phrase>> phrases;
  private final Map<String, Map<String, String>> maps;
  private final Variations variations;
  private final Fields fields;

  private Vocabulary(Settings root) {
    lists = Collections.unmodifiableMap(readLists(root.section("lists")));
    phrases = Collections.unmodifiableMap(readPhrases(root.section("phrases")));
    maps = Collections.unmodifiableMap(readMaps(root.section("maps")));
    variations = Variations.read(root, this);
    fields = derive(root.section("derive"));
  }

  /**
   * Reads the sections {@code lists}, {@code phrases}, {@code maps}, {@code flags}, {@code experiments} and {@code derive} of a policy; what is wrong with them is noted.
   *
   * @param root the whole policy, with a way to read the files that it names
   */
  public static Vocabulary read(Settings root) {
    return new Vocabulary(root);
  }

  /** What can be asked of a lead before it is scored, derived fields included. */
  public Fields fields() {
    return fields;
  }

  /** The flags and experiments of the policy. */
  public Variations variations() {
    return variations;
  }

  /** The list of that name; null, with a problem noted, where there is none. */
  @Nullable
  WordList list(Settings name) {
    return named(name, lists);
  }

  /** The phrases of that set; null, with a problem noted, where there is none. */
  @Nullable
  Set<Phrase> phrases(Settings name) {
    return named(name, phrases);
  }

  /** The map of that name; null, with a problem noted, where there is none. */
  @Nullable
  Map<String, String> map(Settings name) {
    return named(name, maps);
  }

  private static <T> @Nullable T named(Settings name, Map<String, T> known) {
    String text = name.asText();
    T value = known.get(text);
    if (value == null && !text.isEmpty()) {
      name.problem(
          "set to '" + text + "', which is not defined; " + Settings.nearest(text, known.keySet()));
    }
    return value;
  }

  private static Map<String, WordList> readLists(Settings section) {
    var lists = new LinkedHashMap<String, WordList>();
    for (String name : section.keys()) {
      Settings list = section.at(name);
      List<String> kinds = List.of("word", "domain");
      String kind = list.isSection() ? list.choice("as", kinds, "word") : "word";
      var entries = new LinkedHashSet<String>();
      entries(list)
          .forEach((entry, place) -> entries.add(
              kind.equals("domain") ? domain(entry, place) : Folding.fold(entry.strip())));
      lists.put(
          name,
          new WordList(
              name,
              WordList.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
              Collections.unmodifiableSet(entries)));
    }
    return lists;
  }

  private static String domain(String entry, Settings place) {
    String name = Domains.normal(entry);
    if (!Domains.isName(name)) {
      place.problem("'" + entry + "' is no domain; expected for example acme.example");
    }
    return name;
  }

  private static Map<String, Set<Phrase>> readPhrases(Settings section) {
    var sets = new LinkedHashMap<String, Set<Phrase>>();
    for (String name : section.keys()) {
      var set = new LinkedHashSet<Phrase>();
      entries(section.at(name)).forEach((entry, place) -> set.add(phrase(entry, place)));
      sets.put(name, Collections.unmodifiableSet(set));
    }
    return sets;
  }

  static Phrase phrase(String text, Settings place) {
    Phrase phrase = Phrase.of(text);
    if (phrase.variants().isEmpty()) {
      place.problem("set to '" + text + "'; expected words of one sentence, at most "
          + Phrase.MOST_OPTIONAL + " '~' between them");
    }
    return phrase;
  }

  /** The entries of a list, of the key {@code words} or of the file that is named, each with the place to complain about. */
  private static Map<String, Settings> entries(Settings list) {
    var entries = new LinkedHashMap<String, Settings>();
    if (list.isSection()) {
      if (list.has("words") == list.has("file")) {
        list.problem("expected either words or file");
      }
      list.list("words").forEach(word -> entries.put(word.asText(), word));
      if (list.has("file")) {
        Settings file = list.at("file");
        file.asLines().forEach(line -> entries.putIfAbsent(line, file));
      }
    } else {
      list.items().forEach(word -> entries.put(word.asText(), word));
    }
    if (entries.isEmpty()) {
      list.problem("has no entries; expected one or more");
    }
    return entries;
  }

  private static Map<String, Map<String, String>> readMaps(Settings section) {
    var maps = new LinkedHashMap<String, Map<String, String>>();
    for (String name : section.keys()) {
      maps.put(name, pairs(section.section(name)));
    }
    return maps;
  }

  static Map<String, String> pairs(Settings section) {
    var pairs = new LinkedHashMap<String, String>();
    for (String key : section.keys()) {
      pairs.put(key, section.text(key));
    }
    return Collections.unmodifiableMap(pairs);
  }

  private Fields derive(Settings section) {
    Fields known = variations.in(Fields.ofLead());
    for (String name : section.keys()) {
      Settings place = section.at(name);
      if (known.find(name) != null || name.equals(Fields.SCORE)) {
        place.problem("a field of that name exists already; expected another name");
        continue;
      }
      Derived derived = DerivedReader.read(name, place, this, known);
      if (derived != null) {
        known = known.with(derived);
      }
    }
    return known;
  }
}
