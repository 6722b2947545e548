// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dmarc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Security.Result;
import dev.leadkit.authentication.dns.DnsAnswer;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.RecordType;
import dev.leadkit.authentication.dns.ZoneDnsResolver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DmarcVerifierTest {

  private static ZoneDnsResolver.Builder zone(String... namesAndRecords) {
    ZoneDnsResolver.Builder zone = ZoneDnsResolver.builder();
    for (int i = 0; i < namesAndRecords.length; i += 2) {
      zone.txt("_dmarc." + namesAndRecords[i], namesAndRecords[i + 1]);
    }
    return zone;
  }

  private static DmarcResult verify(ZoneDnsResolver.Builder zone, String author, String signer) {
    List<String> signers = signer.isEmpty() ? List.of() : List.of(signer);
    return DmarcVerifier.verify(
        List.of("x@" + author), signers, List.of(), DnsBudget.of(zone.build()));
  }

  @Test
  void a_long_name_is_walked_with_eight_questions() {
    List<String> asked = new ArrayList<>();
    TreeWalk.from("a.b.c.d.e.f.g.h.i.j.mail.example.com", DnsBudget.of((name, type) -> {
      asked.add(name);
      return DnsAnswer.of(DnsAnswer.Status.NXDOMAIN);
    }));
    // RFC 9989 §4.10: the name itself, then its last seven labels and fewer.
    assertEquals(
        List.of(
            "_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com",
            "_dmarc.g.h.i.j.mail.example.com",
            "_dmarc.h.i.j.mail.example.com",
            "_dmarc.i.j.mail.example.com",
            "_dmarc.j.mail.example.com",
            "_dmarc.mail.example.com",
            "_dmarc.example.com",
            "_dmarc.com"),
        asked);
  }

  @Test
  void the_organizational_domain_is_the_shortest_with_a_record() {
    ZoneDnsResolver.Builder zone =
        zone("example.com", "v=DMARC1; p=reject", "mail.example.com", "v=DMARC1; p=none");
    DmarcResult found = verify(zone, "a.mail.example.com", "b.example.com");
    assertEquals(Result.PASS, found.result());
    assertEquals("example.com", found.policyDomain(), "and not mail.example.com, which is between");
  }

  @Test
  void siblings_below_a_public_suffix_domain_do_not_align() {
    ZoneDnsResolver.Builder zone = zone("bank.example", "v=DMARC1; p=reject; psd=y");
    DmarcResult found = verify(zone, "giant.bank.example", "mega.bank.example");
    assertEquals(Result.FAIL, found.result());
    assertEquals(
        "bank.example", found.policyDomain(), "its policy applies where the bank has none");
    assertEquals(
        Result.PASS,
        verify(zone, "giant.bank.example", "mail.giant.bank.example").result());
  }

  @Test
  void a_name_that_only_ends_alike_does_not_align() {
    ZoneDnsResolver.Builder zone =
        zone("example.com", "v=DMARC1; p=reject", "evilexample.com", "v=DMARC1; p=none");
    assertEquals(Result.FAIL, verify(zone, "example.com", "evilexample.com").result());
    assertEquals(Result.FAIL, verify(zone, "example.com", "com").result());
  }

  @Test
  void a_stranger_gains_nothing_by_a_record_of_his_own() {
    ZoneDnsResolver.Builder zone = zone(
        "com",
        "v=DMARC1; p=none; psd=y",
        "example.com",
        "v=DMARC1; p=reject",
        "evil.com",
        "v=DMARC1; p=none");
    assertEquals(Result.FAIL, verify(zone, "example.com", "evil.com").result());
  }

  @Test
  void test_mode_makes_the_policy_one_step_milder() {
    assertEquals(
        DmarcPolicy.QUARANTINE,
        verify(zone("a.example", "v=DMARC1; p=reject; t=y"), "a.example", "").policy());
    assertEquals(
        DmarcPolicy.NONE,
        verify(zone("a.example", "v=DMARC1; p=quarantine; t=y"), "a.example", "")
            .policy());
    assertEquals(
        DmarcPolicy.REJECT,
        verify(zone("a.example", "v=DMARC1; p=reject; t=n"), "a.example", "").policy());
  }

  @Test
  void a_record_without_a_valid_policy_counts_only_if_it_asks_for_reports() {
    assertEquals(
        Result.NONE,
        verify(zone("a.example", "v=DMARC1; p=rejct"), "a.example", "a.example").result());
    assertEquals(
        Result.NONE,
        verify(zone("a.example", "v=DMARC1; p=reject; sp=x"), "a.example", "a.example")
            .result());
    DmarcResult found = verify(
        zone("a.example", "v=DMARC1; p=reject; sp=x; rua=mailto:d@a.example"), "a.example", "");
    assertEquals(DmarcPolicy.NONE, found.policy());
    assertEquals(Result.FAIL, found.result());
  }

  @Test
  void only_text_that_begins_with_the_version_is_a_record() {
    assertTrue(DmarcRecord.isDmarc("v=DMARC1"));
    assertTrue(DmarcRecord.isDmarc("V = DMARC1 ;p=none"));
    for (String text : List.of(
        "v=dmarc1; p=none",
        "v=DMARC10; p=none",
        "p=none; v=DMARC1",
        " v=DMARC1",
        "v=DMARC1 p=none",
        "")) {
      assertFalse(DmarcRecord.isDmarc(text), text);
    }
  }

  @Test
  void a_silent_server_is_temporary_unless_something_aligned_passed() {
    ZoneDnsResolver.Builder zone = zone("example.com", "v=DMARC1; p=reject")
        .fail("_dmarc.mail.example.com", RecordType.TXT, DnsAnswer.Status.SERVFAIL);
    assertEquals(
        Result.TEMPERROR, verify(zone, "example.com", "mail.example.com").result());
    assertEquals(Result.PASS, verify(zone, "example.com", "example.com").result());
    assertEquals(
        Result.TEMPERROR, verify(zone, "mail.example.com", "mail.example.com").result());
  }
}
