// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Security.Result;
import dev.leadkit.authentication.dns.DnsAnswer;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.DnsResolver;
import dev.leadkit.authentication.dns.RecordType;
import dev.leadkit.authentication.dns.ZoneDnsResolver;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DkimVerifierTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Signer ED25519 = Signer.ed25519("acme.example", "ed");
  private static final Signer RSA = Signer.rsa("acme.example", "rsa", 2048);
  private static final String KEY = "._domainkey.acme.example";
  private static final String MAIL =
      "From: Jane <jane@acme.example>\r\nTo: sales@us.example\r\nSubject: Pumps\r\n\r\nWe need  50 pumps. \r\n\r\n\r\n";

  private static DkimResult verify(String mail, String... keyRecords) {
    ZoneDnsResolver.Builder zone = ZoneDnsResolver.builder();
    if (keyRecords.length == 0) {
      zone.txt("ed" + KEY, ED25519.keyRecord()).txt("rsa" + KEY, RSA.keyRecord());
    }
    for (String each : keyRecords) {
      zone.txt("ed" + KEY, each).txt("rsa" + KEY, each);
    }
    return verifyAll(mail, zone.build()).get(0);
  }

  private static List<DkimResult> verifyAll(String mail, DnsResolver dns) {
    return DkimVerifier.verify(
        RawMail.of(mail.getBytes(StandardCharsets.ISO_8859_1)), DnsBudget.of(dns), NOW);
  }

  @Nested
  class Canonicalizations {

    /** RFC 6376 §3.4.5, example 1 and 2. */
    @Test
    void header_fields_are_as_in_the_examples_of_rfc_6376() {
      assertEquals("a:X", Canonicalization.RELAXED.field("A: X"));
      assertEquals("b:Y Z", Canonicalization.RELAXED.field("B : Y\t\r\n\tZ  "));
      assertEquals("B : Y\t\r\n\tZ  ", Canonicalization.SIMPLE.field("B : Y\t\r\n\tZ  "));
    }

    @Test
    void bodies_are_as_in_the_examples_of_rfc_6376() throws Exception {
      String body = " C \r\nD \t E\r\n\r\n\r\n";
      assertEquals(hash(" C\r\nD E\r\n"), hash(Canonicalization.RELAXED, body));
      assertEquals(hash(" C \r\nD \t E\r\n"), hash(Canonicalization.SIMPLE, body));
    }

    @Test
    void empty_bodies_have_the_hashes_that_rfc_6376_prints() {
      assertEquals(
          "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=", hash(Canonicalization.SIMPLE, ""));
      assertEquals(
          "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=",
          hash(Canonicalization.SIMPLE, "\r\n\r\n"));
      assertEquals(
          "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", hash(Canonicalization.RELAXED, ""));
      assertEquals(
          "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
          hash(Canonicalization.RELAXED, " \r\n\t\r\n"));
    }

    @Test
    void a_last_line_without_an_end_gets_one_and_a_line_feed_is_a_line_end() throws Exception {
      for (Canonicalization each : Canonicalization.values()) {
        assertEquals(hash("a\r\n\r\nb\r\n"), hash(each, "a\n\nb"), each.name());
        assertEquals(hash("a\rb\r\n"), hash(each, "a\rb\r\n"), "a bare CR is text");
      }
    }

    private static String hash(Canonicalization kind, String body) {
      MessageDigest digest = SignatureAlgorithm.sha256();
      kind.body(body.getBytes(StandardCharsets.ISO_8859_1), 0, digest, Long.MAX_VALUE);
      return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static String hash(String text) {
      byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
      return Base64.getEncoder().encodeToString(SignatureAlgorithm.sha256().digest(octets));
    }
  }

  @Nested
  class Signatures {

    @Test
    void rsa_and_ed25519_signatures_hold() {
      for (Signer each : List.of(ED25519, RSA)) {
        DkimResult found = verify(each.sign(MAIL, "t=1700000000; x=1900000000; "));
        assertEquals(Result.PASS, found.result(), found::toString);
        assertEquals("acme.example", found.domain());
        assertEquals("@acme.example", found.identity());
        assertEquals(List.of("from", "subject"), found.signedFields());
      }
    }

    @Test
    void a_mail_that_was_stored_with_line_feeds_verifies() {
      assertEquals(
          Result.PASS, verify(ED25519.sign(MAIL, "").replace("\r\n", "\n")).result());
    }

    @Test
    void what_relaxed_allows_does_not_break_a_signature() {
      String relayed = ED25519
              .sign(MAIL, "")
              .replace("Subject: Pumps", "SUBJECT:\r\n\t Pumps ")
              .replace("need  50", "need 50")
          + "\r\n";
      assertEquals(Result.PASS, verify(relayed).result());
    }

    @Test
    void a_changed_mail_fails() {
      String signed = ED25519.sign(MAIL, "");
      for (String changed : List.of(
          signed.replace("50", "51"),
          signed.replace("Subject: Pumps", "Subject: Pump"),
          signed.replace("jane@", "joan@"),
          signed.replace("Subject: Pumps", "Subject: Pumps\r\nSubject: Other"),
          signed.replace("50 pumps.", "50\npumps."),
          signed.replace("v=1; a", "v=1;  z=x; a"))) {
        assertEquals(Result.FAIL, verify(changed).result(), changed);
      }
    }

    @Test
    void a_field_that_is_named_more_often_than_it_occurs_cannot_be_added() {
      String signed = ED25519.sign(MAIL, "h=from:subject:subject; ");
      assertEquals(Result.PASS, verify(signed).result());
      assertEquals(Result.FAIL, verify("Subject: Urgent\r\n" + signed).result());
      assertEquals(
          Result.PASS,
          verify("Subject: Urgent\r\n" + ED25519.sign(MAIL, "")).result(),
          "not oversigned");
    }

    @Test
    void the_octets_after_l_are_counted() {
      DkimResult found = verify(ED25519.sign(MAIL, "l=19; ") + "added\r\n");
      assertEquals(Result.PASS, found.result(), found::toString);
      assertEquals(
          11, found.unsignedOctets(), "two line ends that were dropped at the end, and the line");
      assertFalse(found.isWholePass());
      assertEquals(
          Result.PERMERROR, verify(ED25519.sign(MAIL, "l=20; ")).result(), "more than the body");
    }

    @Test
    void an_expired_signature_fails() {
      assertEquals(Result.PASS, verify(ED25519.sign(MAIL, "x=1800000000; ")).result());
      assertEquals(Result.FAIL, verify(ED25519.sign(MAIL, "x=1799999999; ")).result());
    }

    @Test
    void a_signature_that_cannot_be_used_is_a_permanent_error() {
      String signed = ED25519.sign(MAIL, "");
      Map<String, String> reasons = Map.ofEntries(
          Map.entry(signed.replace("v=1", "v=2"), "unknown version"),
          Map.entry(signed.replace("v=1; ", ""), "no tag v"),
          Map.entry(
              signed.replace("a=ed25519-sha256", "a=rsa-sha1"),
              "rsa-sha1 no longer counts (RFC 8301 §3.1)"),
          Map.entry(signed.replace("a=ed25519-sha256", "a=x"), "unknown algorithm"),
          Map.entry(signed.replace("c=relaxed/relaxed", "c=relaxed/x"), "unknown canonicalization"),
          Map.entry(
              signed.replace("h=from:subject", "h=to:subject"),
              "From is not signed (RFC 6376 §5.4)"),
          Map.entry(signed.replace("h=from", "h=from:"), "empty name in h="),
          Map.entry(signed.replace("d=acme.example", "d=acme_/x"), "invalid name in d="),
          Map.entry(signed.replace("s=ed;", "s=;"), "no tag s"),
          Map.entry(signed.replace("s=ed;", "s=ed; s=ed;"), "tag s twice"),
          Map.entry(signed.replace("s=ed;", "s=ed; ;"), "tag without '='"),
          Map.entry(signed.replace("s=ed;", "s=ed; q=http;"), "unknown query method"),
          Map.entry(
              signed.replace("s=ed;", "s=ed; i=@example;"), "i= is not of the domain acme.example"),
          Map.entry(
              signed.replace("s=ed;", "s=ed; i=@evilacme.example;"),
              "i= is not of the domain acme.example"),
          Map.entry(signed.replace("s=ed;", "s=ed; t=;"), "no number in t="),
          Map.entry(signed.replace("s=ed;", "s=ed; t=2; x=2;"), "x= is not after t="),
          Map.entry(signed.replace("bh=", "bh=*"), "no base64 in bh="));
      reasons.forEach((mail, reason) -> {
        DkimResult found = verify(mail);
        assertEquals(Result.PERMERROR + ": " + reason, found.result() + ": " + found.reason());
      });
    }
  }

  @Nested
  class Keys {

    @Test
    void a_key_that_cannot_be_used_is_a_permanent_error() {
      String key = ED25519.keyRecord();
      String name = "key ed" + KEY + ": ";
      Map<String, String> reasons = Map.of(
          "v=DKIM1; k=ed25519; p=",
          name + "revoked",
          "v=DKIM1; k=ed25519",
          name + "no tag p",
          "k=ed25519; v=DKIM1; p=AA==",
          name + "not of version DKIM1",
          key.replace("DKIM1", "DKIM2"),
          name + "not of version DKIM1",
          RSA.keyRecord(),
          name + "of another type than the signature",
          key + "; h=sha1",
          name + "does not allow sha256",
          key + "; s=tlsrpt",
          name + "not for email",
          "k=ed25519; p=AAAA",
          name + "3 octets; an Ed25519 key has 32",
          "k=ed25519; p=?",
          name + "no base64 in p=");
      reasons.forEach((keyRecord, reason) -> {
        DkimResult found = verify(ED25519.sign(MAIL, ""), keyRecord);
        assertEquals(
            Result.PERMERROR + ": " + reason, found.result() + ": " + found.reason(), keyRecord);
      });
    }

    @Test
    void an_rsa_key_of_less_than_1024_bits_does_not_count() {
      Signer weak = Signer.rsa("acme.example", "rsa", 768);
      DkimResult found = verify(weak.sign(MAIL, ""), weak.keyRecord());
      assertEquals(Result.PERMERROR, found.result());
      assertTrue(found.reason().contains("768 bits"), found.reason());
      Signer strong = Signer.rsa("acme.example", "rsa", 1024);
      assertEquals(
          Result.PASS, verify(strong.sign(MAIL, ""), strong.keyRecord()).result());
    }

    @Test
    void a_strict_key_does_not_sign_for_names_below_its_domain() {
      String signed = ED25519.sign(MAIL, "i=joe@mail.acme.example; ");
      assertEquals(Result.PASS, verify(signed).result());
      assertEquals(
          Result.PERMERROR, verify(signed, ED25519.keyRecord() + "; t=y:s").result());
    }

    @Test
    void the_first_valid_record_of_several_counts() {
      assertEquals(
          Result.PASS,
          verify(ED25519.sign(MAIL, ""), "v=spf1 -all", ED25519.keyRecord()).result());
    }

    @Test
    void a_name_without_a_key_is_permanent_and_a_silent_server_is_temporary() {
      String signed = ED25519.sign(MAIL, "");
      assertEquals(
          Result.PERMERROR,
          verifyAll(signed, ZoneDnsResolver.builder().build()).get(0).result());
      ZoneDnsResolver silent = ZoneDnsResolver.builder()
          .fail("ed" + KEY, RecordType.TXT, DnsAnswer.Status.TIMEOUT)
          .build();
      assertEquals(Result.TEMPERROR, verifyAll(signed, silent).get(0).result());
    }
  }

  @Nested
  class Limits {

    @Test
    void only_the_first_ten_signatures_are_verified() {
      ZoneDnsResolver zone =
          ZoneDnsResolver.builder().txt("ed" + KEY, ED25519.keyRecord()).build();
      List<DkimResult> found = verifyAll(ED25519.header(MAIL, "").repeat(11) + MAIL, zone);
      assertEquals(11, found.size());
      assertEquals(10, found.stream().filter(DkimResult::isPass).count());
      assertEquals("more than 10 signatures", found.get(10).reason());
    }

    @Test
    void signatures_of_a_giant_header_are_not_verified() {
      String mail = "X: " + "x".repeat(RawMail.MAX_HEADER) + "\r\n" + MAIL;
      assertEquals(Result.PASS, verify(ED25519.sign(MAIL, "")).result());
      DkimResult found = verify(ED25519.header(MAIL, "") + mail);
      assertEquals(Result.PERMERROR, found.result(), found::toString);
    }

    @Test
    void no_damage_of_a_signed_mail_throws_or_passes() {
      byte[] signed = RSA.sign(MAIL, "").getBytes(StandardCharsets.ISO_8859_1);
      // Not the padding of b=: a line feed there only adds a line that is not signed.
      int signature = new String(signed, StandardCharsets.ISO_8859_1).indexOf("==\r\nFrom:");
      for (int i = 0; i < signature; i += 3) {
        for (byte octet : new byte[] {0, ';', '=', '\n', (byte) 0xFF}) {
          byte[] damaged = signed.clone();
          damaged[i] = octet;
          boolean same = damaged[i] == signed[i];
          List<DkimResult> found = verifyAll(
              new String(damaged, StandardCharsets.ISO_8859_1),
              ZoneDnsResolver.builder().txt("rsa" + KEY, RSA.keyRecord()).build());
          assertTrue(
              same || found.stream().noneMatch(DkimResult::isPass), "octet " + octet + " at " + i);
        }
      }
    }
  }
}
