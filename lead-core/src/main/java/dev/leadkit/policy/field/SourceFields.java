// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.Company;
import dev.leadkit.Source;
import dev.leadkit.policy.field.Field.Presence;
import dev.leadkit.policy.field.Field.Privacy;
import dev.leadkit.policy.field.Field.Provenance;
import dev.leadkit.text.Domains;
import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fields of the inbound address and of the company, as the address book and the enrichers know them. */
final class SourceFields {

  private final Catalogue fields;

  private SourceFields(Catalogue fields) {
    this.fields = fields;
  }

  static void addTo(Catalogue fields) {
    var group = new SourceFields(fields);
    group.source();
    group.company();
  }

  private void source() {
    source("channel", "the kind of entry", Source::channel);
    source("campaign", "the campaign that the inbound address was given to", Source::campaign);
    source("product", "the product line of the inbound address", Source::product);
    source("partner", "the partner who refers", Source::partner);
    fields.flag(
        "source.known",
        Provenance.SOURCE,
        Presence.ALWAYS,
        "whether the inbound address is in the address book",
        view -> view.lead().source().reason().equals(Source.KNOWN));
  }

  private void company() {
    fields.add(
        "company.domain",
        Field.Type.DOMAIN,
        Provenance.ENRICHMENT,
        Privacy.PLAIN,
        "the company's domain",
        ofCompany(company -> Value.word(Domains.normal(company.domain()))));
    company("name", "the company's name", Company::name);
    fields.number(
        "company.size", Field.Scale.COUNT, Provenance.ENRICHMENT, "its employees", view -> {
          Company company = view.lead().company();
          return company == null || company.size() == null
              ? null
              : BigDecimal.valueOf(company.size());
        });
    company("industry", "its industry", Company::industry);
    company("country", "where it sits, ISO 3166-1 alpha-2", Company::country);
    company("zone", "its IANA time zone", Company::zone);
  }

  private void source(String name, String description, Function<Source, String> read) {
    fields.word(
        "source." + name,
        Provenance.SOURCE,
        description,
        view -> read.apply(view.lead().source()));
  }

  private void company(String name, String description, Function<Company, String> read) {
    fields.add(
        "company." + name,
        Field.Type.WORD,
        Provenance.ENRICHMENT,
        Privacy.PLAIN,
        description,
        ofCompany(company -> Value.word(read.apply(company))));
  }

  private static Function<LeadView, @Nullable Value> ofCompany(
      Function<Company, @Nullable Value> read) {
    return view -> {
      Company company = view.lead().company();
      return company == null ? null : read.apply(company);
    };
  }
}
