// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A multipart whose declared boundary does not occur shows its parts, not its source. */
class LostBoundaryTest {

  private static final String PARTS = """
      --real
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: quoted-printable

      We need f=C3=BCnfzig seats.
      --real
      Content-Type: application/pdf; name=offer.pdf
      Content-Transfer-Encoding: base64

      JVBERi0xLjQK
      --real--
      """;

  private static Message read(String type, String body) {
    return Mails.read("From: a@example.com\nMIME-Version: 1.0\n" + type + "\n\n" + body);
  }

  @Test
  void the_boundary_that_occurs_is_taken() {
    for (String type : List.of(
        "Content-Type: multipart/mixed; boundary=other",
        "Content-Type: multipart/mixed; boundary=rea",
        "Content-Type: multipart/mixed; boundary=REAL",
        "Content-Type: multipart/mixed; boundary=\"--real\"",
        "Content-Type: multipart/mixed",
        "Content-Type: multipart/mixed; boundary=\"\"")) {
      for (String preamble :
          List.of("", "\n", "This is a multi-part message in MIME format.\n\n")) {
        Message mail = read(type, preamble + PARTS);
        assertEquals("We need fünfzig seats.", mail.textBody(), type + preamble);
        assertEquals("offer.pdf", mail.attachments().get(0).filename(), type);
        assertTrue(
            Mails.codes(mail).contains(Code.WRONG_BOUNDARY)
                || Mails.codes(mail).contains(Code.MISSING_BOUNDARY),
            type);
      }
    }
  }

  @Test
  void an_inner_multipart_is_repaired_like_an_outer_one() {
    Message mail = read(
        "Content-Type: multipart/mixed; boundary=o",
        "--o\nContent-Type: multipart/alternative; boundary=lost\n\n" + PARTS + "--o--\n");
    assertEquals("We need fünfzig seats.", mail.textBody());
  }

  @Test
  void without_any_delimiter_the_text_after_the_inner_header_is_the_text() {
    for (String type : List.of(
        "Content-Type: multipart/mixed; boundary=lost", "Content-Type: multipart/alternative")) {
      for (String start : List.of("", "\n")) {
        Message mail = read(
            type,
            start + "Content-Type: text/plain; charset=utf-8\n"
                + "Content-Transfer-Encoding: quoted-printable\n\nF=C3=BCnfzig seats.\n");
        assertEquals("Fünfzig seats.\n", mail.textBody(), type);
        Mails.assertDefect(mail, Code.MISSING_PARTS, type);
      }
    }
  }

  @Test
  void text_without_parts_stays_text_and_a_boundary_that_occurs_counts() {
    assertEquals(
        "Hello\n-- \nJane\n--x\n",
        read("Content-Type: multipart/mixed; boundary=lost", "Hello\n-- \nJane\n--x\n")
            .textBody());
    Message mail = read(
        "Content-Type: multipart/mixed; boundary=real",
        "--sample\nContent-Type: text/html\n\nan example in the preamble\n" + PARTS);
    assertEquals("We need fünfzig seats.", mail.textBody());
    Mails.assertNoDefect(mail, Code.WRONG_BOUNDARY);
  }

  @Test
  void a_bare_boundary_may_contain_blanks() {
    String parts = PARTS.replace("--real", "------=_Part 1 2");
    for (String rest : List.of("", "; charset=utf-8", " charset=utf-8")) {
      Message mail = read("Content-Type: multipart/mixed; boundary=----=_Part 1 2" + rest, parts);
      assertEquals("We need f\u00FCnfzig seats.", mail.textBody(), rest);
    }
  }
}
