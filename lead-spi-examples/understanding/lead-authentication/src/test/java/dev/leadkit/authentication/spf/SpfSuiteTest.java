// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.spf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadkit.authentication.Zones;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.DnsResolver;
import dev.leadkit.authentication.dns.IpAddress;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The conformance suite of openspf for RFC 7208. No test of it is excepted. */
class SpfSuiteTest {

  @Test
  void every_test_of_the_rfc_7208_suite_gives_an_allowed_result() throws IOException {
    JsonNode suite = Zones.json(Needs.folder("../shared/corpus/auth").resolve("spf-rfc7208.json"));
    List<String> wrong = new ArrayList<>();
    int tests = 0;
    for (JsonNode scenario : suite.path("scenarios")) {
      DnsResolver zone = Zones.read(scenario.path("zone"));
      for (JsonNode test : scenario.path("tests")) {
        tests++;
        check(test, zone, wrong);
      }
    }
    System.out.println("SPF RFC 7208 suite: " + (tests - wrong.size()) + " of " + tests);
    assertEquals(List.of(), wrong, "tests of the suite with another result");
    assertEquals(203, tests, "tests of the suite");
  }

  private static void check(JsonNode test, DnsResolver zone, List<String> wrong) {
    String id = test.path("id").asText();
    InetAddress client = Objects.requireNonNull(IpAddress.parse(test.path("ip").asText()), id);
    SpfResult result = SpfVerifier.verify(
        new SpfQuery(
            client,
            test.path("helo").asText(),
            test.path("mailfrom").asText(),
            "unknown",
            Instant.EPOCH),
        DnsBudget.of(zone));
    List<String> allowed = new ArrayList<>();
    test.path("result").forEach(each -> allowed.add(each.asText()));
    if (!allowed.contains(result.result().name().toLowerCase(Locale.ROOT))) {
      wrong.add(id + ": expected " + allowed + ", got " + result);
    }
    String explanation = test.path("explanation").asText("");
    String expected =
        explanation.equals("DEFAULT") || explanation.equals("null") ? "" : explanation;
    if (test.hasNonNull("explanation") && !expected.equals(result.explanation())) {
      wrong.add(id + ": expected the explanation '" + expected + "', got " + result);
    }
  }
}
