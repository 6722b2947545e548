// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.Security.Result;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.DnsResolver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArcVerifierTest {

  private static ArcResult verify(String header) {
    byte[] mail = (header + "From: a@b.example\r\n\r\nx\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return ArcVerifier.verify(RawMail.of(mail), DnsBudget.of(DnsResolver.none()));
  }

  private static String set(int instance, String cv) {
    return "ARC-Seal: i=" + instance + "; a=rsa-sha256; d=s.example; s=k; cv=" + cv + "; b=AA==\r\n"
        + "ARC-Message-Signature: i=" + instance
        + "; a=rsa-sha256; d=s.example; s=k; h=from; bh=AA==; b=AA==\r\n"
        + "ARC-Authentication-Results: i=" + instance + "; s.example; dmarc=pass\r\n";
  }

  @Test
  void a_mail_without_a_chain_has_the_result_none() {
    assertEquals(Result.NONE, verify("").result());
  }

  @Test
  void a_chain_whose_structure_is_wrong_fails_with_its_reason() {
    assertEquals("the chain has a gap", verify(set(1, "none") + set(3, "pass")).reason());
    assertEquals("the chain has a gap", verify(set(2, "pass")).reason());
    assertEquals("set 1 has an impossible cv=", verify(set(1, "pass")).reason());
    assertEquals(
        "set 2 has an impossible cv=", verify(set(1, "none") + set(2, "none")).reason());
    assertEquals(
        "set 2 says that the chain failed before",
        verify(set(1, "none") + set(2, "fail")).reason());
    assertEquals(
        "two fields of one kind with the same instance",
        verify(set(1, "none") + set(1, "none")).reason());
    assertEquals("instance out of 1 to 50", verify(set(51, "pass")).reason());
    assertEquals("instance out of 1 to 50", verify(set(0, "pass")).reason());
    assertEquals(
        Result.TEMPERROR,
        verify(set(1, "none")).result(),
        "its structure is right, and there is no DNS");
  }

  @Test
  void a_chain_of_giant_fields_fails() {
    String results =
        "ARC-Authentication-Results: i=1; " + "x".repeat(ArcVerifier.MAX_CHAIN) + "\r\n";
    assertEquals("chain of more than 262144 octets", verify(results).reason());
  }

  @Test
  void results_are_believed_back_to_the_first_sealer_that_is_not_trusted() {
    ArcResult chain = new ArcResult(
        Result.PASS,
        List.of(
            new ArcSet(1, "a.example", "one"),
            new ArcSet(2, "b.example", "two"),
            new ArcSet(3, "c.example", "three")),
        "");
    ArcSet oldest = chain.oldestTrusted(Set.of("a.example", "c.example"));
    assertEquals(new ArcSet(3, "c.example", "three"), oldest);
    assertEquals(
        new ArcSet(1, "a.example", "one"),
        chain.oldestTrusted(Set.of("a.example", "b.example", "c.example")));
    assertNull(
        chain.oldestTrusted(Set.of("a.example", "b.example")),
        "anybody can have changed what came before the newest");
  }
}
