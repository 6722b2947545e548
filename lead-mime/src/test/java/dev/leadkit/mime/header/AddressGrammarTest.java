// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Address;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists of addresses written as the grammar of RFC 5322 §3.4 and §4.4 allows are read as what they were written from. */
class AddressGrammarTest {

  private static final long SEED = 20_260_303;
  private static final int ROUNDS = 4_000;

  private static final List<String> WORDS = List.of(
      "Jane", "Doe", "Dr", "van", "O'Neil", "Sales", "R&D", "Ada-Marie", "J_D", "Nr1", "=", "?");
  private static final List<String> LOCALS =
      List.of("jane", "j.doe", "sales+lead", "a", "x_y", "o'neil", "1234", "jörg", "価格");
  private static final List<String> DOMAINS =
      List.of("example.com", "mail.example.org", "bücher.example", "例え.test", "[192.0.2.1]");
  private static final List<String> NAMES = List.of(
      "Doe, Jane",
      "Jane \"JD\" Doe",
      "Doe; Jane",
      "Jürgen Groß",
      "価格 部",
      "a@b.example",
      "C:\\D",
      "(x)",
      "<y>",
      "Ada 🚀 Example",
      "Zoë",
      "Acme: Sales");

  @Test
  @Tag("slow")
  void a_generated_list_is_read_as_what_it_was_generated_from() {
    for (int round = 0; round < ROUNDS; round++) {
      Grammar grammar = new Grammar(new Random(SEED + round));
      String list = grammar.list();
      Message message = Mails.read(
          ("From: a@example.com\r\nTo: " + list + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      assertEquals(
          grammar.expected,
          message.to().stream().map(AddressGrammarTest::words).toList(),
          "seed " + (SEED + round) + ": " + list);
    }
  }

  private static String words(Address address) {
    return address.name() + " <" + address.email() + ">";
  }

  /** Writes lists, and remembers what a reader must find in them. */
  private static final class Grammar {
    private final Random random;
    private final List<String> expected = new ArrayList<>();

    Grammar(Random random) {
      this.random = random;
    }

    private <T> T one(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    private String list() {
      StringBuilder list = new StringBuilder();
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        if (list.length() > 0) {
          list.append(',').append(blank());
        }
        list.append(random.nextInt(8) == 0 ? group() : mailbox());
        if (random.nextInt(12) == 0) {
          list.append(", ,"); // obs-addr-list
        }
      }
      return list.toString();
    }

    private String group() {
      StringBuilder group = new StringBuilder(one(List.of("Team", "\"A, B\"", "Our friends")));
      group.append(':');
      for (int i = random.nextInt(3); i > 0; i--) {
        group.append(blank()).append(mailbox());
        if (i > 1) {
          group.append(',');
        }
      }
      return group.append(';').toString();
    }

    private String mailbox() {
      String local = one(LOCALS);
      String domain = one(DOMAINS);
      String email = (local + "@" + domain).toLowerCase(Locale.ROOT);
      return switch (random.nextInt(7)) {
        case 0 -> {
          expected.add(" <" + email + ">");
          yield local + "@" + domain;
        }
        case 1 -> {
          String before = comment();
          String after = comment();
          String first = before.isEmpty() ? after : before;
          String name = first.isEmpty() ? "" : first.substring(1, first.length() - 1);
          expected.add(name.replace("\\", "") + " <" + email + ">");
          yield local + before + "@" + after + domain;
        }
        case 2 -> {
          String name = one(WORDS.subList(0, 10));
          expected.add(name + " <" + email + ">");
          yield local + "@" + domain + " (" + name + ")";
        }
        case 3 -> {
          String atoms =
              one(WORDS.subList(0, 10)) + " " + one(WORDS) + " " + one(WORDS.subList(0, 10));
          expected.add(atoms + " <" + email + ">");
          yield atoms.replace(" ", fold()) + blank() + angle(local, domain);
        }
        case 4 -> {
          String name = one(NAMES);
          expected.add(name + " <" + email + ">");
          yield "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"" + blank()
              + angle(local, domain);
        }
        case 5 -> {
          String name = one(NAMES);
          expected.add(name + " <" + email + ">");
          yield encoded(name) + " " + angle(local, domain);
        }
        default -> {
          expected.add(" <" + email + ">");
          yield angle(local, domain);
        }
      };
    }

    private String angle(String local, String domain) {
      return switch (random.nextInt(6)) {
        case 0 -> "<@relay.example,@hub.example:" + local + "@" + domain + ">";
        case 1 -> "< " + local + "@" + domain + " >";
        case 2 -> "<" + local + " @ " + domain + ">";
        case 3 ->
          domain.startsWith("[")
              ? "<" + local + "@" + domain + ">"
              : "<" + local.replace(".", " . ") + "@" + domain.replace(".", "." + fold()) + ">";
        default -> "<" + local + "@" + domain + ">";
      };
    }

    private String comment() {
      return random.nextInt(3) == 0
          ? one(List.of("(x)", "(a (b) c)", "(\\))", "(a@b.example, c)"))
          : "";
    }

    private String blank() {
      return random.nextInt(4) == 0 ? fold() : " ";
    }

    private String fold() {
      return one(List.of(" ", " ", "\r\n ", "\r\n\t", " \r\n  "));
    }

    /** Encoded words that may end within a character. */
    private String encoded(String name) {
      byte[] octets = name.getBytes(StandardCharsets.UTF_8);
      int cut = random.nextInt(octets.length + 1);
      String first = word(Arrays.copyOfRange(octets, 0, cut));
      String second = word(Arrays.copyOfRange(octets, cut, octets.length));
      return first.isEmpty() || second.isEmpty() ? first + second : first + fold() + second;
    }

    private String word(byte[] octets) {
      if (octets.length == 0) {
        return "";
      }
      if (random.nextBoolean()) {
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(octets) + "?=";
      }
      StringBuilder word = new StringBuilder("=?UTF-8?q?");
      for (byte octet : octets) {
        boolean plain = octet >= 'A' && octet <= 'Z' || octet >= 'a' && octet <= 'z';
        word.append(
            octet == ' '
                ? "_"
                : plain
                    ? String.valueOf((char) octet)
                    : String.format(Locale.ROOT, "=%02X", octet));
      }
      return word.append("?=").toString();
    }
  }
}
