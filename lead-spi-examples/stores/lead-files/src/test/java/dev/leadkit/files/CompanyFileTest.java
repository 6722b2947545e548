// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
