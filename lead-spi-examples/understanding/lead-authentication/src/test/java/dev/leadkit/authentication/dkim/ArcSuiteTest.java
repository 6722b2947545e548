// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadkit.authentication.Zones;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.DnsResolver;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The validation tests of ValiMail's suite for ARC. No test of it is excepted. */
class ArcSuiteTest {

  @Test
  void every_chain_of_the_suite_validates_as_expected() throws IOException {
    JsonNode suite =
        Zones.json(Needs.folder("../shared/corpus/auth").resolve("arc-validation.json"));
    List<String> wrong = new ArrayList<>();
    int tests = 0;
    for (JsonNode scenario : suite.path("scenarios")) {
      DnsResolver zone = Zones.read(scenario.path("zone"));
      for (JsonNode test : scenario.path("tests")) {
        tests++;
        RawMail mail = RawMail.of(test.path("message").asText().getBytes(StandardCharsets.UTF_8));
        ArcResult result = ArcVerifier.verify(mail, DnsBudget.of(zone));
        // "": the mail itself says cv=fail, so that the chain has failed.
        String cv = test.path("cv").asText();
        String expected = cv.isEmpty() ? "Fail" : cv;
        if (!expected.equalsIgnoreCase(result.result().name())) {
          wrong.add(test.path("id").asText() + ": expected " + expected + ", got " + result);
        }
      }
    }
    System.out.println("ARC validation suite: " + (tests - wrong.size()) + " of " + tests);
    assertEquals(List.of(), wrong, "tests of the suite with another result");
    assertEquals(110, tests, "tests of the suite");
  }
}
