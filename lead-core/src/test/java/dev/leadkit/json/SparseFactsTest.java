// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Blob;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Message;
import dev.leadkit.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts that say as little as they can are read, and so are those whose names today's model refuses. */
class SparseFactsTest {

  static Stream<Fact> facts() {
    Message message = Message.builder("evt_1", Everything.NOON).build();
    Key key = new Key(Key.Layer.EVENT, "evt_1");
    return Stream.of(
        new Fact.Received(message, Source.unknown(""), List.of(), ""),
        new Fact.Duplicated("evt_2", Blob.NONE, Source.unknown(""), key, "evt_1"),
        new Fact.Enriched("enr_1", "companies", Enrichment.NONE),
        new Fact.Failed("dlv_1", "crm", "503", null, Fact.Failed.Prospect.TRANSIENT),
        new Fact.Delivered("dlv_1", "crm", ""),
        new Fact.Replied(Fact.Replied.Author.MACHINE, ""),
        new Fact.Reassigned("sdr", "", "r", ""),
        new Fact.Reopened("r", ""),
        new Fact.Labelled("won", ""),
        new Fact.DeadLettered("dlv_1", "crm", 1, "400"),
        new Fact.Breached("", Everything.NOON),
        new Fact.Escalated("managers", "", Everything.NOON));
  }

  @ParameterizedTest
  @MethodSource("facts")
  void a_fact_with_nothing_that_can_be_left_out_reads_back_equal(Fact fact) {
    assertEquals(fact, LeadJson.readFact(LeadJson.type(fact), LeadJson.write(fact)));
  }

  /** The first release wrote whatever an enricher called its attributes. */
  @Test
  void names_of_attributes_that_are_refused_today_are_read_with_a_replacement() {
    String json = "{\"task\":\"enr_1\",\"enricher\":\"companies\",\"findings\":{\"attributes\":{"
        + "\"a\\u0000b\":\"1\",\" \":\"2\",\"" + "x".repeat(1_500) + "\":\"3\",\"plain\":\"4\"}}}";
    Fact.Enriched read =
        (Fact.Enriched) LeadJson.readFact("enriched", json.getBytes(StandardCharsets.UTF_8));
    Set<String> names = read.findings().attributes().keySet().stream()
        .map(name -> name.length() > 20 ? name.length() + " characters" : name)
        .collect(Collectors.toSet());
    assertEquals(Set.of("a\uFFFDb", "\uFFFD", "1000 characters", "plain"), names);
  }
}
