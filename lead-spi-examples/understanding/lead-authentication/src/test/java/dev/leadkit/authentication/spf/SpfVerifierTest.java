// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.spf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Security.Result;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.DnsRecord;
import dev.leadkit.authentication.dns.IpAddress;
import dev.leadkit.authentication.dns.ZoneDnsResolver;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpfVerifierTest {

  private static SpfResult check(String record, String client) {
    return check(record, client, "strong-bad@email.example.com");
  }

  private static SpfResult check(String record, String client, String sender) {
    ZoneDnsResolver.Builder zone = ZoneDnsResolver.builder()
        .txt("email.example.com", record)
        .txt("why.example.com", "%{i} is not one of %{d}'s hosts; asked by %{r} at %{t}")
        .add("email.example.com", new DnsRecord.Mx(0, "mx.example.com"))
        .add(
            "mx.example.com",
            new DnsRecord.Address(Objects.requireNonNull(IpAddress.parse("192.0.2.129"))));
    return SpfVerifier.verify(
        new SpfQuery(
            Objects.requireNonNull(IpAddress.parse(client)),
            "mx.example.org",
            sender,
            "mx.us.example",
            Instant.ofEpochSecond(7)),
        DnsBudget.of(zone.build()));
  }

  @Test
  void a_mechanism_that_matches_gives_the_result_of_its_qualifier() {
    for (Map.Entry<String, Result> each : Map.of(
            "v=spf1 ip4:192.0.2.0/24", Result.PASS,
            "v=spf1 -ip4:192.0.2.0/24", Result.FAIL,
            "v=spf1 ~ip4:192.0.2.0/24 -all", Result.SOFTFAIL,
            "v=spf1 ?ip4:192.0.2.0/24 -all", Result.NEUTRAL,
            "v=spf1 ip4:198.51.100.0/24", Result.NEUTRAL,
            "v=spf1 mx/25 -all", Result.PASS,
            "v=spf1 mx -all", Result.FAIL)
        .entrySet()) {
      assertEquals(each.getValue(), check(each.getKey(), "192.0.2.130").result(), each.getKey());
    }
  }

  @Test
  void the_reason_is_the_term_that_matched() {
    assertEquals(
        "email.example.com: -all",
        check("v=spf1 ip4:198.51.100.1 -all", "192.0.2.1").reason());
  }

  @Test
  void a_fail_has_the_words_of_the_domain() {
    assertEquals(
        "192.0.2.1 is not one of email.example.com's hosts; asked by mx.us.example at 7",
        check("v=spf1 -all exp=why.example.com", "192.0.2.1").explanation());
    assertEquals(
        "",
        check("v=spf1 ~all exp=why.example.com", "192.0.2.1").explanation(),
        "only a fail is explained");
  }

  @Test
  void macros_expand_as_in_the_examples_of_rfc_7208() throws SpfError {
    // RFC 7208 §7.4
    Map<String, String> examples = Map.ofEntries(
        Map.entry("%{s}", "strong-bad@email.example.com"),
        Map.entry("%{o}", "email.example.com"),
        Map.entry("%{d4}", "email.example.com"),
        Map.entry("%{d2}", "example.com"),
        Map.entry("%{d1}", "com"),
        Map.entry("%{dr}", "com.example.email"),
        Map.entry("%{d2r}", "example.email"),
        Map.entry("%{l}", "strong-bad"),
        Map.entry("%{l-}", "strong.bad"),
        Map.entry("%{lr}", "strong-bad"),
        Map.entry("%{lr-}", "bad.strong"),
        Map.entry("%{l1r-}", "strong"));
    for (Map.Entry<String, String> each : examples.entrySet()) {
      MacroString.Macro macro = (MacroString.Macro)
          MacroString.parse(each.getKey(), MacroString.Place.TERM).parts().get(0);
      String value = switch (macro.letter()) {
        case 's' -> "strong-bad@email.example.com";
        case 'l' -> "strong-bad";
        default -> "email.example.com";
      };
      assertEquals(each.getValue(), macro.transform(value), each.getKey());
    }
  }

  @Test
  void a_record_with_an_error_anywhere_is_invalid() {
    for (String terms : List.of(
        "ip4:192.0.2.0/33",
        "ip4:192.0.2.0/024",
        "ip6:192.0.2.1",
        "a:example.com/",
        "a//129",
        "mx/8//",
        "include:",
        "include",
        "all:x",
        "exists",
        "ptr/24",
        "redirect=a.example.com redirect=b.example.com",
        "exp=x",
        "a:%{x}.example.com",
        "a:%{d0}.example.com",
        "a:example.123",
        "a:%a.example.com",
        "moo",
        "-",
        "1x=y/",
        "a:b..",
        "ip4:192.0.2.1 \u00e4=x")) {
      assertEquals(Result.PERMERROR, check("v=spf1 +all " + terms, "192.0.2.1").result(), terms);
    }
    assertEquals(
        Result.PASS,
        check("v=spf1 +all unknown=%{d}x", "192.0.2.1").result(),
        "unknown modifiers are ignored (§6)");
  }

  @Test
  void an_invalid_domain_has_no_policy() {
    for (String sender : List.of("x@localhost", "x@a..b.example", "x@[192.0.2.1]", "x@")) {
      assertEquals(Result.NONE, check("v=spf1 -all", "192.0.2.1", sender).result(), sender);
    }
  }

  @Test
  void a_hostile_record_costs_a_bounded_number_of_questions() {
    for (String term : List.of(" exists:%d.evil.example", " a:host.evil.example/32")) {
      StringBuilder record = new StringBuilder("v=spf1");
      for (int i = 0; i < 5_000; i++) {
        record.append(term.replace("%d", Integer.toString(i)));
      }
      int[] asked = {0};
      ZoneDnsResolver zone = ZoneDnsResolver.builder()
          .txt("evil.example", record.append(" -all").toString())
          .add("host.evil.example", new DnsRecord.Address(address("198.51.100.1")))
          .build();
      SpfResult result = SpfVerifier.verify(
          new SpfQuery(address("192.0.2.1"), "", "x@evil.example", "unknown", Instant.EPOCH),
          DnsBudget.of((name, type) -> {
            asked[0]++;
            return zone.query(name, type);
          }));
      assertEquals(Result.PERMERROR, result.result(), term);
      assertTrue(asked[0] <= 12, "asked " + asked[0]);
    }
  }

  @Test
  void macros_cannot_make_a_short_record_into_a_giant_text() {
    String bomb = "%{s}".repeat(10_000);
    String sender = "x".repeat(900) + "@email.example.com";
    SpfResult found = check("v=spf1 a:" + bomb + ".example.com -all", "192.0.2.1", sender);
    assertEquals("macros that expand to more than 100000 characters", found.reason());
    assertEquals(
        Result.NONE,
        check("v=spf1 -all", "192.0.2.1", "x".repeat(1_000) + sender).result());
  }

  private static InetAddress address(String text) {
    return Objects.requireNonNull(IpAddress.parse(text), text);
  }

  @Test
  void a_macro_in_a_term_cannot_use_the_letters_of_explanations() {
    for (String letter : List.of("c", "r", "t")) {
      assertThrows(
          SpfError.class,
          () -> MacroString.parse("%{" + letter + "}", MacroString.Place.TERM),
          letter);
    }
  }
}
