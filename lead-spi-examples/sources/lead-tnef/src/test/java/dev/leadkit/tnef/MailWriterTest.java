// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mail that is written of a winmail.dat, field by field and part by part. */
class MailWriterTest {

  private static final byte[] PDF = "%PDF".getBytes(US_ASCII);
  private static final Pattern BASE64 =
      Pattern.compile("Content-Transfer-Encoding: base64\r\n\r\n([A-Za-z0-9+/=\r\n]*)\r\n");

  private final MailWriter writer = new MailWriter(TnefLimits.standard());

  private static String written(MailWriter writer, Winmail winmail, MailWriter.Use use) {
    String mail =
        new String(writer.write(ByteReader.of(winmail.bytes()), use), StandardCharsets.UTF_8);
    return BASE64
        .matcher(mail)
        .replaceAll(found -> "\r\n<"
            + new String(Base64.getMimeDecoder().decode(found.group(1)), StandardCharsets.UTF_8)
                .replace("\\", "\\\\")
                .replace("$", "\\$")
            + ">\r\n");
  }

  private String written(Winmail winmail) {
    return written(writer, winmail, MailWriter.Use.BODY_AND_FILES).replace("\r\n", "\n");
  }

  private static Winmail mail() {
    return Winmail.mail(1252);
  }

  private static void assertHas(String part, String mail) {
    assertTrue(mail.contains(part), part + " in\n" + mail);
  }

  @Test
  void text_and_html_are_alternatives_and_files_follow() {
    String mail = written(mail()
        .subject("Seats")
        .text(0x1000, "text")
        .text8(0x1013, "html", US_ASCII)
        .properties()
        .attachment("a.pdf", PDF)
        .attachment("b.pdf", PDF));
    assertEquals("""
        Subject: Seats
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="=_1_tnef"

        --=_1_tnef
        Content-Type: multipart/alternative; boundary="=_2_tnef"

        --=_2_tnef
        Content-Type: text/plain; charset=utf-8

        <text>
        --=_2_tnef
        Content-Type: text/html; charset=windows-1252

        <html>
        --=_2_tnef--
        --=_1_tnef
        Content-Type: application/octet-stream
        Content-Disposition: attachment; filename*=UTF-8''a.pdf

        <%PDF>
        --=_1_tnef
        Content-Type: application/octet-stream
        Content-Disposition: attachment; filename*=UTF-8''b.pdf

        <%PDF>
        --=_1_tnef--
        """, mail);
    assertEquals(2, writer.files());
    assertEquals(Set.of(), writer.troubles());
    assertTrue(writer.isMail());
  }

  @Test
  void a_single_form_of_the_body_needs_no_alternative() {
    assertHas(
        "--=_1_tnef\nContent-Type: text/html\n\n<html>\n--=_1_tnef--",
        written(mail().binary(0x1013, "html".getBytes(US_ASCII)).properties()));
    assertHas(
        "--=_2_tnef\nContent-Type: text/plain; charset=utf-8\n\n<t\u00FCxt>\n--=_2_tnef--",
        written(mail().text(0x1000, "t\u00FCxt").properties()));
    assertHas(
        "--=_3_tnef\nContent-Type: text/html; charset=UTF-16LE\n\n<h\0>\n--=_3_tnef--",
        written(mail().text(0x1000, " \r\n").text(0x1013, "h").properties()));
  }

  @Test
  void only_the_files_are_written_where_the_message_around_has_a_body() {
    Winmail winmail = mail().text(0x1000, "text").properties().attachment("a", PDF);
    String mail = written(writer, winmail, MailWriter.Use.FILES);
    assertFalse(mail.contains("<text>"), mail);
    assertHas("<>", mail);
    assertHas("<%PDF>", mail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Jane | jane@acme.example | From: \"Jane\" <jane@acme.example>",
        "J\"D\\ | jane@acme.example | From: \"J\\\"D\\\\\" <jane@acme.example>",
        "`J~~e` | a@b | From: \"J e\" <a@b>",
        "Jane | jane | ``",
        "Jane | @acme.example | ``",
        "Jane | jane@acme example | ``",
        "Jane | `jane@acme.example>` | ``",
      })
  void a_sender_is_written_where_the_address_is_one(String name, String address, String field) {
    String mail = written(
        mail().text(0x0C1A, name.replace('~', '\n')).text(0x0C1F, address).properties());
    assertEquals(field, mail.startsWith("From") ? mail.substring(0, mail.indexOf('\n')) : "");
  }

  @Test
  void the_internet_address_of_the_sender_comes_before_another() {
    String mail =
        written(mail().text(0x0C1F, "x@y").text(0x5D01, "jane@acme.example").properties());
    assertHas("From: \"\" <jane@acme.example>", mail);
  }

  @Test
  void the_subject_is_a_property_or_an_attribute_or_the_topic() {
    assertHas("Subject: own\n", written(mail().subject("old").text(0x37, "own").properties()));
    assertHas("Subject: old\n", written(mail().subject("old").text(0x37, " ").properties()));
    assertHas(
        "Subject: old\n", written(mail().subject("old").text(0x70, "topic").properties()));
    assertHas("Subject: topic\n", written(mail().text(0x70, "topic").properties()));
    assertHas("Subject: a b\n", written(mail().text(0x37, " a\u2028\n\tb ").properties()));
  }

  @ParameterizedTest
  @CsvSource({
    "IPM.Note, true",
    "ipm.note, true",
    "IPM.Note.SMIME, true",
    "IPM.Microsoft Mail.Note, true",
    "' IPM.Note ', true",
    "IPM.Notes, false",
    "IPM.Appointment, false",
    "IPM.Schedule.Meeting.Request, false",
    "' ', true",
  })
  void a_winmail_is_a_mail_by_its_class(String name, boolean isMail) {
    written(mail().text(0x1A, name).properties());
    assertEquals(isMail, writer.isMail());
    written(new Winmail().attribute(1, 0x8008, 7, Winmail.terminated(name, US_ASCII)));
    assertEquals(isMail, writer.isMail());
    written(new Winmail());
    assertTrue(writer.isMail(), "without a class it is one");
  }

  @Test
  void a_file_is_named_by_the_longest_of_its_names() {
    assertHas(
        "''long\n",
        written(mail().text(0x3707, "long").text(0x3704, "short").attachment("t", PDF)));
    assertHas(
        "''short\n", written(mail().text(0x3707, " ").text(0x3704, "short").attachment("t", PDF)));
    assertHas("''t\n", written(mail().text(0x3001, "name").attachment("t", PDF)));
    assertHas("''name\n", written(mail().text(0x3001, "name").attachment(" ", PDF)));
    assertHas("attachment\n", written(mail().attachment("", PDF)));
  }

  @Test
  void letters_and_digits_of_a_name_are_written_as_they_are_and_all_else_in_octets() {
    assertHas(
        "''azAZ09.-%60%7b%40%5b%2f%3a%20%c3%bc\n",
        written(mail().text(0x3707, "azAZ09.-`{@[/: \u00FC").attachment("", PDF)));
    for (int length : new int[] {1_000, 1_001}) {
      String mail = written(mail().text(0x3707, "n".repeat(length)).attachment("", PDF));
      assertHas("''" + "n".repeat(1_000) + "\n", mail);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, image/png",
    "' Image/PNG ', image/png",
    "multipart/mixed, application/octet-stream",
    "message/rfc822, application/octet-stream",
    "image, application/octet-stream",
    "image/png; x, application/octet-stream",
    "x-a.b/c+d_e, x-a.b/c+d_e",
  })
  void a_media_type_is_taken_over_where_it_is_one_without_structure(String declared, String type) {
    assertHas(
        "Content-Type: " + type + "\n",
        written(mail().text(0x370E, declared).attachment("a", PDF)));
  }

  @Test
  void a_file_is_inline_where_the_html_shows_it() {
    Winmail id = mail().text(0x3712, " logo@x ");
    assertHas(
        "Content-ID: <logo@x>\nContent-Disposition: inline; ",
        written(mail().text(0x3712, " logo@x ").number(0x3714, 5).attachment("a", PDF)));
    assertHas(
        "Disposition: inline; ",
        written(mail().text(0x3712, "logo@x").flag(0x7FFE).attachment("a", PDF)));
    assertHas("Disposition: attachment; ", written(id.number(0x3714, 3).attachment("a", PDF)));
    assertHas("Disposition: attachment; ", written(mail().number(0x3714, 4).attachment("a", PDF)));
    assertHas(
        "Disposition: attachment; ",
        written(mail().text(0x3712, "b c").number(0x3714, 4).attachment("a", PDF)));
    assertHas(
        "Disposition: attachment; ",
        written(mail()
            .text(0x3712, "logo@x")
            .text(0x370E, "text/plain")
            .number(0x3714, 4)
            .attachment("a", PDF)));
    assertHas(
        "Disposition: attachment; ",
        written(mail().text(0x3712, "logo@x").number(0x7FFE, 0x10000).attachment("a", PDF)));
  }

  @Test
  void the_content_is_an_attribute_or_a_property_and_without_it_there_is_no_file() {
    assertHas("<%PDF>", written(mail().binary(0x3701, PDF).attachment()));
    assertHas(
        "<%PDF>", written(mail().binary(0x3701, "x".getBytes(US_ASCII)).attachment("a", PDF)));
    assertHas("<ole>", written(mail().object(0x3701, "ole".getBytes(US_ASCII)).attachment()));
    assertHas(
        "<x>",
        written(mail()
            .object(0x3701, Winmail.MESSAGE_INTERFACE, "x".getBytes(US_ASCII))
            .attachment()));
    assertEquals(1, writer.files());
    assertHas(
        "<\u0007\u0003\u0002\0",
        written(mail().binary(0x3701, Winmail.MESSAGE_INTERFACE).attachment()));
    String none = written(mail().text(0x3707, "a").attachment());
    assertFalse(none.contains("filename"), none);
    assertEquals(0, writer.files());
    assertEquals(Set.of(TnefProblem.NO_CONTENT), writer.troubles());
    assertHas(
        "''a\n\n<>",
        written(mail().binary(0x3701, new byte[0]).text(0x3707, "a").attachment()));
    assertEquals(Set.of(), writer.troubles(), "an empty file has content");
  }

  private static byte[] inner(String subject) {
    return mail()
        .subject(subject)
        .body("inside", US_ASCII)
        .attachment("in.pdf", PDF)
        .bytes();
  }

  @Test
  void an_inner_message_is_a_mail_named_by_its_file_or_its_subject() {
    assertHas(
        "Content-Type: message/rfc822\nContent-Disposition: attachment; filename*=UTF-8''n.eml\n\n"
            + "Subject: s\n",
        written(mail().attachment("n", inner("s"))));
    assertEquals(1, writer.files(), "what is inside is not counted");
    assertHas("''s.eml\n", written(mail().attachment(" ", inner("s"))));
    assertHas("''s.eml\n", written(mail().attachment("WinMail.dat", inner("s"))));
    String mail = written(mail().attachment("n", inner("s")));
    assertHas("<inside>", mail);
    assertHas("<%PDF>", mail);
  }

  @Test
  void messages_are_opened_to_a_depth() {
    byte[] deep = mail().attachment("n", inner("s")).bytes();
    for (int depth = 1; depth <= 3; depth++) {
      MailWriter limited = new MailWriter(new TnefLimits(1_000_000, 99, depth));
      String mail = written(limited, mail().attachment("m", deep), MailWriter.Use.BODY_AND_FILES);
      assertEquals(depth - 1, mail.split("Content-Type: message/rfc822", -1).length - 1);
      assertEquals(depth < 3, mail.contains("Content-Type: application/ms-tnef"));
      assertEquals(depth < 3 ? Set.of(TnefProblem.TOO_DEEP) : Set.of(), limited.troubles());
    }
  }

  @Test
  void attachments_of_all_levels_and_of_all_winmails_share_a_limit() {
    for (int parts = 2; parts <= 4; parts++) {
      MailWriter limited = new MailWriter(new TnefLimits(1_000_000, parts, 9));
      Winmail two = mail().attachment("n", inner("s"));
      String mail = written(limited, two, MailWriter.Use.FILES);
      assertHas("<%PDF>", mail);
      assertEquals(Set.of(), limited.troubles());
      String next = written(limited, mail().attachment("n", inner("s")), MailWriter.Use.FILES);
      assertEquals(parts > 3, next.contains("<%PDF>"));
      assertEquals(parts > 2, next.contains("message/rfc822"));
      assertEquals(parts > 3 ? Set.of() : Set.of(TnefProblem.TOO_MANY_PARTS), limited.troubles());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void the_text_of_all_bodies_shares_a_limit(int length) {
    MailWriter limited = new MailWriter(new TnefLimits(1_000_000, 9, 9, 10));
    String eight = "{\\rtf1\\fromtext 12345678}";
    String more = "{\\rtf1\\fromtext " + "x".repeat(length) + "}";
    written(limited, rtf(eight), MailWriter.Use.BODY_AND_FILES);
    assertEquals(Set.of(), limited.troubles());
    String mail = written(limited, rtf(more), MailWriter.Use.BODY_AND_FILES);
    assertHas("<" + "x".repeat(Math.min(length, 2)) + ">", mail);
    assertEquals(length > 2 ? Set.of(TnefProblem.BODY_TOO_LONG) : Set.of(), limited.troubles());
  }

  private static Winmail rtf(String rtf) {
    return mail().binary(0x1009, Winmail.packed(rtf)).properties();
  }

  @Test
  void rtf_that_was_neither_text_nor_html_is_a_file_too() {
    assertHas(
        "--=_1_tnef\nContent-Type: text/plain; charset=utf-8\n\n<a>\n--=_1_tnef\n"
            + "Content-Type: application/rtf\n"
            + "Content-Disposition: attachment; filename*=UTF-8''body.rtf\n\n<{\\rtf1 a}>\n",
        written(rtf("{\\rtf1 a}")));
    assertEquals(Set.of(), writer.troubles());
    assertFalse(written(rtf("{\\rtf1\\fromtext a}")).contains("body.rtf"));
    MailWriter limited = new MailWriter(new TnefLimits(1_000_000, 9, 9, 9));
    written(limited, rtf("{\\rtf1 a}"), MailWriter.Use.BODY_AND_FILES);
    assertEquals(Set.of(TnefProblem.BODY_TOO_LONG), limited.troubles(), "the file is longer");
  }

  @Test
  void a_damaged_body_is_reported_and_forgotten_with_the_next() {
    written(mail().binary(0x1009, new byte[20]).properties());
    assertEquals(Set.of(TnefProblem.RTF_DAMAGED), writer.troubles());
    written(mail());
    assertEquals(Set.of(), writer.troubles());
    assertEquals(0, writer.files());
  }
}
