// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.MessageReader.Sink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FuzzNeverThrowsTest {

  private static final int ROUNDS = 20_000;
  private static final long SEED = 20_260_302;
  private static final MimeReader READER =
      Mails.READER.trusting("mx.example.net").trustingSpamFields();

  /** Characters with a meaning in the grammars. */
  private static final List<String> TOKENS = List.of(
      "\n",
      "\r\n",
      "\r",
      "\n\n",
      "\r\n\r\n",
      " ",
      "\t",
      "\n ",
      "\"",
      "\\",
      "(",
      ")",
      "<",
      ">",
      ",",
      ";",
      ":",
      "@",
      "=",
      "?",
      "=?",
      "?=",
      "=?utf-8?q?",
      "=?utf-8?b?",
      "--",
      "--inner",
      "--=_outer",
      "--=_outer--",
      "--r--",
      "%",
      "%C3",
      "'",
      "''",
      "*",
      "*0*=",
      "+",
      "+AP8-",
      "\0",
      "\u00FF",
      "\u00C3",
      "\u00ED\u00A0\u0080",
      "[",
      "]",
      "[IPv6:",
      "mailto:",
      "&",
      "&#",
      ";;",
      "<blockquote>",
      "</div>",
      "<!--",
      "<script>",
      "Content-Type: multipart/mixed; boundary=inner\n\n",
      "Content-Type: message/rfc822\n\n",
      "Content-Transfer-Encoding: base64\n",
      "Content-Transfer-Encoding: x-uuencode\n",
      "begin 644 x\n",
      "From: ",
      "> ",
      ">From ",
      "-- \n",
      "On 1 x wrote:",
      "---------- Forwarded message ---------\n",
      "charset=utf-16",
      "charset=iso-2022-jp",
      "\u001B$B");

  static byte[] mutate(byte[] seed, Random random) {
    StringBuilder text = new StringBuilder(new String(seed, StandardCharsets.ISO_8859_1));
    for (int edits = 1 + random.nextInt(12); edits > 0 && text.length() > 4; edits--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(1 << random.nextInt(9)));
      switch (random.nextInt(7)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
        case 2 -> text.setCharAt(at, (char) random.nextInt(256));
        case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
        case 4 -> text.replace(at, end, TOKENS.get(random.nextInt(TOKENS.size())));
        case 5 ->
          text.insert(at, TOKENS.get(random.nextInt(TOKENS.size())).repeat(1 + random.nextInt(40)));
        default -> text.setLength(random.nextInt(8) == 0 ? at : text.length());
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  @Tag("slow")
  void no_mutation_of_a_mail_makes_the_reader_throw_and_reading_again_gives_an_equal_message() {
    int forwards = 0;
    int damaged = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(SEED + round);
      byte[] octets = mutate(Samples.ALL.get(round % Samples.ALL.size()), random);
      byte[] before = octets.clone();
      RawMessage raw = RawMessage.of(octets);
      Message message;
      try {
        message = READER.read(raw, Mails.RECEIVED, Sink.discarding());
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + (SEED + round), e);
      }
      assertNotNull(message);
      assertEquals(raw.blob(), message.raw());
      assertTrue(Arrays.equals(before, octets), "the input was changed, seed " + (SEED + round));
      if (round % 10 == 0) {
        assertEquals(
            message, READER.read(raw, Mails.RECEIVED, Sink.discarding()), "seed " + (SEED + round));
      }
      assertTrue(isWritable(message), "half a character, seed " + (SEED + round));
      forwards += message.forwarded() == null ? 0 : 1;
      damaged += message.isDamaged() ? 1 : 0;
    }
    assertTrue(forwards > ROUNDS / 10 && forwards < ROUNDS, forwards + " forwards");
    assertTrue(damaged > 100 && damaged < ROUNDS / 2, damaged + " damaged");
  }

  @Test
  @Tag("slow")
  void random_octets_are_read() {
    for (int round = 0; round < 2_000; round++) {
      Random random = new Random(SEED - round);
      byte[] noise = new byte[random.nextInt(3_000)];
      random.nextBytes(noise);
      StringBuilder tokens = new StringBuilder();
      for (int i = random.nextInt(200); i > 0; i--) {
        tokens.append(TOKENS.get(random.nextInt(TOKENS.size())));
      }
      assertNotNull(READER.read(RawMessage.of(noise), Mails.RECEIVED, Sink.discarding()));
      byte[] text = tokens.toString().getBytes(StandardCharsets.ISO_8859_1);
      assertNotNull(READER.read(RawMessage.of(text), Mails.RECEIVED, Sink.discarding()));
    }
  }

  @Test
  @Tag("slow")
  void locale_and_time_zone_of_the_machine_change_nothing() {
    List<byte[]> mails = new ArrayList<>(Samples.ALL);
    for (int i = 0; i < 400; i++) {
      mails.add(mutate(Samples.ALL.get(i % Samples.ALL.size()), new Random(i)));
    }
    List<Message> expected = read(mails);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (String other : List.of("tr-TR", "th-TH-u-ca-buddhist-nu-thai", "ar-EG", "lt-LT")) {
        Locale.setDefault(Locale.forLanguageTag(other));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
        assertEquals(expected, read(mails), other);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private static List<Message> read(List<byte[]> mails) {
    return mails.stream()
        .map(mail -> READER.read(RawMessage.of(mail), Mails.RECEIVED, Sink.discarding()))
        .toList();
  }

  /** Whether every text can be written as UTF-8, which half a surrogate pair cannot. */
  private static boolean isWritable(Message message) {
    StringBuilder all = new StringBuilder();
    all.append(message.subject())
        .append(message.textBody())
        .append(message.htmlBody())
        .append(message.visibleText());
    all.append(message.from().name());
    message.headers().forEach(header -> all.append(header.value()));
    message
        .attachments()
        .forEach(attachment -> all.append(attachment.filename()).append(attachment.declaredName()));
    return StandardCharsets.UTF_8.newEncoder().canEncode(all);
  }
}
