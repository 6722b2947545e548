// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.authentication.dns.DnsAnswer.Status;
import dev.leadkit.text.Punycode;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DnsTest {

  @Nested
  class Names {

    @Test
    void names_are_lower_case_ascii_without_a_final_dot() {
      assertEquals("mail.example.com", DomainName.normalize("Mail.EXAMPLE.com."));
      assertEquals(
          "xn--fa-hia.de",
          DomainName.normalize("faß.de"),
          "sharp s is a letter of its own (RFC 5894 §7.2)");
      assertEquals("xn--bcher-kva.example", DomainName.normalize("Bücher.example"));
      assertEquals(
          "xn--bcher-kva.example",
          DomainName.normalize("bu\u0308cher\u3002example"),
          "NFC, ideographic full stop");
    }

    @Test
    void labels_are_encoded_as_rfc_3492_encodes_its_samples() {
      // RFC 3492 §7.1 (B), (L), (S).
      assertEquals("ihqwcrb4cv8a8dqg056pqjye", Punycode.encode("他们为什么不说中文"));
      assertEquals("3B-ww4c5e180e575a65lsy2b", Punycode.encode("3年B組金八先生"));
      assertEquals("-> $1.00 <--", Punycode.encode("-> $1.00 <-"));
    }

    @Test
    void a_name_that_the_dns_cannot_hold_is_empty() {
      String label = "a".repeat(63);
      assertEquals(label + ".de", DomainName.normalize(label + ".de"));
      for (String name : List.of(
          "", ".", "a..b", ".a", "a" + label + ".de", (label + ".").repeat(4) + "de", "a\r.de")) {
        assertEquals("", DomainName.normalize(name), name);
      }
    }

    @Test
    void a_name_is_below_another_only_at_a_dot() {
      assertTrue(DomainName.isAtOrBelow("a.example.com", "example.com"));
      assertTrue(DomainName.isAtOrBelow("example.com", "example.com"));
      assertFalse(DomainName.isAtOrBelow("evilexample.com", "example.com"));
    }
  }

  @Nested
  class Addresses {

    @Test
    void literals_are_parsed_without_asking_anybody() {
      assertArrayEquals(new byte[] {1, 2, 3, (byte) 255}, IpAddress.ip4("1.2.3.255"));
      assertEquals("2001:db8::1", text("2001:DB8:0:0::1"));
      assertEquals("::", text("::"));
      assertEquals("::1", text("::1"));
      assertEquals("1::", text("1::"));
      assertEquals(
          "2001:db8:0:1:1:1:1:1",
          text("2001:db8:0:1:1:1:1:1"),
          "one group alone stays (RFC 5952 §4.2.2)");
      assertEquals("cafe:babe::c0a8:da28", text("CAFE:BABE::192.168.218.40"));
      assertEquals("192.0.2.1", text("::ffff:192.0.2.1"), "an IPv4-mapped address is one of IPv4");
    }

    @Test
    void text_that_is_not_a_literal_is_null() {
      for (String text : List.of(
          "",
          "1.2.3",
          "1.2.3.4.5",
          "1.2.3.256",
          "01.2.3.4",
          "1.2.3.-4",
          "a.b.c.d",
          "example.com",
          ":",
          ":::",
          "1::2::3",
          "1:2:3:4:5:6:7",
          "1:2:3:4:5:6:7:8:9",
          "1:2:3:4:5:6:7:8::",
          "12345::",
          "g::",
          "1.2.3.4::",
          "::1.2.3",
          "fe80::1%1",
          "[::1]",
          "٣.٣.٣.٣")) {
        assertNull(IpAddress.parse(text), text);
      }
    }

    @Test
    void reverse_names_are_those_of_the_arpa_domains() {
      assertEquals("4.3.2.1.in-addr.arpa", IpAddress.reverseName(address("1.2.3.4")));
      // RFC 3596 §2.5
      assertEquals(
          "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa",
          IpAddress.reverseName(address("4321:0:1:2:3:4:567:89ab")));
    }

    private static InetAddress address(String text) {
      return Objects.requireNonNull(IpAddress.parse(text), text);
    }

    private static String text(String literal) {
      return IpAddress.text(address(literal));
    }
  }

  @Nested
  class Zones {

    private final ZoneDnsResolver zone = ZoneDnsResolver.builder()
        .txt("a.b.example.com", "one", " two")
        .add("alias.example.com", new DnsRecord.Cname("A.B.example.com."))
        .add("loop.example.com", new DnsRecord.Cname("loop.example.com"))
        .fail("slow.example.com", RecordType.TXT, Status.TIMEOUT)
        .build();

    @Test
    void an_answer_has_a_status_for_each_kind_of_absence() {
      assertEquals(
          List.of("one two"), zone.query("a.b.example.com", RecordType.TXT).texts());
      assertEquals(Status.NODATA, zone.query("a.b.example.com", RecordType.MX).status());
      assertEquals(Status.NXDOMAIN, zone.query("c.example.com", RecordType.TXT).status());
      assertEquals(
          Status.NODATA,
          zone.query("b.example.com", RecordType.TXT).status(),
          "a name above others exists (RFC 8020)");
      assertEquals(
          Status.TIMEOUT, zone.query("slow.example.com", RecordType.TXT).status());
    }

    @Test
    void aliases_are_followed_and_loops_end() {
      assertEquals(
          List.of("one two"), zone.query("alias.example.com", RecordType.TXT).texts());
      assertEquals(Status.SERVFAIL, zone.query("loop.example.com", RecordType.A).status());
    }

    @Test
    void a_budget_counts_each_question_once_and_void_answers_each_time() {
      DnsBudget budget = DnsBudget.of(zone, 2);
      budget.query("a.b.example.com", RecordType.TXT);
      budget.query("A.b.example.com.", RecordType.TXT);
      assertEquals(1, budget.left());
      budget.query("x.example.com", RecordType.A);
      budget.query("x.example.com", RecordType.A);
      assertEquals(2, budget.voids());
      assertEquals(
          Status.BUDGET_EXCEEDED, budget.query("y.example.com", RecordType.A).status());
      assertEquals(
          Status.OK,
          budget.query("a.b.example.com", RecordType.TXT).status(),
          "what is known is still told");
    }

    @Test
    void an_answer_has_records_exactly_if_it_is_ok() {
      assertThrows(IllegalArgumentException.class, () -> DnsAnswer.of(Status.OK));
      List<DnsRecord> records = List.of(new DnsRecord.Ptr("a.example"));
      assertThrows(IllegalArgumentException.class, () -> new DnsAnswer(Status.TIMEOUT, records));
    }
  }

  @Nested
  class Cache {

    private final List<String> asked = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final DnsResolver cache = CachingDnsResolver.around(
        (name, type) -> {
          asked.add(name);
          return DnsAnswer.of(name.startsWith("slow") ? Status.TIMEOUT : Status.NXDOMAIN);
        },
        Duration.ofMinutes(5),
        2,
        () -> now);

    private void ask(String... names) {
      asked.clear();
      for (String each : names) {
        cache.query(each, RecordType.TXT);
      }
    }

    @Test
    void an_answer_is_remembered_until_it_is_too_old() {
      ask("a.example", "a.example");
      assertEquals(List.of("a.example"), asked);
      now = now.plus(Duration.ofMinutes(5));
      ask("a.example");
      assertEquals(List.of("a.example"), asked);
    }

    @Test
    void a_failure_is_asked_again() {
      ask("slow.example", "slow.example");
      assertEquals(2, asked.size());
    }

    @Test
    void the_least_recently_used_answer_is_forgotten() {
      ask("a.example", "b.example", "a.example", "c.example");
      ask("a.example", "c.example", "b.example");
      assertEquals(List.of("b.example"), asked);
    }
  }
}
