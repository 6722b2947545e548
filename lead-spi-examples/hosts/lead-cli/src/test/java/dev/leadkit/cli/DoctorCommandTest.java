// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

  /** The key is the Ed25519 key of RFC 8463, appendix A.2. */
  private static final String GOOD = """
      $TTL 1h
      @          IN MX 10 mail
                 IN TXT "v=spf1 mx -all"
      mail       IN A 198.51.100.1
      _dmarc     TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"
      _mta-sts   TXT "v=STSv1; id=20260312"
      mta-sts    A 198.51.100.2
      _smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.com"
      brisbane._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
      """;

  @TempDir
  Path folder;

  private Called doctor(String zone, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("fixture.zone"), zone);
    var arguments =
        new ArrayList<>(List.of("doctor", "dns", "example.com", "--zone", file.toString()));
    arguments.addAll(List.of(more));
    return Called.lead(arguments.toArray(String[]::new));
  }

  @Test
  void a_domain_without_a_flaw_is_in_order_and_exits_with_0() throws IOException {
    Called called = doctor(GOOD, "--selector", "brisbane");
    assertEquals(
        List.of("in order MX, SPF, DKIM, DMARC, MTA-STS, TLS-RPT"), called.lines(), called.err());
    assertEquals(0, called.code());
  }

  @Test
  void a_note_alone_exits_with_0() throws IOException {
    Called called = doctor(GOOD);
    assertEquals(0, called.code(), called.out());
    assertEquals(
        List.of(
            "note     DKIM     _domainkey.example.com: The keys were not checked",
            "                  fix: Name the selectors with which you sign",
            "in order MX, SPF, DMARC, MTA-STS, TLS-RPT"),
        called.lines());
  }

  @Test
  void each_missing_or_weak_record_is_listed_with_its_fix_and_the_exit_code_is_2()
      throws IOException {
    Called called = doctor("""
        @      MX 10 mail
        mail   A 198.51.100.1
        _dmarc TXT "v=DMARC1; p=none; rua=mailto:d@example.com"
        """, "--selector", "brisbane");
    assertEquals(2, called.code(), called.out());
    List<String> heads = called.lines().stream()
        .filter(line -> !line.startsWith(" "))
        .map(line -> line.replaceAll(":.*", "").replaceAll(" +", " "))
        .toList();
    assertEquals(
        List.of(
            "error SPF example.com",
            "error DKIM brisbane._domainkey.example.com",
            "warning DMARC _dmarc.example.com",
            "warning MTA-STS _mta-sts.example.com",
            "warning TLS-RPT _smtp._tls.example.com",
            "in order MX"),
        heads);
    assertEquals(
        5, called.lines().stream().filter(line -> line.contains("  fix: ")).count());
  }

  @Test
  void a_missing_dmarc_record_is_an_error_although_the_zone_does_not_have_the_domain_above()
      throws IOException {
    Called called = doctor(GOOD.replace("_dmarc ", "_dmrac "), "--selector", "brisbane");
    assertEquals(2, called.code());
    assertTrue(called.out().contains("There is no DMARC record"), called.out());
  }

  @Test
  void names_elsewhere_that_the_zone_does_not_have_are_not_called_missing() throws IOException {
    Called called = doctor(
        GOOD.replace("10 mail", "10 mx.example.net.")
            .replace("spf1 mx", "spf1 include:example.net"),
        "--selector",
        "brisbane");
    assertEquals(0, called.code(), called.out());
    assertTrue(called.out().contains("SPF could not be checked"), called.out());
  }

  @Test
  void what_a_domain_without_mail_does_not_need_is_not_called_in_order() throws IOException {
    Called called = doctor("""
        @      MX 0 .
               TXT "v=spf1 -all"
        _dmarc TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"
        """);
    assertTrue(called.out().endsWith("in order SPF, DMARC\n"), called.out());
  }

  @Test
  void json_has_the_findings_and_what_is_in_order() throws IOException {
    Called called = doctor(GOOD.replace("p=reject", "p=none"), "--selector", "brisbane", "--json");
    assertEquals(2, called.code());
    JsonNode json = new ObjectMapper().readTree(called.out());
    assertEquals("example.com", json.get("domain").asText());
    assertEquals(
        "[\"mx\",\"spf\",\"dkim\",\"mta_sts\",\"tls_rpt\"]",
        json.get("in_order").toString());
    JsonNode finding = json.get("findings").get(0);
    assertEquals("warning", finding.get("severity").asText());
    assertEquals("dmarc", finding.get("topic").asText());
    assertEquals("_dmarc.example.com", finding.get("name").asText());
    assertFalse(finding.get("problem").asText().isEmpty());
    assertFalse(finding.get("remedy").asText().isEmpty());
  }

  @Test
  void a_bad_zone_file_is_one_line_with_its_file_and_line() throws IOException {
    Called called = doctor(GOOD.replace("198.51.100.1", "198.51.100"));
    assertEquals(1, called.code());
    assertEquals(
        List.of("lead: " + folder.resolve("fixture.zone")
            + ": line 4: '198.51.100' is not an address for A"),
        called.complaints());
    String absent = folder.resolve("absent.zone").toString();
    Called none = Called.lead("doctor", "dns", "example.com", "--zone", absent);
    assertEquals(1, none.code());
    assertEquals(List.of("lead: " + absent + ": no such file or folder"), none.complaints());
  }

  @Test
  void text_that_is_not_a_domain_is_wrong_usage() {
    Called called = Called.lead("doctor", "dns", "a..b");
    assertEquals(2, called.code());
    assertEquals(
        List.of("lead: DOMAIN: expected a domain such as example.com, got 'a..b';"
            + " see lead doctor dns --help"),
        called.complaints());
  }
}
