// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import dev.leadkit.Segment;
import dev.leadkit.Segment.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The elements of mail programs around quoted mails and signatures, as one of two witnesses. */
class HtmlQuotationsTest {

  private static Message read(String subject, String html) {
    return Mails.read("From: Jane Doe <jane@acme.example>\nSubject: " + subject
        + "\nContent-Type: text/html; charset=utf-8\n\n" + html);
  }

  private static String own(String html) {
    return read("Re: Angebot", html).visibleText();
  }

  /** The attribution and the labels are in no table: only the element tells what they are. */
  static Stream<Arguments> quotations() {
    return Stream.of(
        Arguments.of(
            "gmail-quote",
            "<div>Yes, please.</div><br><div class=\"gmail_quote\"><div dir=ltr>Blah 2.3.2026, Bob &lt;bob@example.com&gt; zog:<br></div><blockquote class=\"gmail_quote\" style=\"margin:0\">offer?</blockquote></div>"),
        Arguments.of(
            "yahoo-quoted",
            "<div>Yes, please.</div><div id=\"ydp1_yahoo_quoted_77\" class=\"ydp1 yahoo_quoted\"><div>Blah 2.3.2026, Bob zog:</div><div>offer?</div><div>more</div></div>"),
        Arguments.of(
            "thunderbird-cite-prefix",
            "<p>Yes, please.</p><div class=\"moz-cite-prefix\">Blah 2.3.2026 10:00, Bob zog:<br></div><blockquote type=\"cite\" cite=\"mid:1@x\">offer?</blockquote>"),
        Arguments.of(
            "proton-quote",
            "<div>Yes, please.</div><div class=\"protonmail_quote\">Blah 2.3.2026 10:00, Bob &lt;bob@example.com&gt; zog:<br><blockquote type=\"cite\" class=\"protonmail_quote\">offer?</blockquote></div>"),
        Arguments.of(
            "outlook-reply-header",
            "<div>Yes, please.</div><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\" dir=ltr><b>Blah:</b> Bob &lt;bob@example.com&gt;<br><b>Bleh:</b> 2.3.2026 10:00<br><b>Blih:</b> Jane &lt;jane@acme.example&gt;<br><b>Bloh:</b> offer</div><div>offer?</div><div>more</div>"),
        Arguments.of(
            "outlook-reply-header",
            "<div>Yes, please.</div><div id=\"x_divRplyFwdMsg\"><b>Blah:</b> Bob &lt;bob@example.com&gt;<br><b>Bleh:</b> 2.3.2026 10:00<br><b>Blih:</b> Jane &lt;jane@acme.example&gt;<br><b>Bloh:</b> offer</div><div>offer?</div>"),
        Arguments.of(
            "outlook-border",
            "<p class=MsoNormal>Yes, please.</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>Blah:</b> Bob &lt;bob@example.com&gt;<br><b>Bleh:</b> 2.3.2026 10:00<br><b>Blih:</b> Jane &lt;jane@acme.example&gt;<br><b>Bloh:</b> offer</p></div></div><p class=MsoNormal>offer?</p>"),
        Arguments.of(
            "outlook-source-body",
            "<div>Yes, please.</div><span id=\"OLK_SRC_BODY_SECTION\"><div><span>Blah: </span> Bob &lt;bob@example.com&gt;<br><span>Bleh: </span> 2.3.2026 10:00<br><span>Blih: </span> Jane &lt;jane@acme.example&gt;<br></div><div>offer?</div></span>"));
  }

  @ParameterizedTest
  @MethodSource("quotations")
  void a_quotation_in_any_language_is_known_by_the_element_of_the_mail_program(
      String rule, String html) {
    Message message = read("Re: Angebot", html);
    assertEquals("Yes, please.", message.visibleText());
    assertTrue(
        message.understanding().segments().stream()
            .anyMatch(s -> s.kind() == Kind.QUOTATION_HEADER && s.rule().equals(rule)),
        () -> "rules: " + message.understanding().segments());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div class=\"gmail_quote\">We need 50 pumps.<br>Please call: 10:00 is fine.</div>",
        "<div id=\"divRplyFwdMsg\">We need 50 pumps.</div><div>Please call.</div>",
        "<div id=\"appendonsend\"></div><div>We need 50 pumps.</div>",
        "<div class=\"yahoo_quoted\">We need 50 pumps from 2.3.2026 on.</div>",
        "<div style='border:none;border-top:solid #E1E1E1 1.0pt'>We need 50 pumps.</div>",
        "<div class=\"moz-cite-prefix\">We need 50 pumps.</div>",
        "<div class=\"gmail_signature\">We need 50 pumps by next week, please send us an offer.</div>",
        "<div class=\"gmail_signature\">Jane Doe<br>We need 50 pumps by next week, please send us an offer.</div>",
        "<div id=\"Signature\">Could you send an offer?</div>",
        "<blockquote style=\"margin:0 0 0 40px;border:none;padding:0px\"><div>We need 50 pumps.</div></blockquote>",
      })
  void an_element_alone_sets_no_text_aside(String html) {
    Message message = read("Pumps", "<div>Hello,</div>" + html);
    assertEquals(message.understanding().text(), message.visibleText());
  }

  @Test
  void answers_between_and_below_the_quoted_paragraphs_are_own_text() {
    String text = own(
        "<div>Hello,</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Mon, 2 Mar 2026 at 10:00, Bob &lt;bob@example.com&gt; wrote:</div>"
            + "<blockquote class=\"gmail_quote\">How many?</blockquote><div>Fifty.</div>"
            + "<blockquote class=\"gmail_quote\">When?</blockquote><div>In May.</div></div><div>That is all.</div>");
    assertEquals("Hello,\nFifty.\nIn May.\nThat is all.", text.replaceAll("\n+", "\n"));
  }

  @Test
  void what_is_below_a_quotation_element_is_own_text() {
    String text = own(
        "<div class=\"yahoo_quoted\"><div>On Monday, 2 March 2026 at 10:00, Bob &lt;bob@example.com&gt; wrote:</div><div>offer?</div></div><div>Yes, please.</div>");
    assertEquals("Yes, please.", text);
  }

  static Stream<Arguments> signatures() {
    return Stream.of(
        Arguments.of(
            "gmail-signature", "<div class=\"gmail_signature\">Jane<br>Head of Buying</div>"),
        Arguments.of(
            "proton-signature",
            "<div class=\"protonmail_signature_block\"><div class=\"protonmail_signature_block-user\">Jane Doe<br>Acme</div></div>"),
        Arguments.of("thunderbird-signature", "<pre class=\"moz-signature\">Jane Doe\nAcme</pre>"),
        Arguments.of(
            "outlook-signature",
            "<div id=\"x_Signature\">Jane Doe<br>buying department, acme</div>"),
        Arguments.of("apple-signature", "<div id=\"AppleMailSignature\">Jane Doe</div>"),
        Arguments.of(
            "outlook-mobile-signature",
            "<div id=\"ms-outlook-mobile-signature\">Hol dir Outlook</div>"));
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void a_signature_is_known_by_the_element_of_the_mail_program(String rule, String html) {
    Message message = read("Pumps", "<div>We need 50 pumps.</div>" + html);
    assertEquals("We need 50 pumps.", message.visibleText());
    Segment last = message
        .understanding()
        .segments()
        .get(message.understanding().segments().size() - 1);
    assertEquals(rule, last.rule());
  }

  @Test
  void a_forward_in_any_language_is_known_by_the_element_of_the_mail_program() {
    String html =
        "<p>Bitte übernehmen.</p><div class=\"moz-forward-container\"><br>-------- Blah blah --------"
            + "<table class=\"moz-email-headers-table\"><tr><th>Bloh: </th><td>pumps</td></tr><tr><th>Bleh: </th><td>Mon, 2 Mar 2026 10:00:00 +0100</td></tr>"
            + "<tr><th>Blah: </th><td>Ann Lee &lt;ann@customer.example&gt;</td></tr><tr><th>Blih: </th><td>info@acme.example</td></tr></table><br>We need 50 pumps.</div>";
    Message message = read("Fwd: pumps", html);
    assertEquals("Bitte übernehmen.", message.visibleText());
    Forwarded forwarded = message.forwarded();
    assertNotNull(forwarded);
    assertEquals(new Address("ann@customer.example", "Ann Lee"), forwarded.from());
    assertEquals("pumps", forwarded.subject());
    assertEquals("We need 50 pumps.", forwarded.text());
    assertFalse(message.understanding().forwards().isEmpty());
    assertNull(read(
            "Re: pumps",
            html.replace("moz-forward-container", "x").replace("moz-email-headers-table", "x"))
        .forwarded());
  }
}
