// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadkit.authentication.Zones;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Signed mails of other implementations. */
class DkimSuiteTest {

  /** Where we give another result than the source, and why. */
  private static final Map<String, String> EXCEPTIONS = Map.of(
      "james-pmta_myspace.com",
      "signed with rsa-sha1, which a verifier must not count as valid any more (RFC 8301 §3.1)");

  @Test
  void every_mail_of_the_corpus_gives_the_result_of_its_source() throws IOException {
    Path folder = Needs.folder("../shared/corpus/auth");
    Map<String, String> wrong = new TreeMap<>();
    List<JsonNode> tests = Zones.jsonLines(folder.resolve("dkim.jsonl"));
    for (JsonNode test : tests) {
      RawMail mail =
          RawMail.of(Files.readAllBytes(folder.resolve(test.path("mail").asText())));
      List<DkimResult> results = DkimVerifier.verify(
          mail,
          DnsBudget.of(Zones.read(test.path("zone"))),
          Instant.ofEpochSecond(test.path("now").asLong(0)));
      if (!isExpected(test.path("expect"), results)) {
        wrong.put(test.path("id").asText(), "expected " + test.path("expect") + ", got " + results);
      }
    }
    System.out.println("DKIM corpus: " + (tests.size() - wrong.size()) + " of " + tests.size());
    assertEquals(EXCEPTIONS.keySet(), wrong.keySet(), wrong::toString);
    assertEquals(17, tests.size(), "mails of the corpus");
  }

  private static boolean isExpected(JsonNode expect, List<DkimResult> results) {
    List<String> found = results.stream()
        .map(each -> each.result().name().toLowerCase(Locale.ROOT))
        .toList();
    List<String> expected = new ArrayList<>();
    expect.path("results").forEach(each -> expected.add(each.asText()));
    JsonNode last = expect.path("lastSignature");
    return (!expect.has("results") || expected.equals(found))
        && (!expect.has("signatures") || expect.get("signatures").asInt() == found.size())
        && (!expect.path("anyFail").asBoolean()
            || found.stream().anyMatch(each -> !each.equals("pass")))
        && (last.isMissingNode() || last.asText().equals(found.get(found.size() - 1)));
  }
}
