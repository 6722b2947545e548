// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Defect;
import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressHeaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "jane@example.com | jane@example.com | ``",
        "<jane@example.com> | jane@example.com | ``",
        "Jane Doe <jane@example.com> | jane@example.com | Jane Doe",
        "\"Doe, Jane\" <jane@example.com> | jane@example.com | Doe, Jane",
        "\"Jane \\\"JD\\\" Doe\" <jane@example.com> | jane@example.com | Jane \"JD\" Doe",
        "jane@example.com (Jane Doe) | jane@example.com | Jane Doe",
        "jane@example.com (Jane (the boss) Doe) | jane@example.com | Jane (the boss) Doe",
        "Jane (sales) Doe <jane@example.com> | jane@example.com | Jane Doe",
        "=?utf-8?q?J=C3=BCrgen?= <j@example.com> | j@example.com | Jürgen",
        "\"=?utf-8?q?J=C3=BCrgen?=\" <j@example.com> | j@example.com | Jürgen",
        "=?utf-8?Q?Doe, Jane?= <jane@example.com> | jane@example.com | Doe, Jane",
        "<@relay.example,@hub.example:jane@example.com> | jane@example.com | ``",
        "jane @ example . com | jane@example.com | ``",
        "\"jane doe\"@example.com | \"jane doe\"@example.com | ``",
        "jane@[192.0.2.1] | jane@[192.0.2.1] | ``",
        "jane@[IPv6:2001:db8::1] | jane@[ipv6:2001:db8::1] | ``",
        "jane@bücher.example | jane@bücher.example | ``",
        "JANE@EXAMPLE.COM | jane@example.com | ``",
        "mailto:jane@example.com | jane@example.com | ``",
        "<mailto:jane@example.com> | jane@example.com | ``",
      })
  void one_mailbox_in_each_form(String field, String email, String name) {
    Message message =
        Mails.read(("From: " + field + "\n\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(email, message.from().email());
    assertEquals(name, message.from().name());
    Mails.assertNoDefect(message, Code.MALFORMED_ADDRESS, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Doe, Jane <jane@example.com> | jane@example.com | Doe, Jane | UNQUOTED_COMMA",
        "Acme, Inc., Sales <s@example.com> | s@example.com | Acme, Inc., Sales | UNQUOTED_COMMA",
        "jane@example.com; | jane@example.com | `` | ",
        "Jane Doe jane@example.com | jane@example.com | Jane Doe | MALFORMED_ADDRESS",
        "Jane Doe <jane@example.com | jane@example.com | Jane Doe | MALFORMED_ADDRESS",
        "\"Jane Doe <jane@example.com> | jane@example.com | Jane Doe | MALFORMED_ADDRESS",
        "Jane (Doe <jane@example.com> | jane@example.com | Jane Doe | MALFORMED_ADDRESS",
        "<<jane@example.com>> | jane@example.com | `` | ",
        "'jane@example.com' | jane@example.com | `` | ",
        "<jane doe@example.com> | janedoe@example.com | `` | MALFORMED_ADDRESS",
        "<\"jane\"doe@example.com> | janedoe@example.com | `` | MALFORMED_ADDRESS",
        "jane@example.com. | jane@example.com | `` | MALFORMED_ADDRESS",
        "jane@example.com] | jane@example.com | `` | MALFORMED_ADDRESS",
        "<undisclosed-recipients:;@example.com> | `` | `` | MALFORMED_ADDRESS",
        "Jane | `` | Jane | MALFORMED_ADDRESS",
      })
  void a_damaged_mailbox_is_repaired_and_the_repair_is_a_defect(
      String field, String email, String name, Code defect) {
    Message message = Mails.read("From: " + field + "\n\n");
    assertEquals(new Address(email, name), message.from());
    assertTrue(defect == null || Mails.codes(message).contains(defect), field);
  }

  @Test
  void lists_groups_and_repeated_fields_are_flattened_in_order() {
    Message message = Mails.read("""
            From: a@example.com
            To: Team: Bob <b@example.com>, "C, C" <c@example.com>;, d@example.com
            To: Doe, Jane <e@example.com>, f@example.com; g@example.com
            Cc: undisclosed-recipients:;
            Reply-To: h@example.com,,

            """);
    assertEquals(
        List.of("b", "c", "d", "e", "f", "g"),
        message.to().stream().map(Address::local).toList());
    assertEquals("Doe, Jane", message.to().get(3).name());
    assertEquals(List.of(), message.cc());
    assertEquals(List.of(Address.of("h@example.com")), message.replyTo());
    assertEquals(
        List.of("To"),
        message.defects().stream()
            .filter(defect -> defect.code() == Code.REPEATED_FIELD)
            .map(Defect::detail)
            .toList());
  }

  @Test
  void entries_without_an_address_are_left_out_of_lists() {
    Message message = Mails.read("From: a@example.com\nTo: Someone, b@example.com\n\n");
    assertEquals(List.of(Address.of("b@example.com")), message.to());
    assertEquals(Set.of(Code.MALFORMED_ADDRESS, Code.MISSING_FIELD), Mails.codes(message));
  }

  @Test
  void the_first_of_two_from_fields_with_an_address_counts() {
    Message message = Mails.read("From: Jane\nFrom: Bob <bob@example.com>\n\n");
    assertEquals(new Address("bob@example.com", "Bob"), message.from());
    Mails.assertDefect(message, Code.REPEATED_FIELD);
  }

  @Test
  void without_from_the_sender_counts_and_without_both_the_author_is_unknown() {
    assertEquals("s@example.com", Mails.read("Sender: s@example.com\n\n").from().email());
    assertEquals(Address.UNKNOWN, Mails.read("Subject: x\n\n").from());
    assertEquals(Address.UNKNOWN, Mails.read("From: <>\nSubject: x\n\n").from());
  }

  @Test
  void beyond_the_limit_the_first_addresses_are_kept() {
    String field = "x@example.com, ".repeat(50);
    MimeReader reader = new MimeReader(MimeLimits.standard().withAddresses(20));
    Message message = reader.read(
        dev.leadkit.RawMessage.of(Mails.octets("From: a@example.com\nTo: " + field + "\n\n")),
        Mails.RECEIVED,
        dev.leadkit.spi.MessageReader.Sink.discarding());
    assertEquals(20, message.to().size());
    Mails.assertDefect(message, Code.TOO_MANY_ADDRESSES);
  }
}
