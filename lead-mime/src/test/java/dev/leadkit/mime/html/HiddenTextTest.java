// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Defect;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that a mail program does not show is hidden text and not visible text; text that it may show is visible. */
class HiddenTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div style=\"display:none\">SAML</div>",
        "<div style='DISPLAY : NONE !important; color:#fff'>SAML</div>",
        "<span style=display:none>SAML</span>",
        "<div style=\"display&#58;none\">SAML</div>",
        "<div style=\"font-family:&quot;Arial&quot;;display:none\">SAML</div>",
        "<div style=\"/* x */display:none\">SAML</div>",
        "<div style=\"display:/**/none\">SAML</div>",
        "<div style=\"display/* : ; */:none/**/\">SAML</div>",
        "<div style=\"dis\\70lay:none\">SAML</div>",
        "<div style=\"display:\\6e one\">SAML</div>",
        "<style>.x{displa\\79:/*;*/none}</style><div class=x>SAML</div>",
        "<div style=\"display:block;display:none\">SAML</div>",
        "<div style=\"display:none!important;display:block\">SAML</div>",
        "<div style=\"background:url(a;b);display:none\">SAML</div>",
        "<div style=\"visibility:hidden\">SAML</div>",
        "<tr style=\"visibility:collapse\"><td>SAML</td></tr>",
        "<p hidden>SAML</p>",
        "<p hidden=\"hidden\">SAML</p>",
        "<p HIDDEN=''>SAML</p>",
        "<span style=\"font-size:0\">SAML</span>",
        "<span style=\"font-size:0px\">SAML</span>",
        "<span style=\"font-size:.0em\">SAML</span>",
        "<span style=\"font-size:0%\">SAML</span>",
        "<span style=\"font-size:1px\">SAML</span>",
        "<span style=\"font:0/0 a\">SAML</span>",
        "<span style=\"font: bold 0px/1 Arial\">SAML</span>",
        "<span style=\"opacity:0\">SAML</span>",
        "<span style=\"opacity:0.0\">SAML</span>",
        "<span style=\"opacity:0%\">SAML</span>",
        "<span style=\"mso-hide:all\">SAML</span>",
        "<div style=\"max-height:0;overflow:hidden\">SAML</div>",
        "<div style=\"max-height:0px;max-width:0px;overflow:hidden;font-size:14px\">SAML</div>",
        "<div style=\"height:0;overflow:hidden\">SAML</div>",
        "<div style=\"width:0;overflow-x:hidden\">SAML</div>",
        "<div style=\"height:1px;width:1px;overflow:hidden\">SAML</div>",
        "<div style=\"position:absolute;clip:rect(0,0,0,0)\">SAML</div>",
        "<div style=\"position:absolute;clip:rect(1px 1px 1px 1px)\">SAML</div>",
        "<div style=\"clip-path:inset(50%)\">SAML</div>",
        "<div style=\"text-indent:-9999px\">SAML</div>",
        "<div style=\"text-indent:-100em\">SAML</div>",
        "<div style=\"position:absolute;left:-9999px\">SAML</div>",
        "<div style=\"position:fixed;top:-2000px\">SAML</div>",
        "<div style=\"margin-left:-9999px\">SAML</div>",
        "<div style=\"transform:scale(0)\">SAML</div>",
        "<div style=\"color:#ffffff;background-color:#ffffff\">SAML</div>",
        "<div style=\"color:white;background:#FFF\">SAML</div>",
        "<div style=\"color:#fefefe;background-color:rgb(255, 255, 255)\">SAML</div>",
        "<table bgcolor=\"#ffffff\"><tr><td><font color=\"white\">SAML</font></td></tr></table>",
        "<div style=\"background-color:#123456\"><p><span style=\"color:#123456\">SAML</span></p></div>",
        "<span style=\"color:transparent\">SAML</span>",
        "<span style=\"color:rgba(10,10,10,0)\">SAML</span>",
        "<font color=#ffffff>SAML</font>",
        "<style>.preheader{display:none !important}</style><div class=\"x preheader\">SAML</div>",
        "<style>.preheader{display:none !important}</style><div class=\"preheader\" style=\"display:block\">SAML</div>",
        "<style type=\"text/css\"><!-- #p , #q { visibility : hidden } --></style><i id=\"q\">SAML</i>",
        "<style>span.pre.header{font-size:0}</style><span class=\"header pre\">SAML</span>",
        "<STYLE>/* a { } */ u{opacity:0}</STYLE><u>SAML</u>",
        "<style>@media screen { .a { display: none } }</style><p class=a>SAML</p>",
        "<style>.a{display:block}.b{display:none}</style><p class=\"b a\">SAML</p>",
        "<style>@import url(x.css); .a{display:none}</style><p class=a>SAML</p>",
        "<p class=late>SAML</p><style>.late{display:none}</style>",
        "<div style=\"display:none\"><div>SAML</div><p style=\"display:block\"></p></div>",
        "<p style=\"display:none\">SAML<p>Hello<p>",
        "<ul><li style=\"display:none\">SAML<li></ul>",
        "<table><tr><td style=\"display:none\">SAML<td></table>",
        "<div style=\"display:none\"><span>SAML</div>",
        "<o:p style=\"display:none\">SAML</o:p>",
        "<div style=\"display:none\"><p>a</p><table><tr><td>SAML</td></tr></table></div>",
      })
  void text_that_is_not_shown_is_hidden_text(String html) {
    Message message = read("<p>Hello there,</p>" + html + "<p>we need seats.</p>");
    String visible = message.visibleText();
    assertFalse(visible.contains("SAML"), "it must not be visible: " + visible);
    assertTrue(visible.contains("Hello there,"), "what comes before is visible: " + visible);
    assertTrue(visible.contains("we need seats."), "what comes after is visible: " + visible);
    assertTrue(message.hiddenText().contains("SAML"), "it is kept: " + message.hiddenText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p aria-hidden=\"true\">SAML</p>",
        "<td style=\"font-size:0\"><div style=\"font-size:13px\">SAML</div></td>",
        "<td style=\"font-size:0px\"><span><font size=\"2\">SAML</font></span></td>",
        "<td style=\"font-size:0\"><p style=\"font:14px/20px Arial\">SAML</p></td>",
        "<td style=\"font-size:1px\"><span style=\"font-size:small\">SAML</span></td>",
        "<td style=\"font-size:0\"><table><tr><td>SAML</td></tr></table></td>",
        "<div style=\"font-size:0.9em\">SAML</div>",
        "<div style=\"font-size:120%\">SAML</div>",
        "<div style=\"font:bold 12px Arial\">SAML</div>",
        "<div style=\"font:700 14px/0 Arial\">SAML</div>",
        "<div style=\"visibility:hidden\"><b style=\"visibility:visible\">SAML</b></div>",
        "<div style=\"text-indent:-9999px\"><p style=\"text-indent:0\">SAML</p></div>",
        "<div style=\"text-indent:-18.0pt;margin-left:36.0pt\">SAML</div>",
        "<div style=\"display:none;display:block\">SAML</div>",
        "<p hidden style=\"display:block\">SAML</p>",
        "<div style=\"opacity:0.5\">SAML</div>",
        "<div style=\"opacity:1\">SAML</div>",
        "<div style=\"max-height:0\">SAML</div>",
        "<div style=\"height:0;overflow:visible\">SAML</div>",
        "<div style=\"height:100px;overflow:hidden\">SAML</div>",
        "<div style=\"width:100%;overflow:hidden\">SAML</div>",
        "<div style=\"left:-9999px\">SAML</div>",
        "<div style=\"position:absolute;left:-10px\">SAML</div>",
        "<div style=\"clip:rect(0,0,0,0)\">SAML</div>",
        "<div style=\"position:absolute;clip:rect(0,100px,20px,0)\">SAML</div>",
        "<div style=\"color:#ffffff;background-color:#003366\">SAML</div>",
        "<div style=\"background:#fff\"><div style=\"background:#000\"><b style=\"color:#fff\">SAML</b></div></div>",
        "<div style=\"background:#fff url(x.png);color:#fff\">SAML</div>",
        "<table background=\"dark.png\" bgcolor=\"#ffffff\"><tr><td style=\"color:#fff\">SAML</td></tr></table>",
        "<div style=\"color:#fff;background:#fff\"><a href=\"x\">SAML</a></div>",
        "<div bgcolor=\"#000\"><font color=\"white\">SAML</font></div>",
        "<style>body .dark{background:#000}</style><p class=dark><font color=white>SAML</font></p>",
        "<style>@media only screen and (max-width:600px){.m{display:none!important}}</style><p class=m>SAML</p>",
        "<style>@media print{.m{display:none}}</style><p class=m>SAML</p>",
        "<style media=\"print\">.m{display:none}</style><p class=m>SAML</p>",
        "<style>.m:hover{display:none}</style><p class=m>SAML</p>",
        "<style>.x .m{display:none}</style><p class=m>SAML</p>",
        "<style>div.m{display:none}</style><p class=m>SAML</p>",
        "<style>.m{display:none}.m{display:block}</style><p class=m>SAML</p>",
        "<style>p{display:none}.m{display:block}</style><p class=m>SAML</p>",
        "<style>.m{display:none}</style><p class=m style=\"display:block\">SAML</p>",
        "<!--[if mso]><style>.m{display:none}</style><![endif]--><p class=m>SAML</p>",
        "<!--[if !mso]><!--><p>SAML</p><!--<![endif]-->",
        "<![if !mso]><p>SAML</p><![endif]>",
        "<noscript>SAML</noscript>",
        "<object data=x><p>SAML</p></object>",
        "<font style=\"display:none\"><p>x</font></p>SAML",
        "<div style=\"display:none\"><div>x</div></div>SAML",
        "<span style=\"display:none\">x</span>SAML",
        "<p style=\"display:none\"><div>SAML</div>",
        "<img style=\"display:none\">SAML",
        "<input type=hidden style=\"display:none\">SAML",
        "<br style=\"display:none\">SAML",
        "<textarea style=\"white-space:normal\">SAML</textarea>",
        "<div style=\"display:none\" style=\"x\"></div>SAML",
        "<div style=\"\">SAML</div>",
        "<div style>SAML</div>",
        "<div style=\":;;:none;display\">SAML</div>",
      })
  void text_that_is_not_certainly_hidden_is_visible(String html) {
    Message message = read("<p>Hello there,</p>" + html + "<p>we need seats.</p>");
    assertTrue(
        message.visibleText().contains("SAML"), "it must be visible: " + message.visibleText());
    assertFalse(message.hiddenText().contains("SAML"), "it is not hidden: " + message.hiddenText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!--[if mso]><p>SAML</p><![endif]-->",
        "<!-- SAML -->",
        "<title>SAML</title>",
        "<script>SAML</script>",
        "<style>SAML{}</style>",
        "<template><p>SAML</p></template>",
        "<input type=\"hidden\" value=\"SAML\">",
        "<select><option>SAML</option></select>",
        "<iframe>SAML</iframe>",
        "<img alt=\"SAML\">",
      })
  void content_that_is_not_text_of_the_document_is_neither_shown_nor_hidden(String html) {
    Message message = read("<p>Hello there,</p>" + html + "<p>we need seats.</p>");
    assertEquals("Hello there,\n\nwe need seats.", message.visibleText());
    assertEquals("", message.hiddenText());
  }

  @Test
  void hidden_pieces_are_separated_and_leave_no_trace_in_the_line() {
    HtmlText document = HtmlText.of(
        "one<i hidden>a</i><i hidden>b</i>two <div hidden>c</div>three <i hidden>d</i> four");
    assertEquals("onetwo three four", document.text());
    assertEquals("a\nb\nc\nd", document.hidden());
  }

  @Test
  void a_document_that_shows_nothing_is_shown_anyway() {
    Message message = read("<div style=\"font-size:0\"><p>We need 50 seats.</p></div>");
    assertEquals("We need 50 seats.", message.visibleText());
    assertEquals("We need 50 seats.", message.hiddenText(), "policies can still tell");
    Mails.assertDefect(message, Defect.Code.HIDDEN_BODY);
    Message image = read("<div hidden>SAML</div><img src=\"cid:x\">");
    assertEquals("", image.visibleText(), "the mail shows the image");
    Mails.assertNoDefect(image, Defect.Code.HIDDEN_BODY);
  }

  @Test
  void invisible_characters_neither_split_words_nor_fill_lines() {
    assertEquals("SAML", HtmlText.of("S&shy;A&#8203;M&zwnj;&#847;L").text());
    assertEquals(
        "a b", HtmlText.of("a &zwnj;&nbsp;&#8199;&zwnj;&nbsp;&#65279; b").text());
    assertEquals(
        "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
        HtmlText.of("\u0645\u06CC&zwnj;\u062E\u0648\u0627\u0647\u0645").text());
    assertEquals(
        "\uD83D\uDC68\u200D\uD83D\uDCBB",
        HtmlText.of("\uD83D\uDC68\u200D\uD83D\uDCBB").text());
  }

  private static Message read(String html) {
    return Mails.read("From: a@example.com\nContent-Type: text/html; charset=utf-8\n\n" + html);
  }

  @Test
  void an_escaped_quote_or_semicolon_does_not_end_a_declaration() {
    Message mail = Mails.read("From: a@example.com\nContent-Type: text/html\n\n"
        + "<p style=\"font-family:a\\;display:none;color:red\">SAML</p>");
    assertEquals("SAML", mail.visibleText());
  }
}
