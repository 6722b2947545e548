// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Security;
import dev.leadkit.Security.Result;
import dev.leadkit.mime.Mails;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.MessageReader.Sink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthResultsTest {

  private static final MimeReader TRUSTING = Mails.READER.trusting("MX.example.net");

  private static Security security(String header) {
    Message message = TRUSTING.read(
        RawMessage.of(Mails.octets(header + "\nFrom: a@example.com\n\n")),
        Mails.RECEIVED,
        Sink.discarding());
    return message.security();
  }

  @Test
  void a_reader_that_trusts_no_one_believes_no_verdict() {
    assertEquals(
        Security.NONE,
        Mails.read("Authentication-Results: mx.example.net; dkim=pass\nFrom: a@example.com\n\n")
            .security());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authentication-Results: mx.example.net; dkim=pass header.d=a.example; spf=fail smtp.mailfrom=a.example; dmarc=none",
        "Authentication-Results: mx.example.net 1; dkim=pass; spf=fail; dmarc=none",
        "Authentication-Results: mx.example.net/1; dkim=pass; spf=fail; dmarc=none",
        "Authentication-Results: \"mx.example.net\" ; dkim = pass ; spf = fail; dmarc=none;",
        "authentication-results: Mx.Example.Net (it is (really) me; dkim=fail) 1;\n dkim/1 (x) = (y) pass reason=\"good; spf=pass\";\n SPF=Fail; dmarc=none",
        "Authentication-Results: other.example; dkim=fail; spf=pass; dmarc=fail\n"
            + "Authentication-Results: mx.example.net; dkim=pass\n"
            + "Authentication-Results: mx.example.net; dkim=fail; spf=fail",
        "Authentication-Results: mx.example.net; dkim=fail header.d=x.example; dkim=pass header.d=a.example; spf=hardfail",
        "Authentication-Results: (filter 2) mx.example.net; dkim=pass; spf=fail",
        "Authentication-Results: mx.example.net; (a \\) b; dkim=fail) dkim=pass; spf=fail",
        "Authentication-Results: mx.example.net; dkim=pass (6\" wide); spf=fail",
        "Authentication-Results: mx.example.net; dkim=pass reason=\"a ( b\"; spf=fail (x)",
        "Authentication-Results: mx.example.net; dkim=pass (ok)) ; spf=fail",
        "Authentication-Results: mx.example.net; dkim=pass (ok); spf=fail smtp.mailfrom=dmarc=pass",
      })
  void the_trusted_host_is_believed_in_any_notation(String header) {
    assertEquals(new Security(Result.PASS, Result.FAIL, Result.NONE), security(header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authentication-Results: evil.example; dkim=pass; spf=pass; dmarc=pass",
        "Authentication-Results: mx.example.net.evil.example; dkim=pass",
        "Authentication-Results: evil.example (mx.example.net); dkim=pass",
        "Authentication-Results: evil.example; x=\"; mx.example.net; dkim=pass",
        "Authentication-Results: mx.example.net dkim=pass",
        "Authentication-Results: mx.example.net; none",
        "Authentication-Results: ;;;===",
        "Authentication-Results: (((mx.example.net; dkim=pass",
        "X-Authentication-Results: mx.example.net; dkim=pass",
        "ARC-Authentication-Results: i=1; mx.example.net; dkim=pass",
      })
  void other_fields_that_claim_a_result_are_ignored(String header) {
    assertEquals(Security.NONE, security(header));
  }

  @ParameterizedTest
  @CsvSource({
    "pass, PASS",
    "fail, FAIL",
    "softfail, SOFTFAIL",
    "neutral, NEUTRAL",
    "policy, POLICY",
    "temperror, TEMPERROR",
    "permerror, PERMERROR",
    "none, NONE",
    "bogus, NONE"
  })
  void each_result_keyword_is_known(String keyword, Result result) {
    assertEquals(
        result,
        security("Authentication-Results: mx.example.net; spf=" + keyword).spf());
  }

  /** RFC 8601 §2.3: each of three methods with each of its results, in each order. */
  @Test
  void each_method_has_its_own_result_in_any_order() {
    Result[] results = Result.values();
    String[] methods = {"dkim", "spf", "dmarc"};
    for (int round = 0; round < results.length * results.length * results.length; round++) {
      Result[] each = {
        results[round % results.length],
        results[round / results.length % results.length],
        results[round / results.length / results.length]
      };
      StringBuilder field = new StringBuilder("Authentication-Results: mx.example.net");
      for (int i = 0; i < methods.length; i++) {
        int method = (i + round) % methods.length;
        field.append(round % 2 == 0 ? "; " : ";\n ").append(methods[method]).append('=');
        field.append(each[method].name().toLowerCase(java.util.Locale.ROOT));
        field.append(" reason=\"").append(methods[i]).append("=pass; x\" (").append("dkim=fail;)");
      }
      assertEquals(
          new Security(each[0], each[1], each[2]), security(field.toString()), field::toString);
    }
  }

  @Test
  void a_forged_field_below_that_of_the_trusted_host_adds_nothing() {
    assertEquals(
        new Security(Result.FAIL, Result.NONE, Result.NONE),
        security("Authentication-Results: mx.example.net; dkim=fail\n"
            + "Authentication-Results: mx.example.net; dkim=pass"));
    assertEquals(
        new Security(Result.TEMPERROR, Result.NONE, Result.PERMERROR),
        security("Authentication-Results: evil.example; dkim=pass; dmarc=pass\n"
            + "Authentication-Results: mx.example.net; dkim=temperror; dmarc=permerror"));
  }

  private static Security read(MimeReader reader, String header) {
    return reader
        .read(
            RawMessage.of(Mails.octets(header + "\nFrom: a@mail.acme.example\n\n")),
            Mails.RECEIVED,
            Sink.discarding())
        .security();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dmarc=pass header.from=mail.acme.example | true",
        "dkim=pass header.d=acme.example | true",
        "dkim=pass header.i=@mail.acme.example | true",
        "dkim=pass header.d=x.mail.acme.example; spf=fail | true",
        "dkim=pass header.d=service.example; dkim=pass header.d=acme.example | true",
        "spf=pass smtp.mailfrom=bounce@mail.acme.example | true",
        "spf=pass smtp.mailfrom=mail.acme.example | true",
        "dkim=pass header.d=service.example | false",
        "dkim=pass header.d=notacme.example | false",
        "dkim=pass header.d=hotmail.acme.example | false",
        "dkim=pass header.d=il.acme.example | false",
        "dkim=pass header.d=example | false",
        "dkim=fail header.d=acme.example | false",
        "dkim=pass reason=\"x header.d=acme.example\" header.d=evil.example | false",
        "spf=pass smtp.helo=mail.acme.example | false",
        "dkim=pass | false",
      })
  void what_passed_counts_only_if_it_is_aligned_with_the_author(String results, boolean aligned) {
    String header = "Authentication-Results: mx.example.net; " + results;
    assertEquals(aligned, read(TRUSTING, header).aligned(), results);
    assertEquals(false, read(Mails.READER, header).aligned(), "no one is trusted");
  }

  @Test
  void a_field_without_the_name_of_a_host_counts_only_by_choice_and_only_on_top() {
    String unnamed =
        "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=acme.example;"
            + " dkim=pass (signature was verified) header.d=acme.example;dmarc=pass action=none"
            + " header.from=acme.example;compauth=pass reason=100";
    String other = "Authentication-Results: other.example; none";
    MimeReader choosing = Mails.READER.trustingUnnamedHost();
    Security passed = new Security(Result.PASS, Result.PASS, Result.PASS);
    assertEquals(passed, read(choosing, unnamed));
    assertEquals(Security.NONE, read(TRUSTING, unnamed));
    assertEquals(Security.NONE, read(choosing, other + "\n" + unnamed));
    assertEquals(Security.NONE, read(choosing, "Authentication-Results: evil.example; dkim=pass"));
  }

  @Test
  void a_trusted_sealer_vouches_for_what_forwarding_broke() {
    String own =
        "Authentication-Results: mx.example.net; arc=pass; dkim=fail; spf=fail; dmarc=fail\n";
    String seals = "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=first.example; s=x; b=AAAA\n"
        + "ARC-Seal: i=2; a=rsa-sha256; cv=pass; d=List.example; s=x; b=AAAA\n"
        + "ARC-Authentication-Results: i=1; first.example; dkim=fail\n"
        + "ARC-Authentication-Results: i=2; list.example; dkim=pass header.d=acme.example;\n dmarc=pass";
    MimeReader sealer = TRUSTING.trustingSealer("list.example");
    assertEquals(new Security(Result.PASS, Result.FAIL, Result.PASS), read(sealer, own + seals));
    Security failed = new Security(Result.FAIL, Result.FAIL, Result.FAIL);
    assertEquals(failed, read(TRUSTING, own + seals), "no sealer is trusted");
    assertEquals(
        failed, read(TRUSTING.trustingSealer("first.example"), own + seals), "not the newest");
    assertEquals(
        failed,
        read(sealer, own.replace("arc=pass", "arc=fail") + seals),
        "the chain must be valid");
    assertEquals(Security.NONE, read(Mails.READER.trustingSealer("list.example"), own + seals));
  }
}
