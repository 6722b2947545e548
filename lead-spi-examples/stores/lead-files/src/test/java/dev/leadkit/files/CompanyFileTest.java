// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Company;
import dev.leadkit.Enrichment;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.spi.Enricher.Question;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompanyFileTest {

  private static final String HEAD = "domain,name,size,industry,country,zone,technologies\n";

  @Test
  void a_domain_finds_its_company_with_every_field() throws IOException {
    CompanyFile companies = read("\uFEFF" + HEAD
        + "Norrland-Kraft.example,\"Norrland \"\"Kraft\"\", AB\",340,Energy,se,Europe/Stockholm,"
        + "Kafka; SAP ;\r\n\r\n");
    assertEquals(1, companies.size());
    assertEquals(
        Enrichment.of(new Company(
            "norrland-kraft.example",
            "Norrland \"Kraft\", AB",
            340,
            "Energy",
            "SE",
            "Europe/Stockholm",
            List.of("Kafka", "SAP"))),
        ask(companies, "NORRLAND-kraft.example"));
  }

  @Test
  void a_domain_below_finds_the_company_and_one_above_or_beside_does_not() throws IOException {
    CompanyFile companies = read(HEAD + "acme.example,Acme,,,,,\neu.acme.example,Acme EU,,,,,\n");
    assertEquals("Acme", name(companies, "mail.us.acme.example"));
    assertEquals("Acme EU", name(companies, "mail.eu.acme.example"));
    assertEquals(Enrichment.NONE, ask(companies, "example"));
    assertEquals(Enrichment.NONE, ask(companies, "notacme.example"));
    assertEquals(Enrichment.NONE, ask(companies, ""));
  }

  @Test
  void columns_are_in_any_order_and_a_missing_value_is_unknown() throws IOException {
    CompanyFile companies = read("size,domain\n7,a.example\n,b.example");
    assertEquals(
        Enrichment.of(new Company("a.example", "", 7, "", "", "", List.of())),
        ask(companies, "a.example"));
    assertEquals(
        Enrichment.of(new Company("b.example", "", null, "", "", "", List.of())),
        ask(companies, "b.example"));
  }

  @Test
  void a_field_in_quotes_spans_lines_and_later_lines_keep_their_numbers() {
    var e = assertThrows(
        PolicyException.class,
        () -> read("domain,name\na.example,\"two\nlines\"\nnot a domain,x\n"));
    assertEquals(
        List.of("list.csv:4: domain: expected a name such as example.com, got 'not a domain'"),
        e.problems());
  }

  @Test
  void every_problem_is_told_at_once_with_its_line() {
    var e = assertThrows(
        PolicyException.class,
        () -> read("domain,size,colour\na.example,many,red\nb.example,1\n"
            + "c.example,1,blue\nC.example,2,blue\n\"d.example,1,blue\n"));
    assertEquals(
        List.of(
            "list.csv:1: column 'colour' is not known; known: domain, name, size, industry,"
                + " country, zone, technologies",
            "list.csv:2: size: expected a number, got 'many'",
            "list.csv:3: expected 3 fields, got 2",
            "list.csv:5: domain: 'c.example' is in an earlier line already",
            "list.csv:6: expected 3 fields, got 1",
            "list.csv:6: a quotation mark is not closed"),
        e.problems());
    assertEquals(
        1, assertThrows(PolicyException.class, () -> read("")).problems().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example",
        ".example",
        "acme.",
        "a b.example",
        "a@b.example",
        "a/b.example",
        "a\tb.example"
      })
  void a_name_that_is_not_a_domain_is_refused(String name) {
    var e = assertThrows(PolicyException.class, () -> read("domain\n" + name + "\n"));
    assertTrue(e.problems().get(0).startsWith("list.csv:2: domain: expected"), e::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1e3", "1 000", "1000000000", "/", ":"})
  void a_size_that_is_not_a_number_of_up_to_nine_digits_is_refused(String size) {
    var e = assertThrows(PolicyException.class, () -> read("domain,size\na.example," + size));
    assertEquals(List.of("list.csv:2: size: expected a number, got '" + size + "'"), e.problems());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 10, 999_999_999})
  void a_size_has_up_to_nine_digits(int size) throws IOException {
    Company company = ask(read("domain,size\na.example," + size), "a.example").company();
    assertEquals(
        Enrichment.of(new Company("a.example", "", size, "", "", "", List.of())).company(),
        company);
  }

  @Test
  void a_hundred_problems_are_enough() {
    var e =
        assertThrows(PolicyException.class, () -> read("domain\n" + "not a domain\n".repeat(150)));
    assertEquals(100, e.problems().size());
  }

  @Test
  void a_list_of_two_octets_is_not_a_byte_order_mark() {
    byte[] start = {(byte) 0xEF, (byte) 0xBB};
    assertThrows(
        PolicyException.class, () -> CompanyFile.read(new ByteArrayInputStream(start), "list.csv"));
  }

  @Test
  void every_one_of_a_hundred_thousand_companies_is_found() throws IOException {
    var csv = new StringBuilder(HEAD);
    for (int i = 0; i < 100_000; i++) {
      csv.append("company").append(i).append(".example,Company ").append(i).append(",,,,,\n");
    }
    CompanyFile companies = read(csv.toString());
    assertEquals(100_000, companies.size());
    for (int i = 0; i < 100_000; i++) {
      assertEquals("Company " + i, name(companies, "company" + i + ".example"));
    }
    assertEquals(Enrichment.NONE, ask(companies, "company100000.example"));
  }

  private static CompanyFile read(String csv) throws IOException {
    return CompanyFile.read(
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "list.csv");
  }

  private static Enrichment ask(CompanyFile companies, String domain) {
    return companies.enrich(
        new Question("enr_1", domain, Lead.of(LeadId.openedBy("evt_" + domain))));
  }

  private static String name(CompanyFile companies, String domain) {
    Company company = ask(companies, domain).company();
    return company == null ? "" : company.name();
  }
}
