// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldNameTest {

  private static @Nullable FieldName of(String name) {
    byte[] bytes = ("x" + name + "x").getBytes(StandardCharsets.US_ASCII);
    return FieldName.of(bytes, 1, 1 + name.length());
  }

  @Test
  void each_name_is_known_in_any_case_and_nothing_else_is() {
    for (FieldName name : FieldName.values()) {
      String spelling = name.spelling();
      assertSame(name, of(spelling));
      assertSame(name, of(spelling.toLowerCase(Locale.ROOT)));
      assertSame(name, of(spelling.toUpperCase(Locale.ROOT)));
      assertNull(of(spelling + "x"), spelling + "x is another field");
      assertNull(of(spelling.substring(1)), "a part of " + spelling + " is another field");
      for (int i = 0; i < spelling.length(); i++) {
        String other = spelling.substring(0, i) + "~" + spelling.substring(i + 1);
        assertNull(of(other), other + " is another field");
      }
    }
    assertNull(of(""));
    assertNull(of("X-Lead"));
  }

  @Test
  void a_name_in_its_usual_spelling_is_the_same_string_and_any_other_is_kept_as_written() {
    byte[] bytes = "Subject subject X-Lead".getBytes(StandardCharsets.US_ASCII);
    assertSame(FieldName.SUBJECT.spelling(), FieldName.spelling(FieldName.SUBJECT, bytes, 0, 7));
    assertEquals("subject", FieldName.spelling(FieldName.SUBJECT, bytes, 8, 15));
    assertEquals("X-Lead", FieldName.spelling(null, bytes, 16, 22));
    assertNotSame("X-Lead", FieldName.spelling(null, bytes, 16, 22));
  }

  private static void hold(Predicate<FieldName> rule, FieldName... names) {
    Set<FieldName> found = EnumSet.noneOf(FieldName.class);
    for (FieldName name : FieldName.values()) {
      if (rule.test(name)) {
        found.add(name);
      }
    }
    assertEquals(Set.of(names), found);
  }

  /** RFC 5322 §3.6 has the number of times that a field may occur; RFC 2045 §3 the fields of a part. */
  @Test
  void each_property_holds_for_the_fields_of_its_standard() {
    hold(
        FieldName::isUnique,
        FieldName.FROM,
        FieldName.SENDER,
        FieldName.TO,
        FieldName.CC,
        FieldName.REPLY_TO,
        FieldName.SUBJECT,
        FieldName.DATE,
        FieldName.MESSAGE_ID,
        FieldName.IN_REPLY_TO,
        FieldName.REFERENCES,
        FieldName.MIME_VERSION,
        FieldName.CONTENT_TYPE,
        FieldName.CONTENT_TRANSFER_ENCODING,
        FieldName.CONTENT_DISPOSITION,
        FieldName.CONTENT_ID);
    hold(
        FieldName::isAddressList,
        FieldName.FROM,
        FieldName.SENDER,
        FieldName.TO,
        FieldName.CC,
        FieldName.REPLY_TO);
    hold(FieldName::isIdList, FieldName.MESSAGE_ID, FieldName.IN_REPLY_TO, FieldName.REFERENCES);
    hold(
        FieldName::describesContent,
        FieldName.CONTENT_TYPE,
        FieldName.CONTENT_TRANSFER_ENCODING,
        FieldName.CONTENT_DISPOSITION,
        FieldName.CONTENT_ID);
    hold(FieldName::isUnstructured, FieldName.SUBJECT, FieldName.X_MAILER, FieldName.USER_AGENT);
    hold(
        FieldName::isTechnical,
        FieldName.MESSAGE_ID,
        FieldName.RETURN_PATH,
        FieldName.RECEIVED,
        FieldName.MIME_VERSION,
        FieldName.CONTENT_TYPE,
        FieldName.CONTENT_TRANSFER_ENCODING,
        FieldName.CONTENT_DISPOSITION,
        FieldName.CONTENT_ID,
        FieldName.AUTHENTICATION_RESULTS,
        FieldName.DKIM_SIGNATURE,
        FieldName.DELIVERED_TO);
  }
}
