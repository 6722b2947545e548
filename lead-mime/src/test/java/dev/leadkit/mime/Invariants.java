// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Attachment;
import dev.leadkit.Defect;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.json.LeadJson;
import dev.leadkit.mime.MimeOutline.Part;
import dev.leadkit.mime.MimeOutline.Span;
import dev.leadkit.spi.MessageReader.Sink;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rules that hold for any input, checked by fuzzing and for the inputs that fuzzing found. */
final class Invariants {

  private static final MimeReader READER =
      Mails.READER.trusting("mx.example.net").trustingSpamFields();
  private static final int EACH = 8;

  private Invariants() {}

  /** Reads the octets, which must not throw, and checks the result. */
  static Message check(byte[] octets) {
    byte[] before = octets.clone();
    Message message = read(octets);
    assertArrayEquals(before, octets, "the input was changed");
    assertEquals(message, read(octets), "the same octets give an equal message");
    bounded(message, octets.length);
    written(message);
    outlined(READER.outline(octets), message, octets.length);
    reread(message);
    return message;
  }

  private static Message read(byte[] octets) {
    return READER.read(RawMessage.of(octets), Mails.RECEIVED, Sink.discarding());
  }

  /** Nothing is larger than its input or than its limit. */
  private static void bounded(Message message, int length) {
    MimeLimits limits = MimeLimits.standard();
    int most = length + 1_024;
    assertTrue(message.subject().length() <= most, "subject");
    assertTrue(message.textBody().length() <= most, "text");
    assertTrue(message.htmlBody().length() <= most, "html");
    assertTrue(message.visibleText().length() <= most, "visible text");
    assertTrue(
        message.headers().stream().mapToInt(header -> header.value().length()).sum() <= most,
        "header");
    assertTrue(message.headers().size() <= limits.fields(), "fields");
    assertTrue(message.to().size() <= limits.addresses(), "addresses");
    assertTrue(message.attachments().size() <= limits.parts(), "attachments");
    assertTrue(message.thread().references().size() <= limits.references(), "references");
    assertTrue(message.defects().size() <= EACH * Defect.Code.values().length + 1, "defects");
    for (Defect defect : message.defects()) {
      assertTrue(defect.position() >= -1 && defect.position() <= length, defect.toString());
    }
    for (Attachment attachment : message.attachments()) {
      assertTrue(attachment.blob().size() <= length, "an attachment");
      assertTrue(
          attachment.filename().chars().noneMatch(c -> c < ' ' || c == '/' || c == '\\'),
          "a file name");
    }
  }

  /** It can be written and read back: no half character is in any of its texts. */
  private static void written(Message message) {
    assertEquals(message, LeadJson.readMessage(LeadJson.write(message)), "as JSON and back");
    StringBuilder texts = new StringBuilder(message.subject())
        .append(message.textBody())
        .append(message.htmlBody())
        .append(message.visibleText());
    message.headers().stream().map(Header::value).forEach(texts::append);
    message.attachments().stream().map(Attachment::declaredName).forEach(texts::append);
    assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(texts), "half a character");
  }

  /** Every range of an outline is within the mail, and every word has a range. */
  private static void outlined(MimeOutline outline, Message message, int length) {
    for (Part part : outline.parts()) {
      assertTrue(part.body().to() <= length, "a body");
      assertTrue(part.header().to() <= part.body().from(), "a header");
      part.fields().forEach(field -> assertTrue(field.span().to() <= length, "a field"));
    }
    String text = message.textBody();
    String visible = message.visibleText();
    places(outline.text(0, text.length()), text, length);
    places(outline.visibleText(0, visible.length()), visible, length);
  }

  private static void places(List<Span> places, String words, int length) {
    boolean isBlank = words.chars().allMatch(c -> c <= ' ');
    assertTrue(isBlank || !places.isEmpty(), "words without a place");
    places.forEach(place -> assertTrue(place.to() <= length, "a place of words"));
  }

  /** A message that is written as a new mail is read as an equal message. */
  private static void reread(Message message) {
    Message again = read(Rewritten.mail(message));
    assertEquals(unmarked(message.subject()), unmarked(again.subject()), "subject, read again");
    assertEquals(Rewritten.body(message.textBody()), again.textBody(), "text, read again");
    assertEquals(Rewritten.body(message.htmlBody()), again.htmlBody(), "html, read again");
    if (Rewritten.isPlain(message.from())) {
      assertEquals(words(message.from()), words(again.from()), "from, read again");
    }
    assertEquals(
        message.to().stream().filter(Rewritten::isPlain).map(Invariants::words).toList(),
        again.to().stream().map(Invariants::words).toList(),
        "to, read again");
    if (message.date() != null && Rewritten.isPlain(message.date())) {
      assertEquals(message.date(), again.date(), "date, read again");
    }
    if (Rewritten.isShownAsBefore(message) && Rewritten.isPlain(message.from())) {
      assertEquals(message.visibleText(), again.visibleText(), "visible text, read again");
    }
  }

  private static String words(Address address) {
    return address.email() + " " + unmarked(address.name());
  }

  /** At the beginning of an encoded word it is a byte order mark, elsewhere a character. */
  private static String unmarked(String words) {
    return words.replace("\uFEFF", "");
  }
}
