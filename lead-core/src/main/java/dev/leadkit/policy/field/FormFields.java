// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.FormField;
import dev.leadkit.Lead;
import dev.leadkit.Message;
import dev.leadkit.policy.field.Field.Presence;
import dev.leadkit.policy.field.Field.Privacy;
import dev.leadkit.policy.field.Field.Provenance;
import dev.leadkit.prospect.FormTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What visitors entered into web forms, under the names of the generic reading and of the policy's templates. */
final class FormFields {

  static final String PREFIX = "form.";

  private static final Set<String> TEXTS = Set.of("message", "subject");

  private FormFields() {}

  /** Adds the fields of every policy. */
  static void addTo(Catalogue catalogue) {
    for (String name : FormTemplates.NAMES) {
      FieldEntry entry = entry(name, FormTemplates.NONE);
      Field field = entry.field();
      catalogue.add(
          field.name(),
          field.type(),
          field.provenance(),
          field.privacy(),
          field.description(),
          entry.read());
    }
  }

  /** All fields of a policy with these templates. */
  static List<FieldEntry> of(FormTemplates templates) {
    var entries = new ArrayList<FieldEntry>();
    FormTemplates.NAMES.forEach(name -> entries.add(entry(name, templates)));
    templates.customNames().forEach(name -> entries.add(entry(name, templates)));
    return entries;
  }

  private static FieldEntry entry(String name, FormTemplates templates) {
    Field.Type type = TEXTS.contains(name) ? Field.Type.TEXT : Field.Type.WORD;
    var field = new Field(
        PREFIX + name,
        type,
        Provenance.MAIL,
        List.of(),
        Presence.MAYBE,
        Privacy.PERSONAL,
        "what was entered as " + name.replace('_', ' ')
            + " into the form of the newest message with one");
    return new FieldEntry(field, view -> read(view.lead(), name, type, templates));
  }

  private static @Nullable Value read(
      Lead lead, String name, Field.Type type, FormTemplates templates) {
    List<Message> messages = WrittenMessages.of(lead);
    for (int i = messages.size() - 1; i >= 0; i--) {
      Message message = messages.get(i);
      if (message.understanding().fields().isEmpty()) {
        continue;
      }
      for (FormField field : templates.fields(message, lead.source())) {
        if (field.name().equals(name) && !field.value().isBlank()) {
          return type == Field.Type.TEXT
              ? new Value.Text(
                  List.of(new Value.Passage(PREFIX + name, message.id(), field.value())))
              : Value.word(field.value().strip());
        }
      }
      return null;
    }
    return null;
  }
}
