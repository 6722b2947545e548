// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Automation;
import dev.leadkit.Defect;
import dev.leadkit.Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriageTest {

  private static final MimeReader READER = new MimeReader(MimeLimits.standard());

  private static final String HEADER = """
      Received: from mx.example.net by in.example.com; Mon, 2 Mar 2026 12:00:00 +0000
      From: "Lovelace, Ada" <ada@acme.example>
      To: Sales <sales@example.com>, Jane <jane@example.com>
      Cc: desk@example.com
      Reply-To: team@acme.example
      Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
      Date: Mon, 2 Mar 2026 12:59:58 +0100
      Message-ID: <2@acme.example>
      In-Reply-To: <1@acme.example>
      References: <0@acme.example> <1@acme.example>
      Auto-Submitted: auto-replied
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=b

      """;

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void the_header_alone_gives_the_same_values_as_the_whole_mail() {
    byte[] mail = octets(HEADER + "--b\n\nHallo\n--b--\n");
    Message message = Mails.read(mail);
    Triage triage = READER.triage(mail);
    assertEquals(message.from(), triage.from());
    assertEquals(message.to(), triage.to());
    assertEquals(message.cc(), triage.cc());
    assertEquals(message.replyTo(), triage.replyTo());
    assertEquals("Grüße", triage.subject());
    assertEquals(message.date(), triage.date());
    assertEquals(message.thread(), triage.thread());
    assertEquals(Automation.AUTO_REPLY, triage.automation());
    assertEquals(List.of(), triage.defects());
  }

  @Test
  void the_body_is_not_read() {
    Triage triage = READER.triage(octets(HEADER));
    assertEquals(triage, READER.triage(octets(HEADER + "--b\nContent-Type: \u0000;;=\n\n\u0000")));
    byte[] cut = octets(HEADER);
    assertEquals(triage, READER.triage(Arrays.copyOf(cut, cut.length - 1)));
  }

  @Test
  void defects_of_the_header_are_reported() {
    Triage triage = READER.triage(octets("From: Doe, Jane <jane@example.com>\nDate: soon\n\n"));
    assertEquals("Doe, Jane", triage.from().name());
    assertEquals(
        List.of(Defect.Code.UNQUOTED_COMMA, Defect.Code.MALFORMED_DATE),
        triage.defects().stream().map(Defect::code).toList());
  }

  @Test
  void anything_at_all_can_be_triaged() {
    for (byte[] mail : List.of(new byte[0], new byte[] {0}, octets("\n\n"), octets("no header"))) {
      assertFalse(READER.triage(mail).from().isKnown());
    }
  }

  @Test
  void a_report_is_recognized_by_its_type() {
    assertEquals(
        Automation.REPORT,
        READER.triage(octets("Content-Type: multipart/report; boundary=b\n\n")).automation());
  }

  @Test
  void toString_shows_no_personal_data() {
    String shown = READER.triage(octets(HEADER)).toString();
    assertFalse(shown.contains("ada@acme"));
    assertTrue(shown.contains("<2@acme.example>"));
  }
}
