// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Defect;
import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.mime.Mails;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.mime.header.ParameterList;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.spi.MessageReader.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Text with flowed lines, files and armour. */
class TextFormsTest {

  private static final String LATIN = "Content-Type: text/plain; charset=iso-8859-1\n";

  private static final String FLOWED = "Content-Type: text/plain; format=flowed\n";

  /** RFC 3676. */
  @Nested
  class Flowed_text {

    @Test
    void flowed_lines_are_joined_to_a_paragraph() {
      Message message = plain(FLOWED, "We need single \nsign-on for 300 \nseats.\n\nAda\n");
      assertEquals("We need single sign-on for 300 seats.", message.visibleText());
      assertEquals(
          "We need single \nsign-on for 300 \nseats.\n\nAda\n", message.textBody(), "as it came");
    }

    @Test
    void a_blank_that_only_the_transport_needs_is_deleted_if_the_part_declares_delsp() {
      Message message = plain(
          "Content-Type: text/plain; format=Flowed; DelSp=yes\n", "Donaudampf \nschiff \n.\n");
      assertEquals("Donaudampfschiff.", message.visibleText());
    }

    @Test
    void stuffed_blanks_are_removed_and_the_signature_mark_is_kept() {
      assertEquals("From here on\n", FlowedText.unfold(" From here on\n", flowed()));
      assertEquals("a b \n-- \nAda\n", FlowedText.unfold("a \nb \n-- \nAda\n", flowed()));
      assertEquals(
          "> one two\n>> three\nfour\n",
          FlowedText.unfold("> one \n> two\n>> three\nfour\n", flowed()));
      assertEquals("> one \n>> two\n", FlowedText.unfold("> one \n>> two\n", flowed()));
      assertEquals("ends in a blank ", FlowedText.unfold("ends in a blank ", flowed()));
    }

    @Test
    void text_that_does_not_flow_stays_as_it_is() {
      assertEquals("one \ntwo", plain("", "one \ntwo\n").textBody().strip());
      assertTrue(plain("", "one \ntwo\n").visibleText().contains("\n"));
    }

    /** Breaking any text for transport and joining it again restores it. */
    @Test
    void lines_that_were_broken_for_transport_are_joined() {
      for (int seed = 0; seed < 500; seed++) {
        var random = new Random(seed);
        var written = new StringBuilder();
        var sent = new StringBuilder();
        for (int paragraph = 0; paragraph < 6; paragraph++) {
          int words = random.nextInt(12);
          for (int i = 0; i < words; i++) {
            String word = "word" + random.nextInt(1_000);
            boolean last = i == words - 1;
            written.append(word).append(last ? "" : " ");
            sent.append(word).append(last ? "" : random.nextInt(4) == 0 ? " \n" : " ");
          }
          written.append('\n');
          sent.append('\n');
        }
        assertEquals(
            written.toString(), FlowedText.unfold(sent.toString(), flowed()), "seed " + seed);
      }
    }
  }

  @Nested
  class Files_in_text {

    @Test
    void a_uuencoded_file_in_the_text_is_an_attachment() {
      byte[] content = content(1, 1_000);
      var kept = new ArrayList<byte[]>();
      Message message = read(
          mail("", "See below.\n" + uuencoded("../price list.bin", content) + "\nAda\n"), kept);
      assertEquals("See below.", message.visibleText());
      assertTrue(message.textBody().contains("begin 644"), "the text stays as it came");
      Attachment file = message.attachments().get(0);
      assertEquals("../price list.bin", file.declaredName());
      assertEquals("price list.bin", file.filename());
      assertEquals(Blob.of(content), file.blob());
      assertArrayEquals(content, kept.get(0));
      assertEquals(List.of(Code.UNSAFE_FILENAME), codes(message));
    }

    @Test
    void every_length_of_content_comes_back_from_uuencode_and_from_yenc() {
      for (int length = 0; length < 200; length++) {
        byte[] content = content(length, length);
        var kept = new ArrayList<byte[]>();
        Message message = read(
            mail(LATIN, "hi\n" + (length == 0 ? "" : uuencoded("a.bin", content)))
                + yEncoded("b.bin", content, crc(content)),
            kept);
        assertEquals(List.of(), message.defects(), "length " + length);
        assertEquals("hi", message.visibleText(), "length " + length);
        assertEquals(length == 0 ? 1 : 2, kept.size(), "length " + length);
        kept.forEach(file -> assertArrayEquals(content, file));
      }
    }

    @Test
    void prose_is_not_a_file() {
      for (String prose : List.of(
          "begin 644 reasons to buy\nare listed below\n",
          "begin with the basics\nM and so on\nend\n",
          "begin 999 x\n#86)C\n`\nend\n",
          "begin 644 x\n#86)C\nno more of this\n",
          "begin 644\n#86)C\n`\nend\n",
          "=ybegin is how it starts\n=yend\n",
          "=ybegin line=128 size=many name=x\nabc\n=yend size=3\n")) {
        Message message = plain("", "hello\n" + prose);
        assertEquals(List.of(), message.attachments(), prose);
        assertEquals(("hello\n" + prose).strip(), message.visibleText(), prose);
      }
    }

    @Test
    void a_file_without_its_end_is_kept_and_reported_as_damaged() {
      byte[] content = content(3, 300);
      String whole = uuencoded("a.bin", content);
      Message cut = plain("", "hello\n" + whole.substring(0, whole.indexOf("`\nend")));
      assertEquals(Blob.of(content), cut.attachments().get(0).blob());
      assertEquals(List.of(Code.DAMAGED_ENCODING), codes(cut));
      Message yenc = Mails.read(
          (mail(LATIN, "hi\n") + "=ybegin line=128 size=3 name=a.bin\n" + "\u008b\u008c\u008d"));
      assertEquals(
          Blob.of(new byte[] {'a', 'b', 'c'}), yenc.attachments().get(0).blob());
      assertEquals(List.of(Code.DAMAGED_ENCODING), codes(yenc));
    }

    @Test
    void a_yenc_file_is_checked_against_its_size_and_checksum() {
      byte[] content = content(4, 400);
      Message wrong = Mails.read((mail(LATIN, "hi\n") + yEncoded("a.bin", content, "12345678")));
      assertEquals(Blob.of(content), wrong.attachments().get(0).blob());
      assertEquals(List.of(Code.DAMAGED_ENCODING), codes(wrong));
      assertTrue(wrong.defects().get(0).detail().contains("check sum"));
      String shortened = yEncoded("a.bin", content, crc(content)).replace("size=400 ", "size=401 ");
      Message size = Mails.read((mail(LATIN, "hi\n") + shortened));
      assertTrue(size.defects().get(0).detail().contains("expected 401"), size.defects()::toString);
    }

    @Test
    void files_in_text_keep_the_limits() {
      String many = uuencoded("a.bin", content(5, 60)).repeat(50);
      RawMessage raw = RawMessage.of(Mails.octets(mail("", "hi\n" + many)));
      MimeLimits limits = MimeLimits.standard();
      Message few =
          new MimeReader(limits.withParts(10)).read(raw, Instant.EPOCH, Sink.discarding());
      assertEquals(9, few.attachments().size(), "with the text itself");
      Message small =
          new MimeReader(limits.withContentBytes(150)).read(raw, Instant.EPOCH, Sink.discarding());
      assertEquals(
          2, small.attachments().stream().filter(a -> a.blob().size() > 0).count());
      assertTrue(codes(small).contains(Code.CONTENT_TOO_LARGE));
    }

    @Test
    @Tag("slow")
    void storms_of_begin_lines_end_at_the_limit_of_parts() {
      String begins = "begin 644 x\n#86)C\n";
      String files = "=ybegin line=1 size=1 name=x\nb\n=yend size=1\n";
      assertEquals(List.of(), plain("", begins.repeat(100_000)).attachments());
      Message message = plain("", files.repeat(100_000));
      assertEquals(MimeLimits.standard().parts() - 1, message.attachments().size());
      assertEquals(List.of(), message.defects());
    }
  }

  @Nested
  class Signed_and_encrypted_text {

    @Test
    void a_signed_text_is_shown_without_its_armour() {
      Message message = plain("", """
          -----BEGIN PGP SIGNED MESSAGE-----
          Hash: SHA256

          We need SSO.
          - -- a line of dashes
          -----BEGIN PGP SIGNATURE-----

          iQEzBAEBCAAdFiEE
          -----END PGP SIGNATURE-----
          """);
      assertEquals("We need SSO.\n-- a line of dashes", message.visibleText());
      assertEquals(List.of(), message.defects());
    }

    @Test
    void an_encrypted_mail_is_reported_as_unreadable() {
      String armoured = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n";
      assertEquals(List.of(Code.ENCRYPTED), codes(plain("", "hi\n" + armoured)));
      assertTrue(plain("", armoured).isDamaged());
      String smime = "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n"
          + "Content-Transfer-Encoding: base64\n";
      assertEquals(List.of(Code.ENCRYPTED), codes(plain(smime, "MIAGCSqGSIb3\n")));
      String signed = smime.replace("enveloped", "signed");
      assertEquals(List.of(Code.WRAPPED), codes(plain(signed, "MIAGCSqGSIb3\n")));
      Message encrypted = Mails.read("""
          From: ada@example.com
          Date: Mon, 2 Mar 2026 10:00:00 +0100
          Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b

          --b
          Content-Type: application/pgp-encrypted

          Version: 1
          --b
          Content-Type: application/octet-stream

          -----BEGIN PGP MESSAGE-----
          --b--
          """);
      assertEquals(List.of(Code.ENCRYPTED), codes(encrypted));
    }
  }

  @Test
  void the_data_fork_of_an_appledouble_is_the_file() {
    Message message = Mails.read("""
        From: ada@example.com
        Date: Mon, 2 Mar 2026 10:00:00 +0100
        Content-Type: multipart/mixed; boundary=b

        --b

        see the plan
        --b
        Content-Type: multipart/appledouble; boundary=c

        --c
        Content-Type: application/applefile; name="plan.pdf"

        fork
        --c
        Content-Type: application/pdf; name="plan.pdf"

        %PDF-1.7
        --c--
        --b
        Content-Type: application/applefile; name="alone"

        fork
        --b--
        """);
    assertEquals(
        List.of("application/pdf", "application/applefile"),
        message.attachments().stream().map(Attachment::mime).toList());
  }

  private static ParameterList flowed() {
    return ParameterList.parse("text/plain; format=flowed", 1_000, new Defects(), 0);
  }

  private static List<Code> codes(Message message) {
    return message.defects().stream().map(Defect::code).toList();
  }

  private static Message plain(String fields, String body) {
    return Mails.read(mail(fields, body));
  }

  private static String mail(String fields, String body) {
    return "From: ada@example.com\nDate: Mon, 2 Mar 2026 10:00:00 +0100\n" + fields + "\n" + body;
  }

  private static Message read(String mail, List<byte[]> kept) {
    return new MimeReader(MimeLimits.standard())
        .read(RawMessage.of(Mails.octets(mail)), Instant.EPOCH, content -> {
          try {
            byte[] bytes = content.readAllBytes();
            kept.add(bytes);
            return Blob.of(bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static byte[] content(long seed, int length) {
    byte[] content = new byte[length];
    new Random(seed).nextBytes(content);
    return content;
  }

  /** As the command of that name writes it. */
  private static String uuencoded(String name, byte[] content) {
    var text = new StringBuilder("begin 644 " + name + "\n");
    for (int at = 0; at < content.length; at += 45) {
      int count = Math.min(45, content.length - at);
      text.append(uu(count));
      for (int i = at; i < at + count; i += 3) {
        int bits = octet(content, i) << 16 | octet(content, i + 1) << 8 | octet(content, i + 2);
        text.append(uu(bits >> 18)).append(uu(bits >> 12)).append(uu(bits >> 6)).append(uu(bits));
      }
      text.append("\n");
    }
    return text.append("`\nend\n").toString();
  }

  private static int octet(byte[] content, int at) {
    return at < content.length ? content[at] & 0xFF : 0;
  }

  private static char uu(int bits) {
    int six = bits & 0x3F;
    return (char) (six == 0 ? '`' : six + ' ');
  }

  private static String yEncoded(String name, byte[] content, String crc) {
    var encoded = new ByteArrayOutputStream();
    int column = 0;
    for (byte octet : content) {
      int shifted = octet + 42 & 0xFF;
      boolean critical =
          shifted == 0 || shifted == '\n' || shifted == '\r' || shifted == '=' || shifted == '.';
      if (critical) {
        encoded.write('=');
        shifted = shifted + 64 & 0xFF;
      }
      encoded.write(shifted);
      if (++column == 128) {
        encoded.write('\n');
        column = 0;
      }
    }
    return "=ybegin line=128 size=" + content.length + " name=" + name + "\n"
        + encoded.toString(StandardCharsets.ISO_8859_1)
        + "\n=yend size=" + content.length + " crc32=" + crc + "\n";
  }

  private static String crc(byte[] content) {
    var crc = new CRC32();
    crc.update(content);
    return String.format(Locale.ROOT, "%08X", crc.getValue());
  }
}
