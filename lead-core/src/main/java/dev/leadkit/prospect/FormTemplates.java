// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import dev.leadkit.FormField;
import dev.leadkit.Message;
import dev.leadkit.Source;
import dev.leadkit.spi.Settings;
import dev.leadkit.text.Domains;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The templates of a policy. The first one that applies to a message names its fields; without one they keep the names of the generic reading.
 *
 * <p>If the layout of a known form has changed, the names of the template are not used, so that no value gets into a wrong field: the generic
 * names remain, and {@link #changed} says so.
 *
 * @param list the templates, in order
 */
public record FormTemplates(List<FormTemplate> list) {

  /** No templates. */
  public static final FormTemplates NONE = new FormTemplates(List.of());

  /** The names that the generic reading gives. */
  public static final List<String> NAMES = List.of(
      "name",
      "first_name",
      "last_name",
      "email",
      "company",
      "title",
      "phone",
      "address",
      "city",
      "postcode",
      "country",
      "website",
      "subject",
      "message",
      "budget",
      "quantity",
      "product",
      "consent",
      "newsletter",
      "honeypot");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  public FormTemplates {
    list = List.copyOf(Objects.requireNonNull(list, "list"));
  }

  /** Reads the section {@code forms} of a policy and reports its errors. */
  static FormTemplates read(Settings forms) {
    var templates = new ArrayList<FormTemplate>();
    for (String name : forms.keys()) {
      templates.add(template(name, forms.section(name)));
    }
    return new FormTemplates(templates);
  }

  private static FormTemplate template(String name, Settings place) {
    var from = new LinkedHashSet<String>();
    for (Settings sender : place.list("from")) {
      String text = sender.asText();
      boolean isAddress = text.indexOf('@') >= 0;
      String normal = isAddress ? OwnAddresses.normal(text) : Domains.normal(text);
      if (isAddress ? !OwnAddresses.isAddress(normal) : !Domains.isName(normal)) {
        sender.problem("'" + text + "'; expected an address or a domain");
      }
      from.add(normal);
    }
    var to = new LinkedHashSet<String>();
    for (Settings recipient : place.list("to")) {
      String normal = OwnAddresses.normal(recipient.asText());
      if (!OwnAddresses.isAddress(normal)) {
        recipient.problem("'" + recipient.asText() + "'; expected an inbound address");
      }
      to.add(normal);
    }
    if (from.isEmpty() && to.isEmpty()) {
      place.problem("applies to every mail; expected from or to");
    }
    var names = new LinkedHashMap<String, String>();
    Settings fields = place.section("fields");
    for (String label : fields.keys()) {
      String field = fields.at(label).asText();
      if (!field.isEmpty() && !NAME.matcher(field).matches()) {
        fields
            .at(label)
            .problem("'" + field + "' is not a name; expected lower-case letters, digits and _");
      }
      names.put(label, field);
    }
    return new FormTemplate(name, from, to, names, new LinkedHashSet<>(place.texts("expect")));
  }

  /** The names of fields that only these templates give, in alphabetical order. */
  public Set<String> customNames() {
    var names = new TreeSet<String>();
    list.forEach(template -> names.addAll(template.names().values()));
    names.remove("");
    NAMES.forEach(names::remove);
    return names;
  }

  private @Nullable FormTemplate of(Message message, Source source) {
    for (FormTemplate template : list) {
      if (template.appliesTo(message, source)) {
        return template;
      }
    }
    return null;
  }

  /** The form fields of a message with their names. */
  public List<FormField> fields(Message message, Source source) {
    List<FormField> fields = message.understanding().fields();
    FormTemplate template = fields.isEmpty() ? null : of(message, source);
    return template == null || template.isChanged(fields) ? fields : template.named(fields);
  }

  /** The name of the template of a known form whose layout has changed, {@code ""} if it has not or no template applies to the message. */
  public String changed(Message message, Source source) {
    FormTemplate template = of(message, source);
    return template != null && template.isChanged(message.understanding().fields())
        ? template.name()
        : "";
  }

  /** What these are, in one text that is the same for the same templates. */
  String canonical() {
    var text = new StringBuilder();
    for (FormTemplate template : list) {
      text.append(new TreeSet<>(template.from()))
          .append(new TreeSet<>(template.to()))
          .append(new TreeMap<>(template.names()))
          .append(new TreeSet<>(template.expected()))
          .append('\n');
    }
    return text.toString();
  }
}
