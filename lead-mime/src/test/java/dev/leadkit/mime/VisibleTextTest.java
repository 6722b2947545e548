// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.Address;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

  private static String visible(String text) {
    return VisibleText.of("Re: offer", text).text();
  }

  private static Forwarded forwarded(String subject, String text) {
    Forwarded forwarded = VisibleText.of(subject, text).forwarded();
    assertNotNull(forwarded, text);
    return forwarded;
  }

  @Test
  void text_without_a_mark_is_kept_completely() {
    String text =
        "Hello,\n\nwe met on Monday and you wrote:\n- 50 seats\n- from May on\n\nThanks for an offer. Regards to Bob.";
    assertEquals(text, visible(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Yes, please.\n\nOn Mon, Mar 2, 2026 at 10:00 AM Bob <bob@example.com> wrote:\n> offer?\n> more",
        "Yes, please.\n\nOn Mon, Mar 2, 2026 at 10:00 AM Bob Longname\n<bob@example.com> wrote:\n\n> offer?",
        "Yes, please.\n\nAm 02.03.26 um 10:00 schrieb Bob:\n> Angebot?",
        "Yes, please.\n\nAm Montag, 2. März 2026 schrieb Bob <bob@example.com>:\nAngebot?",
        "Yes, please.\n\nLe lun. 2 mars 2026 à 10:00, Bob <bob@example.com> a écrit :\n> offre ?",
        "Yes, please.\n\nEl lun, 2 mar 2026 a las 10:00, Bob (<bob@example.com>) escribió:\n> oferta",
        "Yes, please.\n\nIl giorno lun 2 mar 2026 Bob ha scritto:\n> offerta",
        "Yes, please.\n\nEm seg., 2 de mar. de 2026, Bob escreveu:\n> oferta",
        "Yes, please.\n\nOp ma 2 mrt 2026 om 10:00 schreef Bob:\n> aanbod",
        "Yes, please.\n\nDen mån 2 mars 2026 kl 10:00 skrev Bob:\n> erbjudande",
        "Yes, please.\n\n-----Original Message-----\nFrom: Bob\nSent: Monday\nTo: Jane\nSubject: offer\n\noffer?",
        "Yes, please.\n\n-----Ursprüngliche Nachricht-----\nVon: Bob\nAngebot?",
        "Yes, please.\n\nFrom: Bob <bob@example.com>\nSent: Monday, March 2, 2026 10:00\nTo: Jane\nSubject: offer\n\noffer?",
        "Yes, please.\n\nVon: Bob\nGesendet: Montag, 2. März 2026 10:00\nAn: Jane\nBetreff: Angebot\n\nAngebot?",
        "Yes, please.\n\nDe : Bob\nEnvoyé : lundi 2 mars 2026 10:00\nÀ : Jane\nObjet : offre\n\noffre ?",
        "Yes, please.\n-- \nJane Doe\nAcme",
        "Yes, please.\n\nBest regards,\nJane Doe\nHead of Buying\n+1 555 0100",
        "Yes, please.\n\nMit freundlichen Grüßen\n\nJane Doe",
        "Yes, please.\n\nSent from my iPhone",
        "Yes, please.\n\nVon meinem iPhone gesendet",
        "Yes, please.\n\nCONFIDENTIALITY NOTICE: this message is confidential and for the addressee only.\nIf you are not the intended recipient, delete it.",
        "Yes, please.\n\n*Disclaimer:* this message is confidential. If you are not the intended recipient, delete it.",
        "> offer?\n\nYes, please.\n",
        "On Mon, 2 Mar 2026 Bob wrote:\n> offer?\n\nYes, please.",
        "Bob Longname wrote:\n> offer?\n\nYes, please.",
        "----- Original Message -----\nFrom: Bob\nTo: Jane\nSubject: offer\n\n> offer?\nYes, please.",
      })
  void quotation_signature_and_disclaimer_are_not_part_of_it(String text) {
    assertEquals("Yes, please.", visible(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FYI\n\n---------- Forwarded message ---------\nFrom: Jane Doe <jane@acme.example>\nDate: Mon, Mar 2, 2026 at 10:00\nSubject: Pricing\nTo: <info@seller.example>\n\n\n50 seats?\n",
        "FYI\n\n-------- Weitergeleitete Nachricht --------\nBetreff: \tPricing\nDatum: \tMon, 2 Mar 2026\nVon: \tJane Doe <jane@acme.example>\nAn: \tinfo@seller.example\n\n50 seats?",
        "FYI\n\nBegin forwarded message:\n\n> From: Jane Doe <jane@acme.example>\n> Subject: Pricing\n> Date: 2 March 2026\n> To: info@seller.example\n> \n> 50 seats?\n",
        "FYI\n\n---------- Message transféré ---------\nDe : Jane Doe <jane@acme.example>\nDate : lun. 2 mars\nObjet : Pricing\nÀ : info\n\n50 seats?",
        "FYI\n\n---------- Mensaje reenviado ---------\nDe: Jane Doe <jane@acme.example>\nAsunto: Pricing\nPara: info\n\n50 seats?",
        "FYI\n\n-----Original Message-----\nFrom: Jane Doe [mailto:jane@acme.example]\nSent: Monday\nTo: info\nSubject: Pricing\n\n50 seats?",
        "FYI\n\n________________________________\nFrom: Jane Doe <jane@acme.example>\nSent: Monday\nTo: info\nSubject: Pricing\n\n50 seats?",
        "FYI\n\n*Von:* Jane Doe <jane@acme.example>\n*Gesendet:* Montag\n*An:* info\n*Betreff:* Pricing\n\n50 seats?",
      })
  void the_original_inside_a_forward_is_found(String text) {
    Forwarded original = forwarded("Fwd: Pricing", text);
    assertEquals(new Address("jane@acme.example", "Jane Doe"), original.from());
    assertEquals("Pricing", original.subject());
    assertEquals("50 seats?", original.text());
    assertEquals(
        "FYI", VisibleText.of("Fwd: Pricing", text).text().replace("_", "").strip());
  }

  @Test
  void an_answer_is_not_a_forward() {
    assertNull(VisibleText.of(
            "Re: Pricing",
            "Ok\n\n-----Original Message-----\nFrom: Jane <j@acme.example>\nSent: Monday\nTo: x\nSubject: y\n\nz")
        .forwarded());
    assertNull(VisibleText.of("Fwd: Pricing", "The forwarded message\nis lost.").forwarded());
  }

  @Test
  void a_forward_without_fields_is_one_of_an_unknown_author() {
    Forwarded forwarded =
        forwarded("Fwd: Pricing", "---------- Forwarded message ---------\nno fields here");
    assertEquals(Address.UNKNOWN, forwarded.from());
    assertEquals("no fields here", forwarded.text());
  }

  @Test
  void where_an_attribution_is_above_everything_everything_stays() {
    String text = "On Mon, 2 Mar 2026 Bob wrote:\n\nYes, please.";
    assertEquals(text, visible(text));
  }

  @Test
  void an_attached_mail_is_the_original_of_a_forward_and_stays_an_attachment() {
    Message message = Mails.read("""
            From: bob@seller.example
            Subject: Fwd: Pricing
            Content-Type: multipart/mixed; boundary=b

            --b

            please take this
            --b
            Content-Type: message/rfc822

            From: Jane Doe <jane@acme.example>
            Subject: Pricing
            Content-Type: multipart/alternative; boundary=i

            --i
            Content-Type: text/html

            <p>50 seats?</p>
            --i--
            --b--
            """);
    assertEquals("please take this", message.visibleText());
    assertEquals(
        new Forwarded(new Address("jane@acme.example", "Jane Doe"), "Pricing", "50 seats?"),
        message.forwarded());
    assertEquals("message/rfc822", message.attachments().get(0).mime());
  }

  @Test
  void the_innermost_mail_of_a_forwarded_forward_is_the_original() {
    String inner = "From: jane@acme.example\nSubject: Pricing\n\n50 seats?\n";
    for (int i = 0; i < 2; i++) {
      inner = "From: hop" + i
          + "@seller.example\nSubject: Fwd: Pricing\nContent-Type: message/rfc822\n\n" + inner;
    }
    assertEquals(
        new Forwarded(Address.of("jane@acme.example"), "Pricing", "50 seats?"),
        Mails.read(inner).forwarded());
  }

  @Test
  void a_mail_that_a_report_returns_is_not_a_forward() {
    Message message = Mails.read(
        "From: mailer-daemon@example.com\nSubject: Fwd: failure\nContent-Type: multipart/report; boundary=b\n\n--b\n\nfailed\n--b\nContent-Type: message/rfc822\n\nFrom: a@example.com\n\nx\n--b--\n");
    assertNull(message.forwarded());
  }

  @Test
  void a_quotation_in_html_is_not_part_of_it() {
    Message message = Mails.read(
        "From: a@example.com\nContent-Type: text/html\n\n<div>Yes, please.</div><br><div class=\"gmail_quote\"><div>On Mon, Mar 2, 2026 Bob wrote:<br></div><blockquote><div>offer?<blockquote>x</blockquote></div></blockquote></div>");
    assertEquals("Yes, please.", message.visibleText());
  }

  @Test
  void a_forward_in_html_is_found_by_its_marks() {
    Message message = Mails.read(
        "From: a@example.com\nSubject: Fwd: Pricing\nContent-Type: text/html\n\n<div>FYI</div><div class=\"gmail_quote\"><div>---------- Forwarded message ---------<br>From: <b>Jane Doe</b> &lt;<a href=\"mailto:jane@acme.example\">jane@acme.example</a>&gt;<br>Subject: Pricing<br>To: x<br></div><br><div>50 seats?</div></div>");
    Forwarded original = message.forwarded();
    assertNotNull(original);
    assertEquals(new Address("jane@acme.example", "Jane Doe"), original.from());
    assertEquals("Pricing", original.subject());
    assertEquals("50 seats?", original.text());
    assertEquals("FYI", message.visibleText());
  }
}
