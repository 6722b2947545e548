// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dmarc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadkit.authentication.Zones;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.DnsResolver;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests of other implementations for RFC 9989. */
class DmarcSuiteTest {

  /** Where we give another result than the source, and why. */
  private static final Map<String, String> EXCEPTIONS = Map.of(
      "mailauth-dmarc/070",
      "this source names the organizational domain as the aligned one; we, as the other source, name the authenticated domain");

  @Test
  void every_test_of_the_corpus_gives_the_result_of_its_source() throws IOException {
    List<JsonNode> tests =
        Zones.jsonLines(Needs.folder("../shared/corpus/auth").resolve("dmarc.jsonl"));
    Map<String, String> wrong = new TreeMap<>();
    for (JsonNode test : tests) {
      List<String> differences = differences(test);
      if (!differences.isEmpty()) {
        wrong.put(test.path("id").asText(), String.join("; ", differences));
      }
    }
    System.out.println("DMARC corpus: " + (tests.size() - wrong.size()) + " of " + tests.size());
    assertEquals(EXCEPTIONS.keySet(), wrong.keySet(), wrong::toString);
    assertEquals(56, tests.size(), "tests of the corpus");
  }

  private static List<String> differences(JsonNode test) {
    List<String> asked = new ArrayList<>();
    DnsResolver zone = Zones.read(test.path("zone"));
    DnsResolver counting = (name, type) -> {
      if (name.startsWith("_dmarc.")) {
        asked.add(name);
      }
      return zone.query(name, type);
    };
    List<String> authors = test.has("headerFrom")
        ? strings(test.path("headerFrom"))
        : List.of(test.path("domain").asText());
    DmarcResult result = DmarcVerifier.verify(
        authors,
        strings(test.path("dkimPass")),
        strings(test.path("spfPass")),
        DnsBudget.of(counting));
    List<String> differences = new ArrayList<>();
    test.path("expect").properties().forEach(each -> {
      String expected = expected(each.getKey(), each.getValue());
      String found = found(each.getKey(), each.getValue(), result, asked);
      if (!expected.equals(found)) {
        differences.add(
            each.getKey() + ": expected " + expected + ", got " + found + " in " + result);
      }
    });
    return differences;
  }

  private static String expected(String key, JsonNode value) {
    if (key.equals("result") && value.asText().equals("invalid-from")) {
      // The source's own word; RFC 8601 has permerror for it.
      return "permerror";
    }
    if (key.equals("recordContains")) {
      return "true";
    }
    return value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
  }

  private static String found(String key, JsonNode value, DmarcResult result, List<String> asked) {
    @Nullable DmarcRecord found = result.record();
    return switch (key) {
      case "result" -> result.result().name().toLowerCase(Locale.ROOT);
      case "policy" -> result.policy().name().toLowerCase(Locale.ROOT);
      case "policyDomain" -> result.policyDomain();
      case "dkimAligned" -> result.dkimAligned();
      case "spfAligned" -> result.spfAligned();
      case "inherited" -> Boolean.toString(result.isInherited());
      case "dkimStrict" ->
        Boolean.toString(
            Objects.requireNonNull(found).dkimAlignment() == DmarcRecord.Alignment.STRICT);
      case "spfStrict" ->
        Boolean.toString(
            Objects.requireNonNull(found).spfAlignment() == DmarcRecord.Alignment.STRICT);
      case "record" -> found == null ? "" : found.text();
      case "recordContains" ->
        Boolean.toString(Objects.requireNonNull(found).text().contains(value.asText()));
      case "tags" -> {
        Map<String, String> tags = Objects.requireNonNull(found).tags();
        boolean same = value.properties().stream()
            .allMatch(each -> each.getValue().asText().equals(tags.get(each.getKey())));
        yield same ? value.toString() : tags.toString();
      }
      case "queries" -> value.isArray() ? asked.toString() : Integer.toString(asked.size());
      default -> throw new AssertionError("no check for " + key);
    };
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(each -> strings.add(each.asText()));
    return strings;
  }
}
