// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardsTest {

  private static final String BLOCK =
      "From: Jane Doe <jane@example.com>\nSent: Wednesday, October 27, 2021 15:14\nTo: sales@example.org\nSubject: pumps\n\nPlease quote 40 pumps.";

  @Test
  void all_fields_of_a_forward_are_read() {
    UnwrappedForward forward = Forwards.unwrap("Fwd: pumps", """
        Please answer her.

        ---------- Forwarded message ---------
        From: Jane Doe <jane@example.com>
        Date: Wed, 3 Nov 2021 15:51:30 +0100
        Subject: pumps
        To: Sales <sales@example.org>, bob@example.org
        Cc: 'Doe, John' <john@example.com>

        Please quote 40 pumps.
        """);
    assertNotNull(forward);
    assertEquals("Please answer her.", forward.textAbove());
    assertEquals("jane@example.com", forward.message().from().email());
    assertEquals("Jane Doe", forward.message().from().name());
    assertEquals(2, forward.message().to().size());
    assertEquals("Doe, John", forward.message().cc().get(0).name());
    assertEquals("Wed, 3 Nov 2021 15:51:30 +0100", forward.dateText());
    assertEquals(Instant.parse("2021-11-03T14:51:30Z"), forward.message().date());
    assertEquals("pumps", forward.message().subject());
    assertEquals("Please quote 40 pumps.", forward.message().text());
  }

  static Stream<Arguments> languages() {
    return Stream.of(
        Arguments.of("cs", "-------- Přeposlaná zpráva --------", "Od", "Datum", "Komu", "Předmět"),
        Arguments.of(
            "fi",
            "-------- Välitetty viesti --------",
            "Lähettäjä",
            "Päiväys",
            "Vastaanottaja",
            "Aihe"),
        Arguments.of(
            "hu", "-------- Továbbított üzenet --------", "Feladó", "Dátum", "Címzett", "Tárgy"),
        Arguments.of("no", "-------- Videresendt melding --------", "Fra", "Dato", "Til", "Emne"),
        Arguments.of(
            "ro", "-------- Mesaj redirecționat --------", "De la", "Data", "Către", "Subiect"),
        Arguments.of(
            "ru", "-------- Пересылаемое сообщение --------", "От", "Дата", "Кому", "Тема"),
        Arguments.of("sk", "-------- Preposlaná správa --------", "Od", "Dátum", "Komu", "Predmet"),
        Arguments.of("tr", "-------- İletilmiş ileti --------", "Kimden", "Tarih", "Kime", "Konu"),
        Arguments.of(
            "uk", "-------- Переслане повідомлення --------", "Від", "Дата", "Кому", "Тема"),
        Arguments.of(
            "el", "-------- Προωθημένο μήνυμα --------", "Από", "Ημερομηνία", "Προς", "Θέμα"),
        Arguments.of("ar", "-------- رسالة محولة --------", "من", "التاريخ", "إلى", "الموضوع"),
        Arguments.of("he", "-------- הודעה שהועברה --------", "מאת", "תאריך", "אל", "נושא"),
        Arguments.of("ja", "-------- 転送されたメッセージ --------", "差出人", "日付", "宛先", "件名"),
        Arguments.of("zh", "-------- 转发的邮件 --------", "发件人", "日期", "收件人", "主题"),
        Arguments.of("ko", "-------- 전달된 메시지 --------", "보낸 사람", "날짜", "받는 사람", "제목"));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void a_forward_is_read_in_every_language(
      String language, String mark, String from, String date, String to, String subject) {
    String text = mark + "\n" + from + ": Jane <jane@example.com>\n" + date + ": 2021-11-03 15:51\n"
        + to + ": sales@example.org\n" + subject + ": pumps\n\nhello";
    UnwrappedForward forward = Forwards.unwrap("x", text);
    assertNotNull(forward, language);
    assertEquals("jane@example.com", forward.message().from().email());
    assertEquals("sales@example.org", forward.message().to().get(0).email());
    assertEquals("2021-11-03 15:51", forward.dateText());
    assertEquals("pumps", forward.message().subject());
    assertEquals("hello", forward.message().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Re: pumps",
        "AW: pumps",
        "Sv: pumps",
        "R: pumps",
        "RES: pumps",
        "Antw: pumps",
        "Odp: pumps",
        "YNT: pumps",
        "回复：pumps",
        "pumps"
      })
  void a_header_block_below_a_reply_is_quoted(String subject) {
    assertNull(Forwards.unwrap(subject, "Yes.\n\n" + BLOCK), "Quoted text is not a forward");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FW: pumps",
        "Fwd: pumps",
        "WG: pumps",
        "TR: pumps",
        "RV: pumps",
        "I: pumps",
        "ENC: pumps",
        "PD: pumps",
        "VB: pumps",
        "VL: pumps",
        "Doorst: pumps",
        "İLT: pumps",
        "转发：pumps",
        "[EXT] FW: pumps",
        "ΠΡΘ: pumps",
        "Továbbítás: pumps"
      })
  void a_header_block_below_a_forward_is_forwarded(String subject) {
    UnwrappedForward forward = Forwards.unwrap(subject, BLOCK);
    assertNotNull(forward, subject);
    assertEquals("jane@example.com", forward.message().from().email());
  }

  @Test
  void an_ambiguous_prefix_is_decided_by_the_language_of_the_body() {
    String finnish =
        "Lähettäjä: Jane <jane@example.com>\nLähetetty: 27.10.2021 15:14\nVastaanottaja: sales@example.org\nAihe: pumput\n\nHei";
    String danish =
        "Fra: Jane <jane@example.com>\nSendt: 27. oktober 2021 15:14\nTil: sales@example.org\nEmne: pumper\n\nHej";
    assertNull(
        Forwards.unwrap("VS: pumput", "Hei, kiitos, se on ok.\n\n" + finnish),
        "In Finnish, VS is a reply");
    assertNotNull(
        Forwards.unwrap("VS: pumper", "Hej, se nedenfor.\n\n" + danish),
        "In Danish, VS is a forward");
    assertNull(
        Forwards.unwrap("VS: pumps", "Hei, kiitos, tämä on hyvä.\n\n" + BLOCK),
        "Finnish words above make it a reply");
  }

  @Test
  void a_nested_forward_is_unwrapped_to_the_innermost_message() {
    String inner =
        "---------- Forwarded message ---------\nFrom: Ann <ann@example.net>\nSubject: valves\n\n12 valves, please.";
    String text =
        "FYI\n\nBegin forwarded message:\n\n> From: Jane <jane@example.com>\n> Date: 16 July 2021 at 19:24:14 CEST\n> Subject: Fwd: valves\n>\n> See below.\n>\n> "
            + inner.replace("\n", "\n> ");
    UnwrappedForward forward = Forwards.unwrap("Fwd: valves", text);
    assertNotNull(forward);
    assertEquals("jane@example.com", forward.message().from().email());
    assertEquals("ann@example.net", forward.innermost().message().from().email());
    assertEquals("See below.", forward.innermost().textAbove());
    assertEquals("12 valves, please.", forward.innermost().message().text());
    assertEquals(2, forward.chain().size());
  }

  @Test
  void an_attribution_below_a_forward_prefix_is_a_forward_and_below_a_reply_prefix_is_not() {
    String text =
        "FYI\n\nOn 28/10/2021 12:46, \"Jane Doe\" <jane@example.com> wrote:\n\n    Please quote 40 pumps.\n";
    UnwrappedForward forward = Forwards.unwrap("FW: pumps", text);
    assertNotNull(forward);
    assertEquals("Jane Doe", forward.message().from().name());
    assertEquals("28/10/2021 12:46", forward.dateText());
    assertEquals("pumps", forward.message().subject());
    assertEquals("Please quote 40 pumps.", forward.message().text());
    assertNull(Forwards.unwrap("Re: pumps", text));
  }

  static Stream<Arguments> attributions() {
    return Stream.of(
        Arguments.of(
            "Dne 28/10/2021 12:46, John Doe <j@example.com> napsal(a):", "28/10/2021 12:46"),
        Arguments.of(
            "John Doe <j@example.com> kirjoitti 28.10.2021 kello 12.46:", "28.10.2021 kello 12.46"),
        Arguments.of(
            "28/10/2021 12:46 időpontban John Doe <j@example.com> ezt írta:", "28/10/2021 12:46"),
        Arguments.of(
            "John Doe <j@example.com> skrev følgende den 28.10.2021 12:46:", "28.10.2021 12:46"),
        Arguments.of(
            "28/10/2021 12:46 пользователь \"John Doe\" <j@example.com> написал:",
            "28/10/2021 12:46"),
        Arguments.of(
            "Dňa 28/10/2021 12:46 používateľ \"John Doe\" <j@example.com> napísal:",
            "28/10/2021 12:46"),
        Arguments.of(
            "Den 2021-10-28 12:46 skrev \"John Doe\" <j@example.com>:", "2021-10-28 12:46"),
        Arguments.of(
            "\"John Doe\" <j@example.com>, 28/10/2021 12:46 tarihinde şunu yazdı:",
            "28/10/2021 12:46"));
  }

  @ParameterizedTest
  @MethodSource("attributions")
  void an_attribution_names_author_and_date_in_any_order(String line, String date) {
    UnwrappedForward forward = Forwards.unwrap("FW: pumps", line + "\n\n    hello");
    assertNotNull(forward, line);
    assertEquals("j@example.com", forward.message().from().email());
    assertEquals("John Doe", forward.message().from().name());
    assertEquals(date, forward.dateText());
    assertEquals("hello", forward.message().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded messages are lost in our system. From: what version is that fixed?",
        "Please stop the forwarded message banner.\n\nFrom: Hamburg\nTo: Rotterdam",
        "> On 25 Oct 2021, at 11:43, John Doe <john@example.com> wrote:\n>\n> hello",
        "Yes.\n\nOn 03/11/2021 15:51, John Doe wrote:\n> hello",
        "Yes.\n\n-----Original Message-----\nFrom: John <john@example.com>\nSent: 2021-11-03 15:51\nSubject: x\n\nhello"
      })
  void a_text_that_forwards_nothing_is_not_a_forward(String text) {
    assertNull(Forwards.unwrap("Re: x", text));
  }
}
