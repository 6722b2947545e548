// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.Address;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.MessageReader.Sink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prose that begins like a mark of a mail program stays own text. */
class LookAlikesTest {

  static Stream<String> look_alikes() {
    return Stream.of(
        "Sent from my site you will find the drawings attached.\nPlease quote 40 pumps.",
        "Hello,\n\nwe found you through a colleague.\n\nSent from my site the pumps would need to reach Hamburg by May.",
        "Hello,\n\nOn 3 March your colleague wrote to me:\nthe price would be 400 EUR for each unit.\nIs that still valid?",
        "On 3 March your colleague wrote to me:\n\nthe price would be 400 EUR.\n\nIs that still valid?",
        "Hallo,\n\nam 3. März schrieb mir Ihr Kollege:\nDer Preis gilt bis Mai.\nStimmt das noch?",
        "Please quote this shipment:\n\nFrom: Hamburg\nTo: Rotterdam\nDate: 3 March 2027\nWeight: 400 kg\n\nThe goods are ready.",
        "We need a transport.\n\nFrom: Lyon, France\nTo: Turin, Italy\nDate: 12.03.2027\n\nTwo pallets, 800 kg.",
        "Thanks\n\nPlease send the offer for 40 units to our office in Lyon.",
        "Thanks\nfor the catalogue. Please send the offer for 40 units.",
        "Hi,\n\nThanks\n\nWe would like to order 40 units of the new pump and need them by May.",
        "Confidentiality notice: we need one for our new web site. Can you write it? How much does it cost?",
        "This e-mail is about 40 pumps.\n\nThis message contains our requirements: 40 pumps by May, delivered to Lyon.",
        "Name: Jane Doe\nCompany: Acme\n--\nMessage: We need 40 pumps.\n--\nPhone: +33 1 23 45 67 89",
        "Please quote 40 pumps.\n\nRegards\nJane\n\nPS: We also need 12 valves, please add them to the quote.",
        "Hello,\nwe need a quote.\n\n---\n\nOption A: 40 pumps delivered in May to our plant.\n\n---\n\nOption B: 12 valves in June.",
        "Hello,\n\nOn Monday we decided to replace our pumps. The engineer wrote:\n\n40 units are needed by May.",
        "Warning: this is a long mail.\n\nWe need 40 pumps.",
        "External drives wanted: please quote 40 units.\n\nDelivery to Lyon.",
        "Original message boards are what we sell. Please quote hosting.",
        "Forwarded messages are lost in our system. Can you help? We have 40 users.",
        "Von: Hamburg\nNach: Rotterdam\nDatum: 3. März\n\nWir brauchen ein Angebot für zwei Paletten.",
        "Best\nprice for 40 pumps? Please answer by Friday.",
        "Hi,\n\nplease unsubscribe is not what I want: I want a quote for your newsletter tool at https://example.com.",
        "The caution: label must be printed outside of the organization's building. Please quote 40 labels.",
        "Is the notice below legally needed?\n\n\"This e-mail is confidential and intended only for the addressee.\" What does it cost to review it?",
        "Subject: pumps\nTo: sales\n\nPlease quote 40 pumps.",
        "Le 3 mars votre collègue a écrit au client que le prix est de 400 euros.\nEst-ce exact ?",
        "Hello,\n--\nName: Jane Doe\nE-mail: jane@example.com\nMessage: We need 40 pumps",
        "A visitor wrote:\n\nName: Jane Doe\nCompany: Acme\nPhone: +33 1 23 45 67 89",
        "You have a new enquiry:\n\nFrom: Jane Doe <jane@example.com>\nSubject: Pumps\nPhone: 123\n\nMessage Body:\nWe need 40 pumps.",
        "New lead\n\nDate: 2027-03-01 10:00\nFrom: Jane Doe\nE-mail: jane@example.com\nMessage: We need 40 pumps.",
        "Please quote 40 pumps.\n--\nJane\n\nPS: 12 Valves",
        "Our signs must read: do not click, external sender.\n\nPlease quote 40 signs.",
        "- John asked for 40 pumps\n- Jane",
        "We compared three offers:\n> 40 is too many for us, < 10 is too few. What can you do?");
  }

  @ParameterizedTest
  @MethodSource("look_alikes")
  void prose_that_begins_like_a_mark_stays_own_text(String text) {
    Segments segments = Segments.of("Enquiry", new Address("jane@example.com", "Jane Doe"), text);
    assertEquals(
        Corpus.squeezed(text),
        Corpus.squeezed(segments.ownText()),
        () -> "Nothing of an enquiry may be taken for a mark: " + segments.list());
  }

  private static Message read(String type, String body) {
    String mail = "From: Jane Doe <jane@example.com>\nSubject: Enquiry\nContent-Type: text/" + type
        + "; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + body;
    return new MimeReader(MimeLimits.standard())
        .read(
            RawMessage.of(mail.getBytes(StandardCharsets.UTF_8)), Instant.EPOCH, Sink.discarding());
  }

  /** The same as a whole mail in plain text and in HTML: no text of an enquiry is lost on the way. */
  @ParameterizedTest
  @MethodSource("look_alikes")
  void no_enquiry_loses_text_in_the_reader(String text) {
    assertEquals(Corpus.squeezed(text), Corpus.squeezed(read("plain", text).visibleText()));
    String html = "<div>"
        + text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\n", "</div>\n<div>")
            .replace("<div></div>", "<div><br></div>")
        + "</div>";
    Message message = read("html", html);
    assertEquals(Corpus.squeezed(text), Corpus.squeezed(message.visibleText()));
    assertNull(message.forwarded());
  }

  @Test
  void a_device_line_at_the_top_stays() {
    String text = "Sent from my iPhone\n\nPlease quote 40 pumps for our plant in Lyon.";
    assertEquals(
        text,
        Segments.of(null, Address.UNKNOWN, text).ownText(),
        "A device line is one only at the end");
  }

  @Test
  void a_legal_notice_at_the_top_stays() {
    String text =
        "This e-mail is confidential and intended only for the addressee.\n\nPlease quote 40 pumps for our plant.";
    assertEquals(
        text,
        Segments.of(null, Address.UNKNOWN, text).ownText(),
        "A notice is one only at the end");
  }
}
