// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Blob;
import dev.leadkit.Conclusion;
import dev.leadkit.DeliveryStatus;
import dev.leadkit.Fact;
import dev.leadkit.FormField;
import dev.leadkit.Forwarded;
import dev.leadkit.Header;
import dev.leadkit.Input;
import dev.leadkit.LeadEvent;
import dev.leadkit.Message;
import dev.leadkit.MessageClass;
import dev.leadkit.MessageLabel;
import dev.leadkit.Segment;
import dev.leadkit.Source;
import dev.leadkit.Understanding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeadJsonTest {

  static List<Fact> facts() {
    return Everything.facts();
  }

  /** Every kind of fact that there is. */
  private static Set<Class<?>> kinds(Class<?> type) {
    var kinds = new java.util.LinkedHashSet<Class<?>>();
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      kinds.add(type);
    } else {
      for (Class<?> kind : permitted) {
        kinds.addAll(kinds(kind));
      }
    }
    return kinds;
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream file = LeadJsonTest.class.getResourceAsStream("1.0/" + name + ".json")) {
      assertNotNull(file, "no golden file 1.0/" + name + ".json");
      return file.readAllBytes();
    }
  }

  private static String canonical(byte[] json) {
    return new String(LeadJson.canonical(json), StandardCharsets.UTF_8);
  }

  /** A message with everything that can be concluded from one. */
  static Message understood() {
    String text = "How much is it?\n-- \nAda\n";
    Understanding understanding = new Understanding(
        text,
        List.of(
            new Segment(Segment.Kind.OWN_TEXT, 0, 16, "text", 0.5),
            new Segment(Segment.Kind.SIGNATURE, 16, 24, "signature-mark", 1)),
        new MessageClass(
            MessageClass.Kind.AUTO_REPLY,
            new Conclusion("absence-subject", "Out of office", 0.9),
            LocalDate.of(2026, 5, 31),
            List.of(new DeliveryStatus(
                "kim@gone.example",
                DeliveryStatus.Action.FAILED,
                "5.1.1",
                "550 5.1.1 no such user",
                "our-1@leadkit.example"))),
        List.of(new Forwarded(Address.of("grace@navy.example"), "Pricing", "How much?")),
        List.of(
            new FormField("phone", "Tel.", "+1 555 0100", Conclusion.of("form-label", "", 1)),
            new FormField("", "Colour", "", Conclusion.of("form-label", "Colour:", 0.75))),
        "en",
        List.of(new MessageLabel(
            MessageLabel.ERASURE_REQUEST, new Conclusion("erasure-phrase", "delete my data", 0.9))),
        List.of(new Conclusion("hidden_text", "cheap", 0.25)));
    return Message.builder("evt_1", Everything.NOON)
        .understanding(understanding)
        .build();
  }

  @Test
  void conclusions_from_a_message_are_read_back() {
    Message message = understood();
    byte[] json = LeadJson.write(message);
    assertEquals(message, LeadJson.readMessage(json));
    Message same = message.toBuilder().textBody(message.understanding().text()).build();
    assertEquals(same, LeadJson.readMessage(LeadJson.write(same)));
    assertFalse(
        new String(LeadJson.write(same), StandardCharsets.UTF_8)
            .contains("\"understanding\":{\"text\""),
        "a text that is the text body is written once");
  }

  @Test
  void a_text_of_one_segment_is_read_back_without_a_list_of_segments() {
    String text = "How much is it?";
    for (Segment segment : List.of(
        new Segment(Segment.Kind.OWN_TEXT, 0, 15, "text", 0.9),
        new Segment(Segment.Kind.QUOTED, 0, 15, "text", 0.9),
        new Segment(Segment.Kind.OWN_TEXT, 0, 15, "nothing-else-left", 0.5))) {
      Message message = Message.builder("evt_1", Everything.NOON)
          .textBody(text)
          .understanding(Understanding.builder().text(text, List.of(segment)).build())
          .build();
      byte[] json = LeadJson.write(message);
      assertEquals(message, LeadJson.readMessage(json), segment.toString());
      assertEquals(
          segment.confidence() == 0.5,
          new String(json, StandardCharsets.UTF_8).contains("segments"),
          segment.toString());
    }
  }

  /** What was added to 0.1.0's first facts is written where it is known, and absent where it is not. */
  static List<Fact> factsWithIds() {
    Address ada = Address.of("ada@acme.example");
    Forwarded forwarded = new Forwarded(
        ada,
        List.of(Address.of("sales@leadkit.example")),
        List.of(Address.of("desk@acme.example"), ada),
        Everything.NOON,
        "Pricing",
        "How much is it?");
    Message message =
        Message.builder("evt_1", Everything.NOON).forwarded(forwarded).build();
    return List.of(
        new Fact.Received(message, Source.unknown(""), List.of(), ""),
        new Fact.Delivered("dlv_1", "smtp", "250 ok", "answer-1@leadkit.example"),
        new Fact.Replied(Fact.Replied.Author.HUMAN, "kim", "answer-2@leadkit.example"));
  }

  @ParameterizedTest
  @MethodSource("factsWithIds")
  void ids_of_answers_and_the_header_of_a_forward_are_read_back(Fact fact) {
    assertEquals(fact, LeadJson.readFact(LeadJson.type(fact), LeadJson.write(fact)));
  }

  @Test
  void there_is_a_sample_and_a_name_of_its_own_for_every_kind_of_fact() {
    var sampled = new java.util.LinkedHashSet<Class<?>>();
    var names = new TreeSet<String>();
    for (Fact fact : facts()) {
      sampled.add(fact.getClass());
      names.add(LeadJson.type(fact));
    }
    assertEquals(kinds(Fact.class), sampled);
    assertEquals(sampled.size(), names.size());
  }

  @ParameterizedTest
  @MethodSource("facts")
  void what_is_written_reads_back_equal(Fact fact) {
    assertEquals(fact, LeadJson.readFact(LeadJson.type(fact), LeadJson.write(fact)));
    var event = new LeadEvent(Everything.LEAD, 7, Everything.NOON, fact);
    assertEquals(event, LeadJson.readEvent(LeadJson.write(event)));
  }

  /** The files of a release are never edited: every later build must read them, and write them so. */
  @ParameterizedTest
  @MethodSource("facts")
  void the_golden_file_of_each_fact_is_read_and_written_again_to_the_byte(Fact fact)
      throws IOException {
    String type = LeadJson.type(fact);
    byte[] golden = golden(type);
    assertEquals(fact, LeadJson.readFact(type, golden));
    assertEquals(canonical(golden), canonical(LeadJson.write(fact)));
  }

  @Test
  void scores_and_assignments_read_back_equal() {
    assertEquals(Everything.score(), LeadJson.readScore(LeadJson.write(Everything.score())));
    assertEquals(
        Everything.assignment(), LeadJson.readAssignment(LeadJson.write(Everything.assignment())));
    Assignment later = Everything.assignmentWithAllThatCameLater();
    assertEquals(later, LeadJson.readAssignment(LeadJson.write(later)));
  }

  @Test
  void a_decision_keeps_the_flags_and_experiments_that_it_read() {
    Fact decision = new Fact.Qualified(
        Everything.score(),
        Everything.assignment(),
        "v1",
        List.of(
            new Input("flag.bonus", "on", "the flag service"),
            new Input("experiment.pricing", "b", "")));
    byte[] json = LeadJson.write(decision);
    assertEquals(decision, LeadJson.readFact("qualified", json));
    String text = new String(json, StandardCharsets.UTF_8);
    assertTrue(
        text.contains("\"inputs\":["
            + "{\"field\":\"flag.bonus\",\"value\":\"on\",\"why\":\"the flag service\"},"
            + "{\"field\":\"experiment.pricing\",\"value\":\"b\"}]"),
        text);
  }

  @Test
  void what_was_added_for_html_has_a_golden_file_of_its_own() throws IOException {
    byte[] golden = golden("message_of_html");
    assertEquals(Everything.messageOfHtml(), LeadJson.readMessage(golden));
    assertEquals(canonical(golden), canonical(LeadJson.write(Everything.messageOfHtml())));
  }

  @Test
  void the_smallest_message_reads_back_equal() {
    Message bare = Message.builder("evt_1", Everything.NOON).build();
    assertEquals(bare, LeadJson.readMessage(LeadJson.write(bare)));
  }

  @Test
  void headers_lose_neither_order_nor_repeats_nor_spelling() {
    String[] names = {"Received", "received", "To", "X", "Subject"};
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var headers = new ArrayList<Header>();
      for (int i = random.nextInt(12); i > 0; i--) {
        headers.add(new Header(names[random.nextInt(names.length)], "v" + random.nextInt(5)));
      }
      Message message =
          Message.builder("evt_1", Everything.NOON).headers(headers).build();
      assertEquals(
          headers, LeadJson.readMessage(LeadJson.write(message)).headers(), "seed " + seed);
    }
  }

  @Test
  void any_text_survives_even_what_is_not_unicode() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        int dice = random.nextInt(8);
        text.append((char)
            (dice == 0
                ? 0xd800 + random.nextInt(0x800)
                : dice < 5 ? random.nextInt(0x80) : random.nextInt(0x10000)));
      }
      Message message = Message.builder("evt_1", Everything.NOON)
          .subject(text.toString())
          .textBody(text.toString())
          .build();
      byte[] json = LeadJson.write(message);
      assertEquals(message.subject(), LeadJson.readMessage(json).subject(), "seed " + seed);
      String decoded = new String(json, StandardCharsets.UTF_8);
      assertArrayEquals(
          json, decoded.getBytes(StandardCharsets.UTF_8), "seed " + seed + ": valid UTF-8");
    }
  }

  @Test
  void a_field_of_the_wrong_type_is_said_with_its_place() {
    assertEquals(
        "/to/0/email: expected a string, found number",
        refused(
            "{\"id\":\"evt_1\",\"received_at\":\"2026-01-01T00:00:00Z\",\"to\":[{\"email\":1}]}"));
    assertEquals(
        "/received_at: expected an RFC 3339 instant, found 'noon'",
        refused("{\"id\":\"evt_1\",\"received_at\":\"noon\"}"));
    assertEquals("/id: expected a string, found nothing", refused("{}"));
    assertEquals("document: expected an object, found array", refused("[]"));
    assertTrue(refused("{\"id\":").startsWith("not JSON: "));
    assertTrue(refused("").startsWith("expected a JSON document"));
    assertEquals(
        "/header_order: expected the fields of headers, found 1",
        refused(
            "{\"id\":\"evt_1\",\"received_at\":\"2026-01-01T00:00:00Z\",\"headers\":{\"A\":\"1\"},\"header_order\":[1]}"));
  }

  private static String refused(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> LeadJson.readMessage(bytes))
            .getMessage());
  }

  @Test
  void an_unknown_type_of_fact_is_refused_by_name() {
    var e = assertThrows(
        IllegalArgumentException.class,
        () -> LeadJson.readFact("teleported", "{}".getBytes(StandardCharsets.UTF_8)));
    assertEquals("type: no fact is called 'teleported'", e.getMessage());
  }

  @Test
  void a_reference_without_a_hash_is_a_reference() {
    Message message = LeadJson.readMessage(
        "{\"id\":\"evt_1\",\"received_at\":\"2026-01-01T00:00:00Z\",\"attachments\":[{\"filename\":\"a\",\"mime\":\"b/c\",\"size\":5}]}"
            .getBytes(StandardCharsets.UTF_8));
    assertEquals(new Blob("", 5), message.attachments().get(0).blob());
  }
}
