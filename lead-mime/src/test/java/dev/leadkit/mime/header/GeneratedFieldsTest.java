// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.leadkit.Defect.Code;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fields generated in all the notations that the standards allow. */
class GeneratedFieldsTest {

  private static final long SEED = 20_260_304;

  private static final List<String> FILES = List.of(
      "offer.pdf",
      "Preisliste Größe L.pdf",
      "価格表.xlsx",
      "a\"b.txt",
      "x;y=z.doc",
      "100% sure.txt",
      "it's.txt",
      "Ünï 🚀.png",
      "a long name with many words that needs more than one line to be written down.docx");

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  @Test
  @Tag("slow")
  void folded_fields_keep_their_order_their_words_and_their_blanks() {
    for (int round = 0; round < 1_000; round++) {
      Random random = new Random(SEED + round);
      List<Header> expected = new ArrayList<>();
      StringBuilder mail = new StringBuilder();
      for (int i = 1 + random.nextInt(12); i > 0; i--) {
        String name = one(random, List.of("X-A", "x-a", "Subject", "Received", "X-Long-Name"));
        StringBuilder value = new StringBuilder();
        StringBuilder written = new StringBuilder();
        for (int word = 1 + random.nextInt(30); word > 0; word--) {
          String blank = value.isEmpty() ? "" : one(random, List.of(" ", "  ", "\t", " \t "));
          String text = one(random, List.of("a", "lorem", "ü", ":", "=?", "--b", "From:", "x=y;"));
          value.append(blank).append(text);
          written
              .append(!blank.isEmpty() && random.nextInt(3) == 0 ? "\r\n" : "")
              .append(blank)
              .append(text);
        }
        expected.add(new Header(name, value.toString()));
        mail.append(name)
            .append(one(random, List.of(": ", ":", " : ", ":\t", ":\r\n ")))
            .append(written)
            .append(one(random, List.of("\r\n", " \r\n", "\r\n \r\n")));
      }
      byte[] octets = mail.append("\r\nbody").toString().getBytes(StandardCharsets.UTF_8);
      Message message = Mails.read(octets);
      assertEquals(expected, message.headers(), "seed " + (SEED + round));
      assertEquals("body", message.textBody(), "seed " + (SEED + round));
    }
  }

  @Test
  @Tag("slow")
  void a_file_name_is_found_in_all_mixes_of_sections() {
    for (int round = 0; round < 4_000; round++) {
      Random random = new Random(SEED + round);
      String file = one(random, FILES);
      String parameters = parameters(random, file);
      Message message = Mails.read(("From: a@example.com\r\nContent-Type: application/pdf\r\n"
              + "Content-Disposition: attachment" + parameters + "\r\n\r\nx")
          .getBytes(StandardCharsets.UTF_8));
      assertEquals(
          file,
          message.attachments().get(0).declaredName(),
          "seed " + (SEED + round) + ": " + parameters);
      assertFalse(
          Mails.codes(message).contains(Code.MALFORMED_PARAMETER),
          "seed " + (SEED + round) + ": " + parameters);
    }
  }

  private static String parameters(Random random, String file) {
    boolean ascii = file.chars().allMatch(c -> c < 0x80);
    List<String> all = new ArrayList<>();
    switch (random.nextInt(4)) {
      case 0 -> all.add("filename=" + quoted(file)); // RFC 6532: as UTF-8, or ASCII
      case 1 -> all.add("filename*=utf-8'en'" + percent(random, file, 0, file.length()));
      case 2 ->
        all.add("filename=\"=?utf-8?B?"
            + Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8)) + "?=\"");
      default -> sections(random, file, ascii, all);
    }
    if (random.nextBoolean()) {
      all.add(one(random, List.of("size=12", "x*0=a", "name2=b", "creation-date=\"1; 2\"")));
    }
    if (random.nextInt(4) == 0 && all.get(0).startsWith("filename*")) {
      all.add("filename=\"fallback.bin\""); // RFC 6266 §4.3: for those who know no other
    }
    Collections.shuffle(all, random);
    StringBuilder parameters = new StringBuilder();
    for (String parameter : all) {
      parameters
          .append(one(random, List.of("; ", ";", " ; ", ";\r\n ", ";\r\n\t")))
          .append(parameter);
    }
    return parameters.append(random.nextInt(5) == 0 ? ";" : "").toString();
  }

  /** RFC 2231 §4.1: pieces, each of them encoded or not, cut anywhere but within a surrogate pair. */
  private static void sections(Random random, String file, boolean ascii, List<String> all) {
    boolean encoded = !ascii || random.nextBoolean();
    int at = 0;
    for (int section = 0; at < file.length(); section++) {
      int end = Math.min(file.length(), at + 1 + random.nextInt(12));
      if (end < file.length() && Character.isLowSurrogate(file.charAt(end))) {
        end++;
      }
      String piece = file.substring(at, end);
      boolean plain = piece.chars().allMatch(c -> c < 0x80) && !(section == 0 && encoded);
      String name = "filename*" + section;
      all.add(
          plain && (!encoded || random.nextBoolean())
              ? name + "=" + quoted(piece)
              : name + "*=" + (section == 0 ? "utf-8''" : "") + percent(random, file, at, end));
      at = end;
    }
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String percent(Random random, String text, int from, int to) {
    StringBuilder percent = new StringBuilder();
    for (byte octet : text.substring(from, to).getBytes(StandardCharsets.UTF_8)) {
      boolean plain = octet >= 'a' && octet <= 'z' || octet >= '0' && octet <= '9' || octet == '.';
      percent.append(
          plain && random.nextInt(8) > 0
              ? String.valueOf((char) octet)
              : String.format(Locale.ROOT, random.nextBoolean() ? "%%%02X" : "%%%02x", octet));
    }
    return percent.toString();
  }

  @Test
  @Tag("slow")
  void a_date_is_read_in_current_and_obsolete_forms() {
    List<String> months =
        List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    for (int round = 0; round < 4_000; round++) {
      Random random = new Random(SEED + round);
      LocalDateTime local = LocalDateTime.of(
          1970 + random.nextInt(79),
          1 + random.nextInt(12),
          1 + random.nextInt(28),
          random.nextInt(24),
          random.nextInt(60),
          random.nextInt(60));
      Zone zone = Zone.any(random);
      boolean seconds = random.nextBoolean();
      Instant expected = (seconds ? local : local.withSecond(0))
          .minusMinutes(zone.minutes)
          .toInstant(ZoneOffset.UTC);
      String field = one(random, List.of("", "Mon, ", "mon,", "(x) Tue (y) , "))
          + one(random, List.of("", " ", "  ", "0").subList(0, local.getDayOfMonth() < 10 ? 4 : 3))
          + local.getDayOfMonth()
          + one(random, List.of(" ", "  ", " (c) ", "\r\n "))
          + one(random, List.of("%s", "%S")).formatted(months.get(local.getMonthValue() - 1))
          + " "
          + year(random, local.getYear())
          + one(random, List.of(" ", "  ", " (at) "))
          + "%02d:%02d".formatted(local.getHour(), local.getMinute())
          + (seconds ? ":%02d".formatted(local.getSecond()) : "")
          + zone.text
          + one(random, List.of("", " ", " (a (nested) zone)", " (CET)"));
      assertEquals(
          expected,
          Mails.read("From: a@example.com\nDate: " + field.replace("\r\n", "\n") + "\n\n")
              .date(),
          "seed " + (SEED + round) + ": " + field);
    }
  }

  /** RFC 5322 §4.3: two digits below 50 are of this century, those above and three digits count from 1900. */
  private static String year(Random random, int year) {
    return switch (random.nextInt(4)) {
      case 0 -> "%02d".formatted(year % 100);
      case 1 -> year >= 2000 ? "%d".formatted(year - 1900) : "%d".formatted(year);
      case 2 -> year >= 2000 ? "%04d".formatted(year - 1900) : "%d".formatted(year);
      default -> "%d".formatted(year);
    };
  }

  private record Zone(String text, int minutes) {
    static Zone any(Random random) {
      return switch (random.nextInt(4)) {
        case 0 -> {
          int hours = random.nextInt(27) - 12;
          int minutes = one(random, List.of(0, 0, 30, 45));
          yield new Zone(
              " %s%02d%02d".formatted(hours < 0 ? "-" : "+", Math.abs(hours), minutes),
              hours * 60 + (hours < 0 ? -minutes : minutes));
        }
        case 1 -> {
          int index = random.nextInt(8);
          yield new Zone(
              " "
                  + List.of("EDT", "EST", "CDT", "CST", "MDT", "MST", "PDT", "PST")
                      .get(index),
              -60 * List.of(4, 5, 5, 6, 6, 7, 7, 8).get(index));
        }
        case 2 -> new Zone(one(random, List.of(" UT", " GMT", " gmt", " Z", " -0000", "")), 0);
        default -> new Zone(" " + (char) ('A' + random.nextInt(9)), 0); // military: no information
      };
    }
  }
}
