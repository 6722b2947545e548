// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Security;
import dev.leadkit.Security.Result;
import dev.leadkit.authentication.dkim.Signer;
import dev.leadkit.authentication.dns.DnsResolver;
import dev.leadkit.authentication.dns.IpAddress;
import dev.leadkit.authentication.dns.ZoneDnsResolver;
import dev.leadkit.authentication.spf.SpfResult;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MailAuthenticatorTest {

  private static final Instant NOW = Instant.parse("2026-03-12T09:00:00Z");
  private static final InetAddress CLIENT = Objects.requireNonNull(IpAddress.parse("192.0.2.7"));
  private static final Signer SIGNER = Signer.ed25519("acme.example", "k1");
  private static final ZoneDnsResolver ZONE = ZoneDnsResolver.builder()
      .txt("acme.example", "v=spf1 ip4:192.0.2.0/24 -all")
      .txt("_dmarc.acme.example", "v=DMARC1; p=reject")
      .txt("k1._domainkey.acme.example", SIGNER.keyRecord())
      .txt("bulk.example", "v=spf1 ip4:192.0.2.0/24 -all")
      .build();

  private static String mail(String from) {
    return "From: " + from
        + "\r\nSubject: Pumps\r\nDate: Thu, 12 Mar 2026 09:00:00 +0000\r\n\r\nWe need 50 pumps.\r\n";
  }

  private static Authentication verify(String mail, Transmission transmission) {
    return MailAuthenticator.of(ZONE)
        .verify(mail.getBytes(StandardCharsets.UTF_8), transmission, NOW);
  }

  private static Transmission from(String mailFrom) {
    return new Transmission(CLIENT, "mx.acme.example", mailFrom);
  }

  @Test
  void spf_of_the_domain_in_from_is_enough_for_dmarc() {
    Authentication found = verify(mail("Jane <jane@acme.example>"), from("bounce@acme.example"));
    assertEquals(new Security(Result.NONE, Result.PASS, Result.PASS), found.security());
    assertEquals("acme.example", found.dmarc().spfAligned());
  }

  @Test
  void spf_of_another_domain_says_nothing_about_from() {
    Authentication found = verify(mail("Jane <jane@acme.example>"), from("x@bulk.example"));
    assertEquals(new Security(Result.NONE, Result.PASS, Result.FAIL), found.security());
  }

  @Test
  void a_signature_of_the_domain_in_from_is_enough_without_an_address_of_the_client() {
    Authentication found = verify(SIGNER.sign(mail("jane@acme.example"), ""), Transmission.UNKNOWN);
    assertEquals(new Security(Result.PASS, Result.NONE, Result.PASS), found.security());
    assertEquals("acme.example", found.dmarc().dkimAligned());
  }

  @Test
  void a_signature_that_leaves_the_end_of_the_body_unsigned_does_not_make_dmarc_pass() {
    String signed = SIGNER.sign(mail("jane@acme.example"), "l=19; ");
    assertEquals(
        Result.PASS,
        verify(signed, Transmission.UNKNOWN).security().dkim(),
        "all of the body is signed");
    Authentication found =
        verify(signed + "Pay to this account instead.\r\n", Transmission.UNKNOWN);
    assertEquals(new Security(Result.POLICY, Result.NONE, Result.FAIL), found.security());
    assertTrue(found.dkim().get(0).isPass(), "RFC 6376 calls the signature valid");
  }

  @Test
  void a_second_author_or_a_second_from_is_never_a_pass() {
    for (String from : List.of(
        "jane@acme.example, boss@other.example",
        "<jane@acme.example> <boss@other.example>",
        "jane@acme.example\r\nFrom: boss@other.example",
        "Board: jane@acme.example, boss@acme.example;")) {
      Authentication found = verify(mail(from), from("bounce@acme.example"));
      assertEquals(Result.PERMERROR, found.dmarc().result(), from);
    }
  }

  @Test
  void comments_quotes_and_routes_do_not_hide_the_domain_in_from() {
    for (String from : List.of(
        "\"boss@other.example\" <jane@acme.example>",
        "(boss@other.example) jane@acme.example (a \\) b)",
        "\"a, b\" <jane@acme.example>",
        "<\"x@other.example\"@acme.example>",
        "<@other.example,@third.example:jane@acme.example>",
        "Sales:jane@acme.example;",
        "jane@ACME.example.")) {
      assertEquals(
          "acme.example", verify(mail(from), from("b@acme.example")).dmarc().authorDomain(), from);
    }
  }

  @Test
  void without_dns_nothing_passes_and_nothing_throws() {
    Authentication found = MailAuthenticator.of(DnsResolver.none())
        .verify(
            SIGNER.sign(mail("jane@acme.example"), "").getBytes(StandardCharsets.UTF_8),
            from("b@acme.example"),
            NOW);
    assertEquals(
        new Security(Result.TEMPERROR, Result.TEMPERROR, Result.TEMPERROR), found.security());
  }

  @Test
  void a_resolver_that_throws_counts_as_a_server_that_fails() {
    DnsResolver broken = (name, type) -> {
      throw new IllegalStateException("broken plug-in");
    };
    Authentication found = MailAuthenticator.of(broken)
        .verify(
            mail("jane@acme.example").getBytes(StandardCharsets.UTF_8),
            from("b@acme.example"),
            NOW);
    assertEquals(Result.TEMPERROR, found.spf().result());
  }

  @Test
  void one_mail_asks_the_dns_only_as_often_as_its_budget_allows() {
    int[] asked = {0};
    DnsResolver counting = (name, type) -> {
      asked[0]++;
      return ZONE.query(name, type);
    };
    StringBuilder mail = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      mail.append(Signer.ed25519("d" + i + ".example", "s").header(mail("jane@acme.example"), ""));
    }
    MailAuthenticator.of(counting)
        .verify(
            (mail + mail("jane@acme.example")).getBytes(StandardCharsets.UTF_8),
            from("b@x.example"),
            NOW);
    assertTrue(asked[0] <= 20, "asked " + asked[0] + " questions");
  }

  @Test
  void the_field_of_the_results_is_above_the_mail_and_has_the_domains() {
    byte[] mail = SIGNER.sign(mail("jane@acme.example"), "").getBytes(StandardCharsets.UTF_8);
    Authentication found = MailAuthenticator.of(ZONE).verify(mail, from("b@acme.example"), NOW);
    String field = "Authentication-Results: mx.us.example;\r\n"
        + " spf=pass smtp.mailfrom=acme.example;\r\n"
        + " dkim=pass header.d=acme.example;\r\n"
        + " dmarc=pass header.from=acme.example;\r\n"
        + " arc=none\r\n";
    assertEquals(field, found.field("mx.us.example"));
    byte[] expected =
        (field + new String(mail, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(expected, found.stamp(mail, "mx.us.example"));
  }

  @Test
  void a_stranger_cannot_write_a_result_into_the_field() {
    for (String evil : List.of(
        "x; dmarc=pass",
        "x\r\nX-Evil: 1",
        "a b.example",
        "ü.example\u0000",
        "a.".repeat(300_000) + "b")) {
      Authentication found = verify(mail("j@" + evil), new Transmission(CLIENT, evil, "a@" + evil));
      String field = found.field("mx.us.example");
      assertFalse(
          field.contains("=pass") || field.contains("Evil") || field.contains("a b"), field);
    }
    Authentication none = verify(mail("jane@acme.example"), Transmission.UNKNOWN);
    SpfResult giant =
        new SpfResult(Result.NONE, SpfResult.Identity.HELO, "a.".repeat(300_000) + "b", "", "");
    String field =
        new Authentication(giant, List.of(), none.dmarc(), none.arc()).field("mx.us.example");
    assertFalse(field.contains("a.a"), "a name that the DNS cannot hold is left out");
    assertThrows(IllegalArgumentException.class, () -> none.field("mx; dmarc=pass"));
  }
}
