// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.authentication.dkim.Signer;
import dev.leadkit.authentication.dns.DnsResolver;
import dev.leadkit.authentication.dns.ZoneFile;
import dev.leadkit.authentication.domain.DomainFinding.Severity;
import dev.leadkit.authentication.domain.DomainFinding.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class DomainCheckTest {

  private static final String GOOD =
      """
      $TTL 1h
      @        IN MX 10 mail
               IN MX 20 mail2.example.net.
               IN TXT "v=spf1 mx -all"
      mail     300 IN A 198.51.100.1
      _dmarc   TXT ( "v=DMARC1; p=reject; "   ; in two strings
                     "rua=mailto:d@example.com" )
      _mta-sts TXT "v=STSv1; id=20260312"
      mta-sts  AAAA 2001:db8::1
      _smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.com"
      ed._domainkey TXT "KEY"
      $ORIGIN example.net.
      mail2    A 198.51.100.2
      """.replace("KEY", Signer.ed25519("example.com", "ed").keyRecord());

  private static List<DomainFinding> check(String zone, String... selectors) {
    return DomainCheck.check(
        "Example.COM", List.of(selectors), ZoneFile.parse(zone, "example.com"));
  }

  private static String goodWith(String from, String to) {
    assertTrue(GOOD.contains(from), from);
    return GOOD.replace(from, to);
  }

  private static void assertOnly(
      Severity severity, Topic topic, String problem, List<DomainFinding> found) {
    assertEquals(1, found.size(), found::toString);
    assertEquals(
        severity + " " + topic, found.get(0).severity() + " " + found.get(0).topic());
    assertTrue(found.get(0).problem().contains(problem), found::toString);
  }

  @Test
  void a_domain_without_a_flaw_has_no_findings() {
    assertEquals(List.of(), check(GOOD, "ed"));
  }

  @Test
  void each_flaw_is_one_finding_with_its_topic() {
    assertOnly(
        Severity.ERROR, Topic.SPF, "no SPF record", check(goodWith("v=spf1 mx -all", "x"), "ed"));
    assertOnly(Severity.ERROR, Topic.SPF, "invalid", check(goodWith("mx -all", "mx -al"), "ed"));
    assertOnly(
        Severity.ERROR, Topic.SPF, "every host", check(goodWith("mx -all", "mx +all"), "ed"));
    assertOnly(Severity.WARNING, Topic.SPF, "says nothing", check(goodWith("mx -all", "mx"), "ed"));
    assertOnly(
        Severity.ERROR,
        Topic.MX,
        "no address",
        check(goodWith("mail     300", "mial     300"), "ed"));
    assertOnly(
        Severity.ERROR,
        Topic.MX,
        "is an address",
        check(goodWith("10 mail", "10 198.51.100.1."), "ed"));
    assertOnly(
        Severity.ERROR, Topic.MX, "null MX accompanies", check(goodWith("10 mail", "0 ."), "ed"));
    assertOnly(Severity.ERROR, Topic.DKIM, "no key at", check(GOOD, "other"));
    assertOnly(Severity.NOTE, Topic.DKIM, "not checked", check(GOOD));
    assertOnly(
        Severity.ERROR,
        Topic.DKIM,
        "no DKIM key",
        check(goodWith("ed._domainkey", "ed._domainky")));
    assertOnly(
        Severity.ERROR, Topic.DMARC, "no DMARC record", check(goodWith("_dmarc", "_dmrac"), "ed"));
    assertOnly(Severity.WARNING, Topic.DMARC, "none", check(goodWith("p=reject", "p=none"), "ed"));
    assertOnly(
        Severity.WARNING,
        Topic.DMARC,
        "reports",
        check(goodWith("rua=mailto:d@", "ruf=mailto:d@"), "ed"));
    assertOnly(
        Severity.NOTE,
        Topic.DMARC,
        "pct",
        check(goodWith("p=reject; ", "p=reject; pct=50; "), "ed"));
    assertOnly(
        Severity.ERROR,
        Topic.DMARC,
        "2 DMARC records",
        check(GOOD + "_dmarc.example.com. TXT \"v=DMARC1; p=none\"\n", "ed"));
    assertOnly(
        Severity.ERROR, Topic.MTA_STS, "invalid", check(goodWith("id=2026", "id=2-26"), "ed"));
    assertOnly(
        Severity.ERROR,
        Topic.MTA_STS,
        "no address",
        check(goodWith("mta-sts  AAAA", "sts-mta  AAAA"), "ed"));
    assertOnly(
        Severity.WARNING,
        Topic.MTA_STS,
        "no MTA-STS",
        check(goodWith("_mta-sts TXT", "_sts-mta TXT"), "ed"));
    assertOnly(
        Severity.WARNING,
        Topic.TLS_RPT,
        "No one",
        check(goodWith("_smtp._tls", "_smtp._tsl"), "ed"));
    assertOnly(
        Severity.ERROR,
        Topic.TLS_RPT,
        "invalid",
        check(goodWith("rua=mailto:tls", "rua=tls"), "ed"));
  }

  @Test
  void short_keys_and_keys_in_test_mode_are_told() {
    String key = Signer.rsa("example.com", "s", 1024).keyRecord();
    List<DomainFinding> found =
        check(GOOD + "s._domainkey.example.com. TXT \"" + key + "; t=y\"\n", "s");
    assertEquals(2, found.size(), found::toString);
    assertEquals("The RSA key has 1024 bits", found.get(0).problem());
    assertEquals("The key is in test mode (t=y)", found.get(1).problem());
  }

  @Test
  void a_domain_that_receives_no_mail_needs_no_tls_records() {
    List<DomainFinding> found = check(
        "@ MX 0 .\n@ TXT \"v=spf1 -all\"\n_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:d@b.example\"\n");
    assertEquals(
        List.of(Topic.MX, Topic.DKIM),
        found.stream().map(DomainFinding::topic).toList(),
        found::toString);
  }

  @Test
  void without_dns_every_topic_is_a_note() {
    List<DomainFinding> found = DomainCheck.check("example.com", List.of("ed"), DnsResolver.none());
    assertEquals(
        List.of(Topic.values()), found.stream().map(DomainFinding::topic).toList());
    assertTrue(found.stream().allMatch(each -> each.severity() == Severity.NOTE), found::toString);
  }

  @Test
  void a_mistake_in_a_zone_file_is_told_with_its_line() {
    for (String each : List.of(
        "\n@ A example", "\n@ MX mail", "\n$INCLUDE x", "\n@ MX", "\n@ IN", "(\n\n)\n@ A 1.2.3")) {
      String message = assertThrows(
              IllegalArgumentException.class, () -> ZoneFile.parse(each, "a.example"))
          .getMessage();
      assertTrue(message.startsWith(each.startsWith("(") ? "line 4: " : "line 2: "), message);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> DomainCheck.check("a..b", List.of(), DnsResolver.none()));
  }

  @Test
  void a_quote_or_parenthesis_that_is_not_closed_does_not_swallow_the_rest_of_the_zone() {
    var problems = new LinkedHashMap<String, String>();
    problems.put("@ TXT \"v=spf1 -all\n@ MX 10 mail\n", "line 1: a quotation mark is not closed");
    problems.put(
        "@ A 1.2.3.4\n@ MX ( 10 mail\n@ A 1.2.3.4\n", "line 2: a parenthesis is not closed");
    problems.put("@ MX 10 mail )\n", "line 1: a closing parenthesis without an opening one");
    problems.forEach((zone, problem) -> assertEquals(
        problem,
        assertThrows(IllegalArgumentException.class, () -> ZoneFile.parse(zone, "a.example"))
            .getMessage()));
  }
}
