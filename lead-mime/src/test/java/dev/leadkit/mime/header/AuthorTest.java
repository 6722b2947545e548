// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Defect.Code;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.json.LeadJson;
import dev.leadkit.mime.Mails;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The authors of a mail: all of them, and never an address that only a display name claims. */
class AuthorTest {

  private static Message from(String field) {
    return Mails.read(("From: " + field + "\r\nDate: 2 Mar 2026 10:00:00 +0000\r\n\r\nx")
        .getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"ceo@big.example\" <evil@bad.example> | ceo@big.example",
        "\"ceo@big.example\", <evil@bad.example> | ceo@big.example",
        "\"ceo@big.example\" evil@bad.example | ceo@big.example",
        "ceo@big.example <evil@bad.example> | ceo@big.example",
        "\"CEO (ceo@big.example)\" <evil@bad.example> | CEO (ceo@big.example)",
        "\"CEO <ceo@big.example>\" <evil@bad.example> | CEO <ceo@big.example>",
        "=?utf-8?Q?ceo=40big.example?= <evil@bad.example> | ceo@big.example",
        "=?utf-8?Q?ceo@big.example?= <evil@bad.example> | ceo@big.example",
        "=?utf-8?B?Y2VvQGJpZy5leGFtcGxl?=, <evil@bad.example> | ceo@big.example",
        "=?utf-8?Q?CEO_<ceo@big.example>?= <evil@bad.example> | CEO <ceo@big.example>",
        "\"ceo＠big.example\" <evil@bad.example> | ceo＠big.example",
        "evil@bad.example (ceo@big.example) | ceo@big.example",
      })
  void an_address_in_a_display_name_is_a_name_and_a_defect(String field, String name) {
    Message mail = from(field);
    assertEquals(new Address("evil@bad.example", name), mail.from(), field);
    assertEquals(List.of(mail.from()), mail.authors(), field);
    assertTrue(Mails.codes(mail).contains(Code.ADDRESS_IN_NAME), field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Jane@Example.com\" <jane@example.com>",
        "Jane @ Work <jane@example.com>",
        "\"Jane (jane@example.com)\" <jane@example.com>",
        "\"50 @ 3.20\" <jane@example.com>",
        "\"@jane\" <jane@example.com>",
      })
  void a_name_without_another_address_is_not_a_defect(String field) {
    Message mail = from(field);
    assertEquals("jane@example.com", mail.from().email(), field);
    assertTrue(!Mails.codes(mail).contains(Code.ADDRESS_IN_NAME), field);
  }

  @Test
  void a_reply_address_whose_name_is_another_address_is_a_defect() {
    Message mail =
        Mails.read("From: a@example.com\nReply-To: \"ceo@big.example\" <evil@bad.example>\n\nx");
    assertEquals("evil@bad.example", mail.replyTo().get(0).email());
    assertTrue(Mails.codes(mail).contains(Code.ADDRESS_IN_NAME));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<root>, jane@example.com | jane@example.com",
        "jane, <jane@example.com> | jane@example.com",
        "Team: <root>, Jane <jane@example.com>; | jane@example.com",
        "=?utf-8?Q?Jane_<jane@example.com>?= | jane@example.com",
        "=?utf-8?B?amFuZUBleGFtcGxlLmNvbQ==?= | jane@example.com",
        "=?utf-8?Q?Jane?=<jane@example.com> | jane@example.com",
        "=?utf-8?Q?Jane?= =?utf-8?Q?_<jane@example.com>?= | jane@example.com",
        "\"jane@example.com\" | jane@example.com",
        "<pete(his account)@silly.test(his host)> | pete@silly.test",
        "(x) pete (y) @ (z) silly.test (w) | pete@silly.test",
        "Pete(A nice \\) chap) <pete(a (nested) one)@silly.test> | pete@silly.test",
        "<jdoe@machine(comment).  example> | jdoe@machine.example",
        "Jane &lt;jane@example.com&gt; | jane@example.com",
        "Doe; Jane <jane@example.com> | jane@example.com",
        "Jane <jane@example.com>; | jane@example.com",
        "Jane <<jane@example.com>> | jane@example.com",
        "Jane <Jane <jane@example.com>> | jane@example.com",
        "Jane jane@example.com> | jane@example.com",
      })
  void the_author_is_found_however_the_field_is_written(String field, String email) {
    assertEquals(email, from(field).from().email(), field);
  }

  @Test
  void a_sender_with_a_domain_wins_over_an_author_without() {
    Message mail = Mails.read("From: <root>\nSender: Jane <jane@example.com>\n\nx");
    assertEquals("jane@example.com", mail.from().email());
    assertEquals("root", Mails.read("From: <root>\nSender: <cron>\n\nx").from().email());
    assertEquals(
        "a@example.com",
        Mails.read("From: <root>\nFrom: a@example.com\n\nx").from().email());
  }

  @Test
  void all_authors_are_kept_in_order_and_written() {
    Message mail = from("Jane <jane@example.com>, Doe, Bob <bob@example.com>, <root>");
    List<Address> authors = List.of(
        new Address("jane@example.com", "Jane"), new Address("bob@example.com", "Doe, Bob"));
    assertEquals(authors, mail.authors());
    assertEquals(authors.get(0), mail.from());
    Message again = LeadJson.readMessage(LeadJson.write(mail));
    assertEquals(mail, again);
    assertEquals(authors, again.authors());
    assertEquals(mail, mail.toBuilder().build());
  }

  // ------------------------------------------------------------------------------------------
  // commas

  private static final List<String> NAMES = List.of(
      "Doe, Jane",
      "Doe, Jane, Dr.",
      "Acme, Inc.",
      "Acme, Inc., Sales",
      "van der Berg, Jan-Willem",
      "O'Neil, Ada",
      "Müller, Jürgen",
      "Doe, Jane (Sales)",
      "Smith, John [Contractor]",
      "Doe, Jane, MBA, PhD",
      "Sales, Europe & Asia",
      "Prime, jehd",
      "Doe,Jane",
      "Doe , Jane");

  @Test
  void a_name_with_commas_outside_quotes_is_one_name_anywhere_in_a_list() {
    for (String first : NAMES) {
      for (String second : NAMES) {
        String list = "x@example.com, " + first + " <a@example.com>, " + second
            + " <b@example.com>, y@example.com";
        Message mail = Mails.read(
            ("From: a@example.com\r\nTo: " + list + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        assertEquals(
            List.of("x@example.com", "a@example.com", "b@example.com", "y@example.com"),
            mail.to().stream().map(Address::email).toList(),
            list);
        assertEquals(plain(first), plain(mail.to().get(1).name()), list);
        assertEquals(plain(second), plain(mail.to().get(2).name()), list);
        assertTrue(Mails.codes(mail).contains(Code.UNQUOTED_COMMA), list);
      }
    }
  }

  /** Comments are not part of a name, and blanks before a comma do not count. */
  private static String plain(String name) {
    return name.replaceAll("\\([^)]*\\)", "").replaceAll("\\s*,\\s*", ",").strip();
  }

  private static final Pattern QUOTED =
      Pattern.compile("\"([^\"\\\\]*\\p{L}[^\"\\\\]*,[^\"\\\\]*)\"\\s*(<[^<>@\\s]+@[^<>\\s]+>)");

  /** Every quoted name with a comma in the address fields of the shared corpora, written without its quotes. */
  @Test
  @Tag("slow")
  void real_names_lose_their_quotes_and_stay_the_same_mailbox() throws IOException {
    Path folder = Needs.folder("../shared/corpus");
    Set<String> quoted = new TreeSet<>();
    for (Path file : Mails.files(folder, ".eml")) {
      for (Header header : Mails.read(Files.readAllBytes(file)).headers()) {
        if (header.name().matches("(?i)from|to|cc|reply-to|sender")) {
          Matcher matcher = QUOTED.matcher(header.value());
          while (matcher.find()) {
            quoted.add(matcher.group());
          }
        }
      }
    }
    List<String> wrong = new ArrayList<>();
    for (String mailbox : quoted) {
      Address expected = from(mailbox).from();
      Address actual = from(QUOTED.matcher(mailbox).replaceFirst("$1 $2")).from();
      if (!expected.email().equals(actual.email())
          || !plain(expected.name()).equals(plain(actual.name()))) {
        wrong.add(mailbox + " -> " + actual.email() + " " + actual.name());
      }
    }
    System.out.println("AuthorTest: " + (quoted.size() - wrong.size()) + " of " + quoted.size()
        + " real names with a comma are repaired");
    assertTrue(quoted.size() > 20, quoted.size() + " names");
    assertTrue(wrong.size() * 100 <= quoted.size(), () -> String.join("\n", wrong));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Jane Doe <jane@acme.example>\" | Jane Doe",
        "\"jane@acme.example (Jane Doe)\" | Jane Doe",
        "[jane@acme.example] | ``",
        "Jane [jane@acme.example] | Jane",
      })
  void a_whole_mailbox_in_quotes_or_brackets_is_read_if_there_is_no_other(
      String field, String name) {
    assertEquals(new Address("jane@acme.example", name), from(field).from(), field);
  }
}
