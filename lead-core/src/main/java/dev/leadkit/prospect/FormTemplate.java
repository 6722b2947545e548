// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import dev.leadkit.FormField;
import dev.leadkit.Message;
import dev.leadkit.Source;
import dev.leadkit.text.Domains;
import dev.leadkit.text.Folding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the fields of one web form or portal mean. It names the labels that the generic reading does not know, or knows as something else.
 *
 * @param name of the template
 * @param from senders whose mail it applies to, as addresses or domains; empty for any
 * @param to inbound addresses that it applies to; empty for any
 * @param names the names of the fields by their labels; {@code ""} for a field without meaning
 * @param expected labels that every mail of this form has; if one is missing, its layout has changed
 */
public record FormTemplate(
    String name,
    Set<String> from,
    Set<String> to,
    Map<String, String> names,
    Set<String> expected) {

  public FormTemplate {
    Objects.requireNonNull(name, "name");
    from = Set.copyOf(Objects.requireNonNull(from, "from"));
    to = Set.copyOf(Objects.requireNonNull(to, "to"));
    var folded = new LinkedHashMap<String, String>();
    Objects.requireNonNull(names, "names")
        .forEach((label, field) -> folded.put(
            fold(Objects.requireNonNull(label, "names")), Objects.requireNonNull(field, "names")));
    names = Map.copyOf(folded);
    expected = Objects.requireNonNull(expected, "expected").stream()
        .map(FormTemplate::fold)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The form in which labels are compared. */
  static String fold(String label) {
    String text = label.strip();
    int end = text.length();
    while (end > 0 && ":：*= \u00a0".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = 0;
    while (start < end && "* \u00a0".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return Folding.fold(text.substring(start, end));
  }

  boolean appliesTo(Message message, Source source) {
    return (from.isEmpty() || isFrom(message))
        && (to.isEmpty() || to.contains(OwnAddresses.normal(source.address())));
  }

  private boolean isFrom(Message message) {
    String normal = OwnAddresses.normal(message.from().email());
    return from.contains(normal)
        || !Domains.match(normal.substring(normal.indexOf('@') + 1), from).isEmpty();
  }

  /** The fields with the names that this template gives them. */
  List<FormField> named(List<FormField> fields) {
    var named = new ArrayList<FormField>(fields.size());
    for (FormField field : fields) {
      String known = names.get(fold(field.label()));
      named.add(
          known == null
              ? field
              : new FormField(known, field.label(), field.value(), field.conclusion()));
    }
    return named;
  }

  /** Whether a label that every mail of this form has is missing. */
  boolean isChanged(List<FormField> fields) {
    Set<String> labels =
        fields.stream().map(field -> fold(field.label())).collect(Collectors.toSet());
    return !labels.containsAll(expected);
  }
}
