// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.mime.header.HeaderFields;
import dev.leadkit.mime.scan.BoundaryStack;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The parts of a message with the ranges of their bodies (RFC 2046 §5.1). In the rows $ is a line feed and ^ a carriage return; the message is
 * a multipart/mixed whose boundary is b. A multipart is written with its preamble and its epilogue, a leaf with its body.
 */
class MultipartTest {

  private static String parts(String type, String body, Defects defects) {
    byte[] mail = ("Content-Type: " + type + "\n\n" + body.replace('$', '\n').replace('^', '\r'))
        .getBytes(StandardCharsets.ISO_8859_1);
    StructureLimits limits = new StructureLimits(1_000, 64, 200, 2_000_000, 256_000, 2_000);
    HeaderFields header = HeaderFields.read(
        mail,
        0,
        mail.length,
        new BoundaryStack(),
        HeaderFields.Owner.MESSAGE,
        limits.headerBudget(),
        defects);
    return Multipart.entities(mail, header, mail.length, limits, defects).stream()
        .map(MultipartTest::written)
        .collect(Collectors.joining(" "));
  }

  private static String written(Entity entity) {
    String content = entity.isMultipart()
        ? range(entity.preamble()) + "/" + range(entity.epilogue())
        : range(entity.body());
    return entity.depth + ":" + entity.type.replace("multipart/", "") + "[" + content + "]";
  }

  private static String range(ByteRange octets) {
    return new String(octets.bytes, octets.from, octets.length(), StandardCharsets.ISO_8859_1)
        .replace('\n', '$')
        .replace('\r', '^');
  }

  private static String codes(Defects defects) {
    return defects.list().stream().map(d -> d.code().name()).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--b$$a$--b--$ | 0:mixed[/] 1:text/plain[a] | ``",
        "p$--b$$a$--b$$c$--b--$e | 0:mixed[p/e] 1:text/plain[a] 1:text/plain[c] | ``",
        "p^$--b^$^$a^$--b--^$e^$ | 0:mixed[p/e^$] 1:text/plain[a] | ``",
        "$--b$$a$$--b-- | 0:mixed[/] 1:text/plain[a$] | ``",
        "--b$$$--b--$ | 0:mixed[/] 1:text/plain[] | ``",
        "--b$$--x$-b$--b2$--b--$ | 0:mixed[/] 1:text/plain[--x$-b$--b2] | ``",
        "--b$$a --b$--b--$ | 0:mixed[/] 1:text/plain[a --b] | ``",
        "--b$Content-Type: text/html$$a$--b--$ | 0:mixed[/] 1:text/html[a] | ``",
        // nesting
        "--b$Content-Type: multipart/alternative; boundary=i$$p$--i$$a$--i--$e$--b$$c$--b--$ | 0:mixed[/] 1:alternative[p/e] 2:text/plain[a] 1:text/plain[c] | ``",
        "--b$Content-Type: multipart/alternative; boundary=i$$--i$$a$--b$$c$--b--$ | 0:mixed[/] 1:alternative[/] 2:text/plain[a] 1:text/plain[c] | ``",
        "--b$Content-Type: multipart/alternative; boundary=i$$--i$$a$--b--$e | 0:mixed[/e] 1:alternative[/] 2:text/plain[a] | ``",
        "--b$Content-Type: multipart/alternative; boundary=i$$--i$$a$--i--$--i$$x$--b--$ | 0:mixed[/] 1:alternative[/--i$$x] 2:text/plain[a] | ``",
        // no end
        "--b$$a$ | 0:mixed[/] 1:text/plain[a$] | MISSING_END",
        "--b$Content-Type: multipart/alternative; boundary=i$$--i$$a$--i--$e$ | 0:mixed[/] 1:alternative[/e$] 2:text/plain[a] | MISSING_END",
        // no parts
        "a$ | 0:text/plain[a$] | MISSING_END MISSING_PARTS",
        "a$--b--$c | 0:text/plain[a] | MISSING_PARTS",
        "--b$Content-Type: multipart/alternative; boundary=i$$a$--b--$ | 0:mixed[/] 1:text/plain[a] | MISSING_PARTS",
        // another boundary than the declared one
        "p$--x$Content-Type: text/html$$a$--x--$e | 0:mixed[p/e] 1:text/html[a] | WRONG_BOUNDARY",
        "p$--x$no field$--b$$a$--b--$ | 0:mixed[p$--x$no field/] 1:text/plain[a] | ``",
        "p$--x$Content-Type: text/html$$a$--b$$c$--b--$ | 0:mixed[p$--x$Content-Type: text/html$$a/] 1:text/plain[c] | ``",
        // one part whose delimiters are lost
        "Content-Type: text/html$$a$ | 0:mixed[/] 1:text/html[a$] | MISSING_PARTS MISSING_END",
        "^$$Content-Type: text/html$$a$ | 0:mixed[/] 1:text/html[a$] | MISSING_PARTS MISSING_END",
        "Content-Type: text/html$--b$$a$--b--$ | 0:mixed[Content-Type: text/html/] 1:text/plain[a] | ``",
      })
  void a_delimiter_line_begins_or_closes_the_part_of_its_boundary(
      String body, String parts, String codes) {
    Defects defects = new Defects();
    assertEquals(parts, parts("multipart/mixed; boundary=b", body, defects));
    assertEquals(codes, codes(defects));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "p$--x$$a$--x--$e | 0:mixed[p/e] 1:text/plain[a] | MISSING_BOUNDARY",
        "--x $$a$--x--$ | 0:mixed[/] 1:text/plain[a] | MISSING_BOUNDARY",
        "--x$$a$--y$ | 0:mixed[/] 1:text/plain[a$--y$] | MISSING_BOUNDARY MISSING_END",
        "--$$a$ | 0:text/plain[--$$a$] | MISSING_BOUNDARY",
        "a$ | 0:text/plain[a$] | MISSING_BOUNDARY",
      })
  void an_undeclared_boundary_is_that_of_the_first_delimiter(
      String body, String parts, String codes) {
    for (String type : List.of("multipart/mixed", "multipart/mixed; boundary=" + "b".repeat(251))) {
      Defects defects = new Defects();
      assertEquals(parts, parts(type, body, defects));
      assertEquals(codes, codes(defects));
    }
  }

  @Test
  void an_undeclared_boundary_is_searched_for_in_the_first_four_kibibytes() {
    for (int before : new int[] {Multipart.LOOK_AHEAD - 40, Multipart.LOOK_AHEAD}) {
      String preamble = "p".repeat(before);
      Defects defects = new Defects();
      String parts = parts("multipart/mixed", preamble + "$--x$$a$--x--$", defects);
      assertEquals(
          before < Multipart.LOOK_AHEAD
              ? "0:mixed[" + preamble + "/] 1:text/plain[a]"
              : "0:text/plain[" + preamble + "$--x$$a$--x--$]",
          parts);
    }
  }

  @Test
  void a_declared_boundary_may_have_250_characters() {
    String boundary = "b".repeat(250);
    Defects defects = new Defects();
    assertEquals(
        "0:mixed[/] 1:text/plain[a]",
        parts(
            "multipart/mixed; boundary=" + boundary,
            "--" + boundary + "$$a$--" + boundary + "--$",
            defects));
    assertEquals("", codes(defects));
  }
}
