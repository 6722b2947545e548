// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Segment;
import dev.leadkit.Segment.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentsTest {

  private static final Address JANE = new Address("jane.doe@example.com", "Jane Doe");

  private static final List<String> LINES = List.of(
      "Please quote 40 pumps.",
      "",
      " ",
      "\u00a0\u200b",
      "> quoted",
      ">> deeper",
      "On Mon, Apr 2, 2012 at 6:26 PM, Bob <bob@example.com> wrote:",
      "wrote:",
      "> wrote:",
      "---------- Forwarded message ---------",
      "-----Original Message-----",
      "From: Bob <bob@example.com>",
      "Date: Mon, 2 Apr 2012 18:26:00 +0200",
      "To: sales@example.org",
      "Subject: pumps",
      "-- ",
      "Thanks,",
      "Jane Doe",
      "Tel. +49 30 1234567",
      "Sent from my iPhone",
      "This e-mail is confidential and intended only for the addressee. Delete it if you got it in error.",
      "[EXTERNAL]",
      "reply On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:",
      "________________",
      "riak-users mailing list https://example.com",
      "PS: and 12 valves",
      "Name: Jane",
      "Phone: 123",
      "\ufeffAm 28.10.2021 um 12:46 schrieb Bob:");

  private static void assertLossless(String text, Segments segments) {
    StringBuilder joined = new StringBuilder();
    int end = 0;
    for (Segment segment : segments.list()) {
      assertEquals(end, segment.start(), "Every segment must begin where the one before ends");
      joined.append(segment.of(text));
      end = segment.end();
    }
    assertEquals(text, joined.toString(), "The concatenation of the segments must be the text");
  }

  @Test
  void the_segments_of_any_text_concatenate_to_the_text() {
    Random random = new Random(13);
    List<String> ends = List.of("\n", "\r\n", "\r");
    for (int run = 0; run < 5_000; run++) {
      StringBuilder text = new StringBuilder();
      String end = ends.get(random.nextInt(ends.size()));
      int lines = random.nextInt(14);
      for (int i = 0; i < lines; i++) {
        text.append(random.nextInt(5) == 0 ? ">" : "")
            .append(LINES.get(random.nextInt(LINES.size())));
        text.append(i + 1 == lines && random.nextBoolean() ? "" : end);
      }
      String subject = List.of("FW: x", "Re: x", "VS: x", "x").get(random.nextInt(4));
      assertLossless(text.toString(), Segments.of(subject, JANE, text.toString()));
      Forwards.unwrap(subject, text.toString());
    }
  }

  /** Wherever an element of a mail program begins and ends. */
  @Test
  void the_segments_of_any_text_with_elements_concatenate_to_the_text() {
    Random random = new Random(15);
    Container.Type[] types = Container.Type.values();
    for (int run = 0; run < 5_000; run++) {
      StringBuilder text = new StringBuilder();
      int lines = 1 + random.nextInt(14);
      for (int i = 0; i < lines; i++) {
        text.append(random.nextInt(5) == 0 ? "> " : "")
            .append(LINES.get(random.nextInt(LINES.size())))
            .append('\n');
      }
      List<Container> containers = new ArrayList<>();
      for (int start = random.nextInt(20); start < text.length(); ) {
        int end = start + random.nextInt(text.length() - start + 1);
        containers.add(new Container(types[random.nextInt(types.length)], "element", start, end));
        start += 1 + random.nextInt(60);
      }
      String subject = List.of("FW: x", "Re: x", "VS: x", "x").get(random.nextInt(4));
      assertLossless(text.toString(), Segments.of(subject, JANE, text.toString(), containers));
      Forwards.unwrap(subject, text.toString(), containers);
    }
  }

  @Test
  void something_of_every_text_with_a_letter_stays_unless_it_is_forwarded() {
    Random random = new Random(14);
    for (int run = 0; run < 3_000; run++) {
      StringBuilder text = new StringBuilder();
      int lines = 1 + random.nextInt(8);
      for (int i = 0; i < lines; i++) {
        text.append(LINES.get(random.nextInt(LINES.size()))).append('\n');
      }
      Segments segments = Segments.of("Re: x", JANE, text.toString());
      boolean forwarded = segments.list().stream()
          .anyMatch(s -> s.kind() == Kind.FORWARDED || s.kind() == Kind.FORWARD_HEADER);
      if (!forwarded && Clues.hasLetter(text.toString())) {
        boolean banner = segments.list().stream().anyMatch(s -> s.kind() == Kind.BANNER);
        assertTrue(
            banner || Clues.hasLetter(segments.ownText()),
            () -> "If all would be cut, all stays: " + text + segments.list());
      }
    }
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(Kind.SIGN_OFF, "Please quote.\n\n[Kind regards,]\nJane Doe"),
        Arguments.of(
            Kind.SIGNATURE,
            "Please quote.\n\nKind regards,\n[Jane Doe\nSales Manager\n+49 30 1234567]"),
        Arguments.of(Kind.SIGNATURE, "Please quote.\n[-- \nJane Doe\nAcme GmbH]"),
        Arguments.of(Kind.DEVICE_LINE, "Please quote.\n\n[Von meinem iPhone gesendet]"),
        Arguments.of(
            Kind.DEVICE_LINE,
            "Please quote.\n\n[Envoyé de mon iPhone]\n\nOn Mon, Apr 2, 2012 at 6:26 PM, Bob <b@example.com> wrote:\n> x"),
        Arguments.of(
            Kind.DISCLAIMER,
            "Please quote.\n\n[This e-mail is confidential and intended only for the addressee. Delete it if you received it in error.]"),
        Arguments.of(
            Kind.DISCLAIMER,
            "Bitte um Angebot.\n\n[Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, informieren Sie bitte den Absender und vernichten Sie diese Mail.]"),
        Arguments.of(Kind.BANNER, "[[EXTERNAL]]\n\nPlease quote."),
        Arguments.of(
            Kind.BANNER,
            "[CAUTION: This email originated from outside of the organization. Do not click links.]\n\nPlease quote."),
        Arguments.of(
            Kind.QUOTATION_HEADER,
            "Yes.\n\n[On Mon, Apr 2, 2012 at 6:26 PM, Bob\n<bob@example.com> wrote:]\n\n> x"),
        Arguments.of(
            Kind.QUOTED,
            "Yes.\n\nAm 25.06.2015 um 10:55 schrieb Bob:\n\n[> eins\n> zwei]\n\nDanke dafür, wir bestellen."),
        Arguments.of(
            Kind.FORWARD_HEADER,
            "FYI\n\n[---------- Forwarded message ---------\nFrom: Bob <b@example.com>\nSubject: pumps]\n\nHello"),
        Arguments.of(
            Kind.FORWARDED,
            "FYI\n\n---------- Forwarded message ---------\nFrom: Bob <b@example.com>\nSubject: pumps\n\n[Hello]"),
        Arguments.of(
            Kind.LIST_FOOTER,
            "Please quote.\n\n[_______________\nriak-users mailing list\nriak@example.com]"),
        Arguments.of(
            Kind.FORM_FIELD,
            "A visitor wrote:\n[Name: Jane Doe\nE-mail: jane@example.com\nPhone: 123]"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void every_kind_is_recognized_with_its_span(Kind kind, String marked) {
    int open = marked.startsWith("[[") ? 0 : marked.indexOf('[');
    int close = marked.lastIndexOf(']');
    String text =
        marked.substring(0, open) + marked.substring(open + 1, close) + marked.substring(close + 1);
    Segments segments = Segments.of(null, JANE, text);
    assertLossless(text, segments);
    assertEquals(
        Corpus.squeezed(marked.substring(open + 1, close)),
        Corpus.squeezed(segments.text(java.util.Set.of(kind))),
        () -> "The part in brackets is " + kind + ": " + segments.list());
  }

  @Test
  void text_below_a_quotation_with_marks_is_own_text() {
    String text =
        "On 04/19/2011 07:10 AM, Bob wrote:\n> 40 pumps?\n\nYes, 40.\n\n> In May?\n\nIn June.";
    assertEquals(
        "Yes, 40.\n\nIn June.",
        Segments.of("Re: pumps", JANE, text).ownText().replaceAll("\n+", "\n\n"));
  }

  @Test
  void an_attribution_without_time_year_or_address_needs_quotation_marks_below_it() {
    String quoted = "Fine.\n\nOn 3 March Bob wrote:\n> 400 EUR";
    String prose = "Fine.\n\nOn 3 March Bob wrote:\n400 EUR. Is that still valid?";
    assertEquals("Fine.", Segments.of(null, JANE, quoted).ownText());
    assertEquals(prose, Segments.of(null, JANE, prose).ownText());
  }

  @Test
  void the_senders_name_alone_is_a_signature_and_another_persons_is_not() {
    String text = "Please send the offer to our buyer.\n\nJane";
    assertEquals(
        "Please send the offer to our buyer.", Segments.of(null, JANE, text).ownText());
    assertEquals(
        text, Segments.of(null, new Address("bob@example.com", "Bob"), text).ownText());
  }

  @Test
  @Timeout(60)
  void a_megabyte_of_marks_is_read() {
    for (String line : LINES) {
      String text = (line + "\n").repeat((1 << 20) / (line.length() + 1));
      assertLossless(text, Segments.of("FW: x", JANE, text));
    }
    String one = ">".repeat(1 << 20);
    assertLossless(one, Segments.of(null, JANE, one));
  }

  @Test
  void an_empty_text_has_no_segments() {
    assertEquals(List.of(), Segments.of("x", JANE, "").list());
  }
}
