// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.leadkit.Address;
import dev.leadkit.Blob;
import dev.leadkit.Defect;
import dev.leadkit.Fact;
import dev.leadkit.Header;
import dev.leadkit.LeadEvent;
import dev.leadkit.Message;
import dev.leadkit.Spam;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is, to the byte, what Jackson writes of the same document. */
class JsonWriterTest {

  private static final JsonFactory JACKSON = JsonFactory.builder()
      .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
      .build();

  private static final String[] ALPHABETS = {
    "abcdefghijklmnopqrstuvwxyz ,.",
    "ab \"\\\n\r\t\b\f\u0000\u0001\u001f\u007f/<>&'",
    "a\u0080\u009f\u00a0äöüß\u00ff",
    "a\u0100\u07ff\u0800\u2028\u2029€\ufeff\uffff",
    "абвгд日本語"
  };

  static List<Fact> facts() {
    return Everything.facts();
  }

  @ParameterizedTest
  @MethodSource("facts")
  void every_kind_of_fact_is_written_as_jackson_writes_it(Fact fact) throws IOException {
    byte[] json = LeadJson.write(new LeadEvent(Everything.LEAD, 7, Everything.NOON, fact));
    assertEquals(text(byJackson(json)), text(json));
  }

  @Test
  @Tag("slow")
  void any_message_is_written_as_jackson_writes_it() throws IOException {
    for (long seed = 0; seed < 1_500; seed++) {
      byte[] json = LeadJson.write(message(new Random(seed)));
      assertEquals(text(byJackson(json)), text(json), "seed " + seed);
    }
  }

  /** Each kind of character at each distance from the beginning and the end of the octets and characters that are taken at once. */
  @Test
  @Tag("slow")
  void a_character_is_written_alike_at_every_position() throws IOException {
    String[] characters = {"\"", "\\", "\n", "\u0002", "\u007f", "ä", "€", "\ud83d\ude80"};
    for (String character : characters) {
      for (int before : new int[] {0, 1, 7, 8, 15, 40, 47, 48, 49, 1015, 1022, 1023, 1024, 2047}) {
        for (int after = 0; after < 60; after++) {
          String text = "x".repeat(before) + character + "y".repeat(after);
          byte[] json = LeadJson.write(
              Message.builder("evt_1", Instant.EPOCH).subject(text).build());
          assertEquals(text(byJackson(json)), text(json));
          assertEquals(text, LeadJson.readMessage(json).subject());
        }
      }
    }
  }

  @Test
  void instants_are_written_as_they_call_themselves() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long second =
          i % 4 == 0 ? random.nextLong() % 31_556_889_864_403_199L : random.nextInt() * 50L;
      int nano = switch (i % 5) {
        case 0 -> 0;
        case 1 -> random.nextInt(1000) * 1_000_000;
        case 2 -> random.nextInt(1_000_000) * 1_000;
        default -> random.nextInt(1_000_000_000);
      };
      Instant instant = Instant.ofEpochSecond(second, nano);
      String json = text(LeadJson.write(Message.builder("evt_1", instant).build()));
      String expected = "\"received_at\":\"" + instant + "\"";
      assertEquals(
          expected, json.substring(json.indexOf("\"received_at\""), json.indexOf(",\"from\"")));
    }
  }

  /** RFC 3339 has years of four digits; others have a sign, as ISO 8601 has it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0001-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        "+10000-01-01T00:00:00Z"
      })
  void a_year_has_four_digits_from_0_to_9999(String instant) {
    Message message = Message.builder("evt_1", Instant.parse(instant)).build();
    String json = text(LeadJson.write(message));
    assertTrue(json.contains("\"received_at\":\"" + instant + "\""), json);
    assertEquals(message, LeadJson.readMessage(LeadJson.write(message)));
  }

  @Test
  void a_large_document_leaves_the_next_one_alone() {
    Message small = Message.builder("evt_1", Instant.EPOCH).subject("Hallo").build();
    String before = text(LeadJson.write(small));
    Message large = Message.builder("evt_2", Instant.EPOCH)
        .textBody("ä\n".repeat(1_000_000))
        .build();
    assertEquals(large, LeadJson.readMessage(LeadJson.write(large)));
    assertEquals(before, text(LeadJson.write(small)));
  }

  private static Message message(Random random) {
    var headers = new ArrayList<Header>();
    for (int i = random.nextInt(40); i > 0; i--) {
      headers.add(new Header(string(random, 3), string(random, 90)));
    }
    return Message.builder("evt_" + random.nextLong(), Instant.ofEpochSecond(random.nextInt()))
        .raw(new Blob("", random.nextLong() >>> random.nextInt(63) + 1))
        .from(new Address(string(random, 20), string(random, 20)))
        .to(List.of(new Address(string(random, 9), ""), Address.of("")))
        .subject(string(random, 200))
        .textBody(string(random, 3_000))
        .htmlBody(string(random, 3_000))
        .headers(headers)
        .spam(new Spam(random.nextDouble(), List.of(string(random, 9))))
        .defect(new Defect(Defect.Code.WRONG_CHARSET, random.nextInt(), string(random, 60)))
        .build();
  }

  /** Runs of characters of one kind, so that the writer changes between its ways. */
  private static String string(Random random, int longest) {
    var text = new StringBuilder();
    int length = random.nextInt(longest);
    while (text.length() < length) {
      String alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
      for (int i = random.nextInt(120); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (random.nextInt(4) == 0) {
        text.appendCodePoint(0x10000 + random.nextInt(0x100000));
      }
    }
    return text.toString();
  }

  private static byte[] byJackson(byte[] json) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonParser in = JACKSON.createParser(json);
        JsonGenerator out = JACKSON.createGenerator(bytes)) {
      while (in.nextToken() != null) {
        out.copyCurrentEvent(in);
      }
    }
    return bytes.toByteArray();
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
