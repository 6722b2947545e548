// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadkit.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaEvolutionTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode tree(byte[] json) throws IOException {
    return JSON.readTree(json);
  }

  private static Schema schema() throws IOException {
    return new Schema(JSON.readTree(LeadJson.schema()));
  }

  private static ObjectNode written() throws IOException {
    return (ObjectNode) tree(LeadJson.write(Everything.messageOfHtml(), 1, "v1,abc"));
  }

  @Test
  void what_is_written_keeps_to_the_published_schema() throws IOException {
    assertEquals(List.of(), schema().violations(written()));
    byte[] smallest = LeadJson.write(Message.builder("evt_1", Everything.NOON).build());
    assertEquals(List.of(), schema().violations(tree(smallest)));
    byte[] understood = LeadJson.write(LeadJsonTest.understood());
    assertEquals(List.of(), schema().violations(tree(understood)));
  }

  @Test
  void every_field_that_is_written_is_in_the_schema() throws IOException {
    JsonNode properties = JSON.readTree(LeadJson.schema()).get("properties");
    written().fieldNames().forEachRemaining(name -> assertEquals(true, properties.has(name), name));
  }

  @Test
  void the_schema_refuses_each_required_field_that_is_missing_and_each_planted_fault()
      throws IOException {
    for (JsonNode required : JSON.readTree(LeadJson.schema()).get("required")) {
      ObjectNode event = written();
      event.remove(required.asText());
      assertFalse(schema().violations(event).isEmpty(), "without " + required.asText());
    }
    List<ObjectNode> faulty = new ArrayList<>();
    faulty.add(written().put("received_at", "21 Apr 2026"));
    faulty.add(written().put("subject", 5));
    faulty.add(written().put("schema_version", "2.0"));
    faulty.add(written().put("automation", "robot"));
    ObjectNode spam = written();
    ((ObjectNode) spam.get("spam")).put("score", 1.5);
    faulty.add(spam);
    ObjectNode understood = (ObjectNode) tree(LeadJson.write(LeadJsonTest.understood()));
    ((ObjectNode) understood.at("/understanding/segments/0")).put("confidence", 2);
    faulty.add(understood);
    ObjectNode security = written();
    ((ObjectNode) security.get("security")).put("dkim", "maybe");
    faulty.add(security);
    ObjectNode header = written();
    ((ObjectNode) header.get("headers")).put("To", 1);
    faulty.add(header);
    for (ObjectNode event : faulty) {
      assertFalse(schema().violations(event).isEmpty(), event.toString());
    }
  }

  @Test
  void a_reader_of_1_0_takes_an_event_of_1_1_with_fields_that_it_does_not_know()
      throws IOException {
    ObjectNode newer = written().put("schema_version", "1.1").put("mood", "cheerful");
    ((ObjectNode) newer.get("from")).put("pronouns", "they");
    newer.putObject("translation").put("de", "Guten Tag");
    assertEquals(List.of(), schema().violations(newer));
    assertEquals(
        Everything.messageOfHtml(),
        LeadJson.readMessage(newer.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void a_field_that_is_no_longer_written_is_noticed() throws IOException {
    byte[] whole = LeadJson.canonical(LeadJson.write(Everything.messageOfHtml()));
    ObjectNode event = (ObjectNode) tree(whole);
    List<String> names = new ArrayList<>();
    event.fieldNames().forEachRemaining(names::add);
    names.removeAll(List.of("schema_version", "id", "received_at"));
    for (String name : names) {
      ObjectNode without = event.deepCopy();
      without.remove(name);
      if (name.equals("headers")) {
        without.remove("header_order"); // refers to them
      }
      Message read = LeadJson.readMessage(without.toString().getBytes(StandardCharsets.UTF_8));
      assertFalse(read.equals(Everything.messageOfHtml()), "nothing is lost without " + name);
    }
  }
}
