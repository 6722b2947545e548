// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.policy.field.Value;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders, {@code company domain {sender.domain}}, each the name of a field or of another value.
 *
 * <p>Immutable and thread-safe.
 */
public final class Template {

  private static final Template EMPTY = new Template(List.of());

  /** @param field null for the text between placeholders and for placeholders that are not fields */
  private record Part(String text, Slot slot, @Nullable Field field) {}

  private enum Slot {
    LITERAL,
    FIELD,
    WORD
  }

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template and reports its errors.
   *
   * @param fields whose names can be placeholders, except those that are text or may name a person
   * @param words what else can be a placeholder
   */
  public static Template read(Settings place, Fields fields, List<String> words) {
    String text = place.asText();
    var parts = new ArrayList<Part>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      if (open < 0) {
        open = text.length();
      }
      if (open > at) {
        parts.add(new Part(text.substring(at, open), Slot.LITERAL, null));
      }
      if (open < text.length()) {
        int close = text.indexOf('}', open);
        if (close < 0) {
          place.problem("set to '" + text + "'; expected } after {");
          return EMPTY;
        }
        parts.add(placeholder(text.substring(open + 1, close), place, fields, words));
        open = close + 1;
      }
      at = open;
    }
    return new Template(parts);
  }

  private static Part placeholder(String name, Settings place, Fields fields, List<String> words) {
    Field field = fields.find(name);
    if (words.contains(name)) {
      return new Part(name, Slot.WORD, null);
    }
    if (field == null) {
      var known = new ArrayList<>(words);
      known.addAll(fields.names());
      place.problem("{" + name + "} is not a field; " + Settings.nearest(name, known));
    } else if (field.type() == Field.Type.TEXT || field.privacy() == Field.Privacy.PERSONAL) {
      place.problem("{" + name + "} may name a person; expected a field that does not");
    }
    return new Part(name, Slot.FIELD, field);
  }

  /** Whether it has this word as a placeholder. */
  public boolean uses(String word) {
    return parts.stream()
        .anyMatch(part -> part.slot() == Slot.WORD && part.text().equals(word));
  }

  /** The fields that it needs, each once. */
  public List<Field> fields() {
    return parts.stream().map(Part::field).filter(Objects::nonNull).distinct().toList();
  }

  /** The text for a lead; null if a field that it needs is missing. */
  public @Nullable String fill(EvaluationContext view) {
    var text = new StringBuilder();
    for (Part part : parts) {
      String value = part.text();
      if (part.slot() != Slot.LITERAL) {
        Value known = part.slot() == Slot.FIELD ? view.value(part.text()) : null;
        if (known == null) {
          return null;
        }
        value = known.shown();
      }
      text.append(value);
    }
    return text.toString();
  }

  /** The text for a lead, with these values for the other placeholders; {@code unknown} if a field is missing. */
  public String fill(EvaluationContext view, Map<String, String> words) {
    var text = new StringBuilder();
    for (Part part : parts) {
      switch (part.slot()) {
        case LITERAL -> text.append(part.text());
        case WORD -> text.append(words.getOrDefault(part.text(), ""));
        case FIELD -> {
          Value value = view.value(part.text());
          text.append(value == null ? "unknown" : value.shown());
        }
      }
    }
    return text.toString();
  }

  /** Every possible text if all its fields are closed; empty if one is not, or there are more than {@code most}. */
  public List<String> all(int most) {
    List<String> texts = List.of("");
    for (Part part : parts) {
      List<String> values = part.slot() == Slot.LITERAL
          ? List.of(part.text())
          : part.field() == null ? List.of() : part.field().values();
      if (values.isEmpty() || texts.size() * values.size() > most) {
        return List.of();
      }
      var longer = new ArrayList<String>();
      for (String text : texts) {
        values.forEach(value -> longer.add(text + value));
      }
      texts = longer;
    }
    return texts;
  }
}
