// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Attachment;
import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Reads the shared cases of damaged mails as a careful person would; skipped without them. */
class CaseReadingTest {

  private static Map<String, Consumer<Message>> expectations() {
    Map<String, Consumer<Message>> cases = new TreeMap<>();
    cases.put(
        "147-from-in-one-encoded-word",
        mail -> assertEquals(new Address("jane@cust.example", "Jane"), mail.from()));
    cases.put(
        "85-iso-2022-jp-without-charset",
        mail -> assertEquals("見積りをお願いします。", mail.textBody().strip()));
    cases.put("90-date-1", date("2022-02-15T05:52:44Z"));
    cases.put("90-date-2", date("2020-02-05T17:38:00Z"));
    cases.put("90-date-3", date("2015-09-04T02:23:42Z"));
    cases.put("90-date-4", date("2007-07-24T18:55:07Z"));
    cases.put("90-date-5", date(""));
    cases.put("90-date-6", date(""));
    cases.put("90-date-7", date(""));
    cases.put("90-date-8", date("1999-05-28T22:24:04Z"));
    cases.put("90-date-9", date("2024-08-01T07:55:28Z"));
    cases.put("m-b1-b64-footer", mail -> {
      assertTrue(mail.textBody().startsWith("We need 50 seats for Zürich.\n"), mail.textBody());
      assertTrue(mail.textBody().contains("\nSales mailing list\nSales@lists.example.com\n"));
      assertEquals("We need 50 seats for Zürich.", mail.visibleText().strip());
    });
    cases.put("m-c1-rfc5322-a5", mail -> {
      assertEquals(new Address("pete@silly.test", "Pete"), mail.from());
      assertEquals(
          List.of("c@public.example", "joe@example.org", "jdoe@one.test"),
          mail.to().stream().map(Address::email).toList());
      assertEquals(List.of(), mail.cc());
    });
    cases.put("m-d1-date3", date("2019-04-30T07:34:45Z"));
    cases.put("m-f1-from-first-obs", mail -> {
      assertEquals("jane@acme.example", mail.from().email());
      assertEquals(List.of(), mail.defects());
    });
    cases.put("m-f2-quoted-at-comma", mail -> {
      assertEquals(new Address("evil@attacker.example", "ceo@bigcorp.example"), mail.from());
      assertTrue(Mails.codes(mail).contains(Code.ADDRESS_IN_NAME));
    });
    cases.put("m-j1-subject-wrapped-2lines", inquiry("Inquiry about"));
    cases.put("m-j3-first-line-junk", inquiry("Inquiry"));
    cases.put("m-p1-part-unfolded-param", mail -> {
      assertEquals("We need 50 seats for Zürich.", mail.textBody().strip());
      Attachment file = mail.attachments().get(0);
      assertEquals("offer.pdf 30", file.filename() + " " + file.blob().size());
    });
    cases.put("m-p5-junk-last-line", mail -> {
      assertEquals("We need 50 seats.", mail.textBody().strip());
      assertTrue(Mails.codes(mail).contains(Code.MALFORMED_FIELD));
    });
    cases.put(
        "m-u1-trunc-utf8-subject",
        mail -> assertEquals("Запрос цены на насос\uFFFD", mail.subject()));
    return cases;
  }

  private static Consumer<Message> date(String expected) {
    return mail -> assertEquals(expected.isEmpty() ? null : Instant.parse(expected), mail.date());
  }

  private static Consumer<Message> inquiry(String subject) {
    return mail -> {
      assertEquals("jane@acme.example", mail.from().email());
      assertEquals(List.of(Address.of("sales@us.example")), mail.to());
      assertEquals(subject, mail.subject());
      assertEquals(Instant.parse("2024-03-12T09:00:00Z"), mail.date());
      assertEquals("Hello, we need 50 pumps.", mail.textBody().strip());
      assertTrue(Mails.codes(mail).contains(Code.MALFORMED_FIELD));
    };
  }

  @Test
  void each_case_is_read_as_a_careful_human_reads_it() throws IOException {
    Path folder = Needs.folder("../shared/cases");
    StringBuilder wrong = new StringBuilder();
    for (Map.Entry<String, Consumer<Message>> expected : expectations().entrySet()) {
      try {
        byte[] mail = Files.readAllBytes(folder.resolve(expected.getKey() + ".eml"));
        expected.getValue().accept(Mails.read(mail));
      } catch (AssertionError | RuntimeException e) {
        wrong.append(expected.getKey()).append(": ").append(e.getMessage()).append('\n');
      }
    }
    assertEquals("", wrong.toString());
  }
}
