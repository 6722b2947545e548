// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.mime.Mails;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Content encoded in all the ways that transfer encodings allow, and damaged in the ways of relays and faulty software. */
class DamagedEncodingTest {

  private static final long SEED = 20_260_305;
  private static final int ROUNDS = 1_500;

  private record Read(Message message, byte[] content) {}

  private static Read read(String encoding, String body) {
    Mails.Contents contents = new Mails.Contents();
    byte[] mail = ("From: a@example.com\r\nDate: 2 Mar 2026 10:00:00 +0000\r\n"
            + "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: " + encoding
            + "\r\n\r\n" + body)
        .getBytes(StandardCharsets.ISO_8859_1);
    Message message = Mails.READER.read(RawMessage.of(mail), Mails.RECEIVED, contents);
    return new Read(message, contents.kept.get(0));
  }

  private static byte[] octets(Random random) {
    byte[] octets = new byte[random.nextInt(random.nextInt(8) == 0 ? 40_000 : 600)];
    random.nextBytes(octets);
    return octets;
  }

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  @Test
  void base64_is_decoded_however_its_lines_are_broken() {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(SEED + round);
      byte[] octets = octets(random);
      String text = Base64.getEncoder().encodeToString(octets);
      StringBuilder body = new StringBuilder();
      int width = 1 + random.nextInt(90);
      int at = 0;
      while (at < text.length()) {
        int end = Math.min(text.length(), at + width);
        body.append(text, at, end);
        at = end;
        body.append(one(random, List.of("\r\n", "\r\n", "\n", " \r\n", "\r\n\r\n", "\t\r\n ")));
        width = random.nextInt(6) == 0 ? 1 + random.nextInt(90) : width;
      }
      Read read =
          read(one(random, List.of("base64", "BASE64", " base64 ", "base64;")), body.toString());
      assertArrayEquals(octets, read.content, "seed " + (SEED + round));
    }
  }

  @Test
  void characters_outside_base64_cause_only_a_defect() {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(SEED + round);
      byte[] octets = octets(random);
      String text = Base64.getMimeEncoder().encodeToString(octets);
      int padding = text.indexOf('=') < 0 ? text.length() : text.indexOf('=');
      StringBuilder body = new StringBuilder(text);
      int damages = random.nextInt(4);
      for (int i = 0; i < damages; i++) {
        body.insert(
            random.nextInt(padding + 1), one(random, List.of("!", "\u00A7", "*", "\0", "%")));
      }
      Read read = read("base64", body.toString());
      assertArrayEquals(octets, read.content, "seed " + (SEED + round));
      assertEquals(
          damages > 0,
          Mails.codes(read.message).contains(Code.DAMAGED_ENCODING),
          "seed " + (SEED + round) + ": " + body);
    }
  }

  @Test
  @Tag("slow")
  void quoted_printable_is_decoded_however_it_is_written() {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(SEED + round);
      byte[] octets = octets(random);
      StringBuilder body = new StringBuilder();
      for (byte octet : octets) {
        boolean plain = octet > ' ' && octet < 127 && octet != '=';
        body.append(
            plain && random.nextInt(4) > 0
                ? String.valueOf((char) octet)
                : String.format(Locale.ROOT, random.nextBoolean() ? "=%02X" : "=%02x", octet));
        if (random.nextInt(20) == 0) {
          body.append(one(random, List.of("=\r\n", "= \r\n", "=\t \r\n", "=\n")));
        }
      }
      Read read =
          read(one(random, List.of("quoted-printable", "Quoted-Printable ")), body.toString());
      assertArrayEquals(octets, read.content, "seed " + (SEED + round) + ": " + body);
    }
  }

  @Test
  void an_invalid_quoted_octet_is_unchanged_and_is_a_defect() {
    for (String damage : List.of("=", "=G0", "=4", "==", "=\u00FC1", "= 41")) {
      Read read = read("quoted-printable", "a" + damage + "z=41");
      assertEquals(
          "a" + damage + "zA", new String(read.content, StandardCharsets.ISO_8859_1), damage);
      assertTrue(Mails.codes(read.message).contains(Code.DAMAGED_ENCODING), damage);
    }
  }

  @Test
  void text_that_is_wrongly_declared_as_base64_stays_text() {
    for (String text : List.of(
        "We need 50 seats for Zurich. Please quote.",
        "Please quote pumps",
        "Hello\n\nwe need 50 pumps.\n",
        "Dear\nsales team,\n\nwe need 50 pumps.\n")) {
      Message mail = Mails.read("From: a@example.com\nDate: 2 Mar 2026 10:00:00 +0000\n"
          + "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + text);
      assertEquals(text.strip(), mail.textBody().strip());
      Mails.assertDefect(mail, Code.DAMAGED_ENCODING, text);
    }
    Message mail = Mails.read("From: a@example.com\nDate: 2 Mar 2026 10:00:00 +0000\n"
        + "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSGVsbG8=\n\nThe list\n");
    assertEquals(
        List.of("Hello", "The list"),
        mail.textBody().lines().filter(line -> !line.isBlank()).toList());
  }
}
