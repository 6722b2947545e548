// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.Contact;
import dev.leadkit.Lead;
import dev.leadkit.policy.field.Field.Presence;
import dev.leadkit.policy.field.Field.Privacy;
import dev.leadkit.policy.field.Field.Provenance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects built-in fields in the order in which they are listed. */
final class Catalogue {

  private final Map<String, FieldEntry> entries = new LinkedHashMap<>();

  /** The entries by the names of their fields, in the order in which they were added. */
  Map<String, FieldEntry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  void person(String name, String description, Function<Contact, String> read) {
    add(
        name,
        Field.Type.WORD,
        Provenance.MAIL,
        Privacy.PERSONAL,
        description,
        view -> Value.word(read.apply(view.lead().contact())));
  }

  void domain(String name, String description, Function<LeadView, String> read) {
    add(
        name,
        Field.Type.DOMAIN,
        Provenance.MAIL,
        Privacy.PLAIN,
        description,
        view -> Value.word(read.apply(view)));
  }

  void word(
      String name, Provenance provenance, String description, Function<LeadView, String> read) {
    add(
        name,
        Field.Type.WORD,
        provenance,
        Privacy.PLAIN,
        description,
        view -> Value.word(read.apply(view)));
  }

  void closed(
      String name,
      Provenance provenance,
      Presence presence,
      List<String> values,
      String description,
      Function<LeadView, @Nullable String> read) {
    var field =
        new Field(name, Field.Type.WORD, provenance, values, presence, Privacy.PLAIN, description);
    entries.put(name, new FieldEntry(field, view -> Value.word(read.apply(view))));
  }

  void number(
      String name,
      Field.Scale scale,
      Provenance provenance,
      String description,
      Function<LeadView, @Nullable BigDecimal> read) {
    var field = new Field(
        name,
        Field.Type.NUMBER,
        provenance,
        List.of(),
        Presence.MAYBE,
        Privacy.PLAIN,
        description,
        scale);
    entries.put(name, new FieldEntry(field, view -> {
      BigDecimal amount = read.apply(view);
      return amount == null ? null : new Value.Amount(amount);
    }));
  }

  void instant(String name, String description, Function<LeadView, @Nullable Instant> read) {
    add(name, Field.Type.INSTANT, Provenance.HISTORY, Privacy.PLAIN, description, view -> {
      Instant at = read.apply(view);
      return at == null ? null : new Value.Moment(at);
    });
  }

  void flag(
      String name,
      Provenance provenance,
      Presence presence,
      String description,
      Function<LeadView, @Nullable Boolean> read) {
    var field = new Field(
        name,
        Field.Type.FLAG,
        provenance,
        List.of("true", "false"),
        presence,
        Privacy.PLAIN,
        description);
    entries.put(name, new FieldEntry(field, view -> {
      Boolean set = read.apply(view);
      return set == null ? null : new Value.Flag(set);
    }));
  }

  void text(String name, String description, Function<Lead, List<Value.Passage>> read) {
    add(name, Field.Type.TEXT, Provenance.MAIL, Privacy.PERSONAL, description, view -> {
      List<Value.Passage> passages = read.apply(view.lead());
      return passages.isEmpty() ? null : new Value.Text(passages);
    });
  }

  void add(
      String name,
      Field.Type type,
      Provenance provenance,
      Privacy privacy,
      String description,
      Function<LeadView, @Nullable Value> read) {
    var field = new Field(name, type, provenance, List.of(), Presence.MAYBE, privacy, description);
    entries.put(name, new FieldEntry(field, read));
  }

  static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Catalogue::name).toList();
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
