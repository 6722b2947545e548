// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Defect.Code;
import dev.leadkit.mime.header.HeaderFields;
import dev.leadkit.mime.scan.BoundaryStack;
import dev.leadkit.mime.scan.Defects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The description of content in the header of a part (RFC 2045 §5, §7). */
class EntityTest {

  private static Entity entity(String field, Defects defects) {
    byte[] octets = (field + "\n\n").getBytes(StandardCharsets.US_ASCII);
    HeaderFields header = HeaderFields.read(
        octets,
        0,
        octets.length,
        new BoundaryStack(),
        HeaderFields.Owner.PART,
        new HeaderFields.Budget(100_000, 10_000, 100),
        defects);
    return Entity.of(octets, header, null, 0, 100, defects);
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, text/html, false",
    "a/b, a/b, false",
    "text, text/plain, true",
    "text/, text/plain, true",
    "html, text/html, true",
    "multipart, multipart/mixed, true",
    "multipart/, multipart/mixed, true",
    "image, application/octet-stream, true",
    "image/, application/octet-stream, true",
    "/png, application/octet-stream, true",
    "'', text/plain, false",
  })
  void a_media_type_without_its_subtype_is_the_usual_one(
      String declared, String type, boolean damaged) {
    Defects defects = new Defects();
    assertEquals(type, entity("Content-Type: " + declared, defects).type);
    assertEquals(
        damaged ? List.of(Code.MALFORMED_PARAMETER) : List.of(),
        defects.list().stream().map(d -> d.code()).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "<a@b>, a@b",
    "< a@b >, a@b",
    "a@b, a@b",
    "x <a@b> y, a@b",
    "<a@b, <a@b",
    "a@b>, a@b>",
    "<a>, a",
    "<>, ''",
    ">a<b>, b",
  })
  void an_id_is_what_is_between_its_brackets(String field, String id) {
    assertEquals(id, entity("Content-ID: " + field, new Defects()).contentId);
  }

  @ParameterizedTest
  @CsvSource({
    "message/rfc822, true",
    "message/global, true",
    "message/partial, false",
    "text/plain, false"
  })
  void a_mail_is_of_one_of_two_types(String type, boolean isMail) {
    assertEquals(isMail, entity("Content-Type: " + type, new Defects()).isMail());
  }
}
