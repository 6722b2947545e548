// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.mime.scan.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where the text begins that something appended to an encoded body. In the rows $ is a line feed, ^ a carriage return, | the place where the
 * footer begins (at the end if there is none), and D is a line that is certainly base64.
 */
class PlainFooterTest {

  private static final String DATA = "V2UgbmVlZCA1MCBzZWF0cyBmb3IgWsO8cmljaC4K";

  private static void assertFooter(String row, TransferEncoding encoding) {
    String text = row.replace("D$", DATA + "\n").replace('$', '\n').replace('^', '\r');
    int footer = text.indexOf('|') < 0 ? text.length() : text.indexOf('|');
    text = text.replace("|", "");
    for (String around : List.of("", "x", "=", "\n")) {
      byte[] octets = (around + text + around).getBytes(StandardCharsets.UTF_8);
      int to = octets.length - around.length();
      int from = around.length();
      int expected = from + text.substring(0, footer).getBytes(StandardCharsets.UTF_8).length;
      assertEquals(expected, PlainFooter.start(new ByteRange(octets, from, to), encoding), row);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "D$",
        "D$$",
        // lines of words with blanks, marks or an address
        "D$|Sent from my phone$",
        "D$|Sent from my phone",
        "D$^$|Sent from my phone^$",
        "D$$ $|Sent from my phone$ $",
        "D$|\tSent from\tmy phone",
        "D$|f\u00FCr Sie$",
        "D$|x.$",
        "D$|http://example.com/$",
        "D$|jane@example.com$",
        "D$|first line$second line$",
        "D$|first line$$second line$",
        // rules of the same character
        "D$|---$",
        "D$|***$",
        "D$|=====$",
        "D$**$",
        "D$**=$",
        "D$AAA$",
        // a word may be data or text; it is text only in a footer of its own
        "D$word$",
        "D$$|word one$",
        "D$word$|Sent from my phone$",
        "D$$|word$Sent from my phone$",
        "D$$|word$$Sent from my phone$",
        "D$|Sent from my phone$word$",
        "SGkh$|Sent from my phone$",
        "$SGkh$|Sent from my phone$",
        " $SGkh$|Sent from my phone$",
        "YSBi$|Sent from my phone$",
        "YQli$|Sent from my phone$",
        "YQpi$|Sent from my phone$",
        "YQ1i$|Sent from my phone$",
        "|AAAB$Sent from my phone$",
        "|word$SGkh$Sent from my phone$",
        "D$|\u00FCber uns.\u00FC$",
        // 20 characters of the alphabet are data
        "D$$|aaaaaaaaaaaaaaaaaaa$b c$",
        "D$aaaaaaaaaaaaaaaaaaaa$|b c$",
        "D$|aaaaaaaaaaaaaaaaaaa b$",
        "D$aaaaaaaaaaaaaaaaaaaa b$",
        "D$|aaaaaaaaaaaaaaaaaaaa b.$",
        // as are 40 without a blank, unless they contain an address
        "D$|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-$",
        "D$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-$",
        "D$|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b$",
        "D$|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa://$",
        "D$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:/a$",
        "D$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:a/$",
        "D$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:/$",
        // characters outside the alphabet without a mark are damaged data
        "D$f\u00FCr$",
        "D$a*b$",
        // a text that was never encoded
        "|Hello there$",
        "|word$Sent from my phone$",
        "|Hello$there you are.$",
        "word$",
        "D$ $",
        "D$\t ^$",
        "D$ \0 $",
        "D$\0$|a footer.$",
        "  D$  D$",
        " $SGVsbG8=$|a footer.$",
        "D$$|abcdefghijklmnopqrs$a footer.$",
        "D$$abcdefghijklmnopqrst$|a footer.$",
      })
  void a_footer_begins_after_the_last_data_line(String row) {
    assertFooter(row, TransferEncoding.BASE64);
  }

  @Test
  void text_of_more_than_16_kibibytes_is_not_a_footer() {
    String line = "a b c d e f g h\n";
    assertFooter("D$|" + line.repeat(1024).replace('\n', '$'), TransferEncoding.BASE64);
    assertFooter("D$" + "$" + line.repeat(1024).replace('\n', '$'), TransferEncoding.BASE64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "begin 644 a$#86)C$`$end$",
        "begin 644 a$#86)C$`$end",
        "begin 644 a$#86)C$`$end$|more$",
        "begin 644 a$#86)C$`$end^$|more$",
        "begin 644 a$#86)C$`$end$|$ $more",
        "begin 644 a$#86)C$`$end$|\u00FC$",
        "begin 644 a$#86)C$`$end$$ $",
        "begin 644 a$#86)C$`$ended$more$",
        "begin 644 a$#86)C$`$enD$more$end$|x",
        "end$begin 644 a$#86)C$`$end$|more$",
        "end$more$",
      })
  void a_footer_begins_after_the_end_of_uuencoded_content(String row) {
    assertFooter(row, TransferEncoding.UUENCODE);
  }

  @ParameterizedTest
  @CsvSource({"IDENTITY", "QUOTED_PRINTABLE", "YENC", "BINHEX"})
  void other_encodings_have_no_footer(TransferEncoding encoding) {
    assertFooter("D$Sent from my phone$", encoding);
  }
}
