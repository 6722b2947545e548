// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Defect;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.MessageReader;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TnefReaderTest {

  private static final Instant AT = Instant.parse("2026-03-02T09:15:30Z");

  private static final byte[] PDF = "%PDF-1.7 price list".getBytes(US_ASCII);

  private static final MimeReader MIME = new MimeReader(MimeLimits.standard());

  private final InMemoryBlobs blobs = new InMemoryBlobs();

  private final TnefReader reader = TnefReader.around(MIME);

  @Nested
  class The_content_of_a_winmail {

    @Test
    void the_files_of_a_winmail_replace_it() throws Exception {
      Message message = read(Mails.withText(
          "See attached.",
          Winmail.mail(1252)
              .text(0x3707, "Preisliste für 300 Plätze.pdf")
              .text(0x370E, "application/pdf")
              .attachment("PREISL~1.PDF", PDF)
              .attachment("notes.txt", "call me".getBytes(US_ASCII))
              .bytes()));
      assertEquals(
          List.of("Preisliste für 300 Plätze.pdf", "notes.txt"),
          message.attachments().stream().map(Attachment::filename).toList());
      Attachment list = message.attachments().get(0);
      assertEquals("application/pdf", list.mime());
      assertEquals("application/pdf", list.detectedMime());
      assertEquals(Blob.of(PDF), list.blob());
      try (var kept = blobs.open(list.blob().sha256())) {
        assertEquals(new String(PDF, US_ASCII), new String(kept.readAllBytes(), US_ASCII));
      }
      assertEquals("application/octet-stream", message.attachments().get(1).mime());
      assertEquals(List.of(), message.defects());
      assertEquals("See attached.", message.textBody().strip());
    }

    @Test
    void text_and_subject_are_used_if_the_message_has_none() {
      byte[] packed = Winmail.mail(1251)
          .subject("SSO for 300 people")
          .body("Нам нужен SSO.\r\n\r\n-- \r\nInes Vidal\r\n", Charset.forName("windows-1251"))
          .bytes();
      Message bare = read(Mails.bare(packed));
      assertEquals("SSO for 300 people", bare.subject());
      assertTrue(bare.textBody().startsWith("Нам нужен SSO."), bare.textBody());
      assertEquals("Нам нужен SSO.", bare.visibleText());
      assertEquals(List.of(), bare.attachments());
      Message own = read(Mails.withText("My own text.", packed));
      assertEquals("Offer", own.subject());
      assertEquals("My own text.", own.textBody().strip());
      assertEquals(List.of(), own.attachments());
    }

    @Test
    void text_and_html_of_a_winmail_are_the_two_forms_of_one_body() {
      Message message = read(Mails.bare(Winmail.mail(1252)
          .text(0x1000, "We need 50 seats.")
          .text(0x1013, "<p>We need <b>50</b> seats.")
          .properties()
          .attachment("a-Z_09 {~.txt", PDF)
          .attachment("a`z@[:/;.txt", PDF)
          .bytes()));
      assertEquals("We need 50 seats.", message.textBody().strip());
      assertEquals("<p>We need <b>50</b> seats.", message.htmlBody());
      assertEquals("We need 50 seats.", message.visibleText());
      assertEquals(
          List.of("a-Z_09 {~.txt", ";.txt"),
          message.attachments().stream().map(Attachment::filename).toList());
      assertEquals("a`z@[:/;.txt", message.attachments().get(1).declaredName());
    }

    @Test
    void the_first_of_several_with_a_body_provides_it_and_all_provide_files() {
      byte[] files = Winmail.mail(1252).attachment("a.pdf", PDF).bytes();
      byte[] body = Winmail.mail(1252).subject("Seats").body("first", US_ASCII).bytes();
      byte[] other = Winmail.mail(1252)
          .subject("Other")
          .body("second", US_ASCII)
          .attachment("b.pdf", PDF)
          .bytes();
      Message message = read(Mails.bare(files, body, other));
      assertEquals("Seats", message.subject());
      assertEquals("first", message.textBody().strip());
      assertEquals(
          List.of("a.pdf", "b.pdf"),
          message.attachments().stream().map(Attachment::filename).toList());
    }

    @Test
    void an_inner_message_is_a_mail_as_a_file_and_the_original_of_a_forward() throws Exception {
      byte[] inner = Winmail.mail(1252)
          .text(0x37, "Seats")
          .text(0xC1A, "Owen \"O\" Hart")
          .text(0xC1F, "owen@plover-dental.example")
          .text(0x1000, "How much are 40 seats?\r\n")
          .properties()
          .attachment("seats.pdf", PDF)
          .bytes();
      Message message = read(Mails.withText(
          "FYI",
          Winmail.mail(1252)
              .text(0x3001, "Seats")
              .object(0x3701, Winmail.MESSAGE_INTERFACE, inner)
              .attachment()
              .bytes()));
      Attachment mail = message.attachments().get(0);
      assertEquals("Seats.eml", mail.filename());
      assertEquals("message/rfc822", mail.mime());
      try (var kept = blobs.open(mail.blob().sha256())) {
        Message forwarded = read(RawMessage.of(kept.readAllBytes()));
        assertEquals("owen@plover-dental.example", forwarded.from().email());
        assertEquals("How much are 40 seats?", forwarded.visibleText());
        assertEquals("seats.pdf", forwarded.attachments().get(0).filename());
        assertEquals(Blob.of(PDF), forwarded.attachments().get(0).blob());
      }
      assertEquals(1, message.attachments().size());
      assertEquals(List.of(), message.defects());
    }

    @Test
    void named_and_multivalued_properties_are_skipped() {
      Message message = read(Mails.bare(Winmail.mail(1252)
          .named("x-my-header", 7)
          .numbers(0x6001, 1, 2, 3)
          .flag(0x6002)
          .text(0x37, "after them")
          .properties()
          .bytes()));
      assertEquals("after them", message.subject());
      assertEquals(List.of(), message.defects());
    }

    @Test
    void a_large_property_does_not_prevent_reading() {
      byte[] large = new byte[3_000_000];
      large[0] = 'x';
      byte[] inner =
          Winmail.mail(1252).subject("Plans").attachment("plans.bin", large).bytes();
      Message message = read(Mails.withText(
          "FYI",
          Winmail.mail(1252)
              .object(0x3701, Winmail.MESSAGE_INTERFACE, inner)
              .attachment()
              .bytes()));
      assertEquals("Plans.eml", message.attachments().get(0).filename());
      assertEquals(List.of(), message.defects());
    }
  }

  @Nested
  class Html_and_rtf {

    @Test
    void html_is_read_in_its_code_page_and_its_images_stay_inline() {
      Message message = read(Mails.bare(Winmail.mail(1252)
          .number(0x3FDE, 28592)
          .binary(
              0x1013,
              "<p>Za\u017Cółć <img src=\"cid:logo@x\">".getBytes(Charset.forName("ISO-8859-2")))
          .properties()
          .text(0x3712, "logo@x")
          .text(0x370E, "image/png")
          .number(0x3714, 4)
          .attachment("logo.png", HexFormat.of().parseHex("89504e470d0a1a0a00"))
          .bytes()));
      assertTrue(message.htmlBody().contains("Za\u017Cółć"), message.htmlBody());
      assertEquals("Za\u017Cółć", message.visibleText());
      Attachment logo = message.attachments().get(0);
      assertEquals("logo@x", logo.contentId());
      assertEquals(Attachment.Disposition.INLINE, logo.disposition());
      assertEquals("image/png", logo.detectedMime());
    }

    @Test
    void html_of_eight_bits_is_read_in_the_code_page_of_the_message_unless_it_has_its_own() {
      byte[] html = "<p>\u0414\u0430".getBytes(Charset.forName("windows-1251"));
      Message octets = read(Mails.bare(Winmail.mail(1251)
          .text8(0x1013, "<p>\u0414\u0430", Charset.forName("windows-1251"))
          .properties()
          .bytes()));
      assertEquals("<p>\u0414\u0430", octets.htmlBody());
      Message own = read(Mails.bare(Winmail.mail(1252)
          .number(0x3FDE, 1251)
          .binary(0x1013, html)
          .properties()
          .bytes()));
      assertEquals("\u0414\u0430", own.visibleText());
    }

    @Test
    void every_code_page_has_its_charset() {
      assertEquals("windows-31j", CodePages.charset(932).name());
      assertEquals("GB18030", CodePages.charset(54936).name());
      assertEquals("windows-1252", CodePages.charset(0).name());
      assertEquals("windows-1252", CodePages.charset(0xFFFFFFFFL).name());
      for (int charset = 0; charset < 256; charset++) {
        int page = CodePages.ofFont(charset);
        assertEquals(
            page == 0 || page == 1252,
            CodePages.charset(page).equals(CodePages.WINDOWS_1252),
            "\\fcharset" + charset + " is code page " + page);
      }
    }

    @Test
    void rtf_that_was_html_is_html_again() {
      String rtf =
          "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}}\r\n"
              + "{\\*\\htmltag19 <html>}{\\*\\htmltag34 <head><title>no</title></head>}"
              + "{\\*\\htmltag64 <p class=\"a\\{b\\}\">}\\htmlrtf \\par\\b \\htmlrtf0 "
              + "We need \\'80 300\\u8230 ? {\\*\\htmltag84 <b>}\\htmlrtf {\\b\\htmlrtf0 now"
              + "\\htmlrtf }\\htmlrtf0{\\*\\htmltag92 </b>}{\\*\\mhtmltag84 <i>}"
              + "{\\*\\htmltag72 </p>}}";
      Message message = read(Mails.bare(
          Winmail.mail(1252).binary(0x1009, Winmail.packed(rtf)).properties().bytes()));
      assertEquals(
          "<html><head><title>no</title></head><p class=\"a{b}\">We need € 300… <b>now</b></p>",
          message.htmlBody());
      assertEquals("We need € 300… now", message.visibleText());
      assertEquals(List.of(), message.attachments());
    }

    @Test
    void rtf_that_was_text_is_text_and_an_own_text_comes_before_it() {
      String rtf = "{\\rtf1\\fromtext We need SSO.}";
      Message alone = read(Mails.bare(
          Winmail.mail(1252).binary(0x1009, Winmail.packed(rtf)).properties().bytes()));
      assertEquals("We need SSO.", alone.textBody().strip());
      assertEquals(List.of(), alone.attachments());
      for (String other : List.of(rtf, "{\\rtf1 We need SSO.}")) {
        Message both = read(Mails.bare(Winmail.mail(1252)
            .text(0x1000, "Own text.")
            .binary(0x1009, Winmail.packed(other))
            .properties()
            .bytes()));
        assertEquals("Own text.", both.textBody().strip());
      }
    }

    @Test
    void other_rtf_gives_its_text_and_is_a_file() {
      String rtf = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 Arial;}}"
          + "{\\colortbl;\\red0;}{\\*\\generator x;}\\f0 We need SSO.\\par\\tab {\\f1 \\'cd\\'e5\\'f2}\\par}";
      Message message = read(Mails.bare(
          Winmail.mail(1252).binary(0x1009, Winmail.packed(rtf)).properties().bytes()));
      assertEquals(
          List.of("We need SSO.", "Нет"),
          message.textBody().strip().lines().map(String::strip).toList());
      assertEquals("body.rtf", message.attachments().get(0).filename());
      assertEquals(Blob.of(rtf.getBytes(US_ASCII)), message.attachments().get(0).blob());
      assertEquals(1, message.attachments().size());
    }

    /** MS-OXRTFCP §4.1. */
    @Test
    void rtf_packed_with_references_is_unpacked() {
      byte[] packed = HexFormat.of()
          .parseHex("2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af320"
              + "68656c090020627705b06c647d0a800fa0");
      Message message =
          read(Mails.bare(Winmail.mail(1252).binary(0x1009, packed).properties().bytes()));
      assertEquals("hello world", message.textBody().strip());
      assertEquals(List.of(), message.defects());
    }
  }

  @Nested
  class A_winmail_stays {

    @Test
    void a_meeting_stays_because_a_mail_cannot_express_it() {
      byte[] packed = new Winmail()
          .attribute(1, 0x8008, 7, Winmail.terminated("IPM.Schedule.Meeting.Request", US_ASCII))
          .attachment("agenda.pdf", PDF)
          .bytes();
      Message message = read(Mails.withText("Meeting", packed));
      assertEquals(
          List.of("winmail.dat", "agenda.pdf"),
          message.attachments().stream().map(Attachment::filename).toList());
      assertEquals(List.of(), message.defects());
    }

    @Test
    void an_attachment_that_only_claims_to_be_a_winmail_stays() {
      Message message = read(Mails.withText("hi", "no such thing".getBytes(US_ASCII)));
      assertEquals("winmail.dat", message.attachments().get(0).filename());
      assertTrue(has(message, Defect.Code.DAMAGED_ENCODING), message.defects()::toString);
      assertFalse(message.isDamaged());
    }

    @Test
    void beyond_each_limit_the_winmail_stays_with_a_severe_defect() {
      byte[] two = Winmail.mail(1252).attachment("a", PDF).attachment("b", PDF).bytes();
      limited(new TnefLimits(two.length - 1, 9, 9), two, Defect.Code.CONTENT_TOO_LARGE, 1);
      limited(new TnefLimits(two.length, 1, 9), two, Defect.Code.TOO_MANY_PARTS, 2);
      byte[] deep = Winmail.mail(1252).attachment("winmail.dat", two).bytes();
      limited(new TnefLimits(9_000, 9, 1), deep, Defect.Code.TOO_DEEP, 2);
      Message opened = reader
          .withLimits(new TnefLimits(two.length, 2, 1))
          .read(Mails.withText("hi", two), AT, blobs);
      assertEquals(2, opened.attachments().size(), "the limits themselves are allowed");
    }

    @Test
    void only_a_file_that_is_or_claims_to_be_a_winmail_is_opened_or_reported() {
      for (String type : List.of("application/ms-tnef", "application/vnd.ms-tnef")) {
        Message claimed = read(RawMessage.of(
            ("From: a@example.com\r\nContent-Type: " + type + "; name=a.bin\r\n\r\nno such thing")
                .getBytes(US_ASCII)));
        assertTrue(has(claimed, Defect.Code.DAMAGED_ENCODING), type);
      }
      Message other = read(RawMessage.of(
          "From: a@example.com\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nno such thing"
              .getBytes(US_ASCII)));
      assertFalse(has(other, Defect.Code.DAMAGED_ENCODING), other.defects()::toString);
    }
  }

  @Nested
  class Safety {

    @Test
    void a_name_is_made_safe_and_cannot_inject_a_field() {
      Message message = read(Mails.bare(Winmail.mail(1252)
          .text(0x37, "a\r\nFrom: evil@example.net\r\n\r\nbody")
          .properties()
          .text(0x3707, "..\\..\\x\r\nContent-Type: text/html\u202Egpj.exe")
          .text(0x370E, "text/html\r\nX: y")
          .text(0x3712, "a>\r\nX: y")
          .attachment("x", "MZ".getBytes(US_ASCII))
          .bytes()));
      Attachment attachment = message.attachments().get(0);
      assertEquals("application/octet-stream", attachment.mime());
      assertEquals("", attachment.contentId());
      assertTrue(
          attachment.filename().matches("[^\\p{Cntrl}/\\\\\\u202E]+"), attachment.filename());
      assertEquals("a From: evil@example.net body", message.subject());
      assertTrue(has(message, Defect.Code.UNSAFE_FILENAME), message.defects()::toString);
    }

    @Test
    void a_declared_type_cannot_open_a_file_as_mail() {
      String multipart = "--x\r\n\r\ninside\r\n--x--\r\n";
      Message message = read(Mails.withText(
          "hi",
          Winmail.mail(1252)
              .text(0x370E, "multipart/mixed")
              .attachment("a.bin", multipart.getBytes(US_ASCII))
              .bytes()));
      assertEquals(
          Blob.of(multipart.getBytes(US_ASCII)), message.attachments().get(0).blob());
    }
  }

  @Nested
  class The_wrapped_reader {

    @Test
    void a_wrapped_reader_that_reads_no_mail_loses_nothing() {
      byte[] packed = Winmail.mail(1252).attachment("a", PDF).bytes();
      MessageReader other = (raw, at, contents) -> {
        Message message = MIME.read(raw, at, contents);
        return message.header("To").isEmpty() ? Message.builder(raw, at).build() : message;
      };
      Message message = TnefReader.around(other).read(Mails.withText("hi", packed), AT, blobs);
      assertEquals("winmail.dat", message.attachments().get(0).filename());
      assertTrue(has(message, Defect.Code.CONTENT_TOO_LARGE), message.defects()::toString);
    }

    @Test
    void a_sink_that_reads_single_octets_gets_the_same() {
      byte[] packed = Winmail.mail(1252).attachment("a.pdf", PDF).bytes();
      MessageReader.Sink single = content -> {
        try {
          var octets = new java.io.ByteArrayOutputStream();
          for (int octet = content.read(); octet >= 0; octet = content.read()) {
            octets.write(octet);
          }
          return Blob.of(octets.toByteArray());
        } catch (java.io.IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      };
      RawMessage mail = Mails.withText("hi", packed);
      assertEquals(reader.read(mail, AT, blobs), reader.read(mail, AT, single));
      TnefReader smaller = reader.withLimits(new TnefLimits(packed.length - 1, 9, 9));
      assertTrue(has(smaller.read(mail, AT, single), Defect.Code.CONTENT_TOO_LARGE));
      TnefReader exact = reader.withLimits(new TnefLimits(packed.length, 9, 9));
      assertEquals(List.of(), exact.read(mail, AT, single).defects());
      RawMessage two = Mails.withText("hi", packed, packed);
      assertTrue(
          has(exact.read(two, AT, single), Defect.Code.CONTENT_TOO_LARGE), "both share a limit");
    }

    @Test
    void a_mail_without_a_winmail_is_read_as_before() {
      RawMessage raw = RawMessage.of("Subject: x\r\n\r\ntext".getBytes(UTF_8));
      assertEquals(MIME.read(raw, AT, blobs), reader.read(raw, AT, blobs));
    }
  }

  private void limited(TnefLimits limits, byte[] packed, Defect.Code code, int attachments) {
    Message message = reader.withLimits(limits).read(Mails.withText("hi", packed), AT, blobs);
    assertTrue(has(message, code), message.defects()::toString);
    assertTrue(message.isDamaged());
    assertEquals(attachments, message.attachments().size());
    assertEquals("winmail.dat", message.attachments().get(0).filename());
    assertEquals(Blob.of(packed), message.attachments().get(0).blob());
  }

  private Message read(RawMessage raw) {
    return reader.read(raw, AT, blobs);
  }

  private static boolean has(Message message, Defect.Code code) {
    return message.defects().stream().anyMatch(defect -> defect.code() == code);
  }
}
