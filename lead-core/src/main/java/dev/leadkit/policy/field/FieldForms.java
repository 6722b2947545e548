// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.text.Domains;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of the values of built-in fields, for values that a policy compares them with: {@code .de} is never the last label of a domain,
 * and {@code 49} is never a calling code.
 */
public final class FieldForms {

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
  private static final Pattern COUNTRY = Pattern.compile("[a-z]{2}");
  private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final String DOMAIN_EXPECTED = "expected a domain such as acme.example";

  /** What is wrong with a stripped, lower-case value of a field, or null. */
  private static final Map<String, Function<String, @Nullable String>> FORMS = Map.of(
      "sender.tld", FieldForms::tld,
      "sender.calling_code", FieldForms::callingCode,
      "sender.language", FieldForms::language,
      "sender.email", FieldForms::address,
      "recipient.address", FieldForms::address,
      "recipient.local", FieldForms::local,
      "company.country", FieldForms::country);

  private FieldForms() {}

  /** Whether {@link #misfit} knows the form of the values of this field. */
  static boolean isKnown(Field field) {
    return field.type() == Field.Type.DOMAIN || FORMS.containsKey(field.name());
  }

  /** What to write instead of a value that the field can never hold; null if the field can hold it. */
  public static @Nullable String misfit(Field field, String value) {
    if (field.type() == Field.Type.DOMAIN) {
      return Domains.isName(Domains.normal(value)) ? null : DOMAIN_EXPECTED;
    }
    Function<String, @Nullable String> form = FORMS.get(field.name());
    return form == null ? null : form.apply(value.strip().toLowerCase(Locale.ROOT));
  }

  private static @Nullable String tld(String value) {
    if (LABEL.matcher(Domains.normal(value)).matches()) {
      return null;
    }
    String last = value.substring(value.lastIndexOf('.') + 1);
    return "expected the last label of a domain, without a dot: "
        + (LABEL.matcher(last).matches() ? last : "de");
  }

  private static @Nullable String callingCode(String value) {
    if (CallingCode.of(value).equals(value)) {
      return null;
    }
    String code = CallingCode.of(value.matches("[0-9]+") ? "+" + value : value);
    return "expected + and a country code: " + (code.isEmpty() ? "+49" : code);
  }

  private static @Nullable String language(String value) {
    String primary = value.split("[-_]", 2)[0];
    return LANGUAGE.matcher(value).matches()
        ? null
        : "expected a language code of ISO 639: "
            + (LANGUAGE.matcher(primary).matches() ? primary : "de");
  }

  private static @Nullable String address(String value) {
    return ADDRESS.matcher(value).matches() ? null : "expected an address such as kim@acme.example";
  }

  private static @Nullable String local(String value) {
    return value.contains("@") ? "expected the part of an address before the @" : null;
  }

  private static @Nullable String country(String value) {
    return COUNTRY.matcher(value).matches()
        ? null
        : "expected a country code of two letters (ISO 3166-1 alpha-2), such as DE";
  }
}
