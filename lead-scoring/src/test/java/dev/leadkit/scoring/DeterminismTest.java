// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Company;
import dev.leadkit.Score;
import dev.leadkit.tck.Leads;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class DeterminismTest {

  @Test
  void neither_locale_nor_time_zone_changes_a_score_or_its_reasons() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Score expected = score();
      for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-DE", "th-TH-u-ca-buddhist")) {
        for (String id : List.of("Pacific/Apia", "America/New_York", "Asia/Kathmandu")) {
          Locale.setDefault(Locale.forLanguageTag(tag));
          TimeZone.setDefault(TimeZone.getTimeZone(id));
          assertEquals(expected, score(), tag + " " + id);
        }
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private static Score score() {
    return Rulesets.of("""
            lists: { markets: [INDUSTRIAL, retail] }
            rules:
              - { id: a, add: 30, when: { company.industry: { inList: markets } } }
              - { id: b, add: 40, when: { text: { phrase: [TITLE INSURANCE, "soc~2"] } }, why: "says {match}" }
              - { id: c, add: 20, when: { company.size: { gt: 1234.5 } }, why: "{company.size} people" }
            """)
        .score(Leads.from("IDA@ACME.EXAMPLE", "Title insurance? SOC 2.")
            .at(new Company("ACME.example", "", 1_234_567, "Industrial", "DE", "", List.of()))
            .lead());
  }
}
