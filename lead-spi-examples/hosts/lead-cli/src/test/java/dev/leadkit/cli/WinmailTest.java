// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails that consist of a winmail.dat only. */
class WinmailTest {

  @TempDir
  Path folder;

  @Test
  void parse_and_ingest_open_a_winmail() throws Exception {
    Path mail = folder.resolve("a.eml");
    Files.writeString(
        mail,
        "From: Ines Vidal <ines@kestrel-optics.example>\r\nTo: sales@inbound.example\r\n"
            + "Message-ID: <1@kestrel-optics.example>\r\nDate: Mon, 2 Mar 2026 09:15:00 +0000\r\n"
            + "Content-Type: application/ms-tnef; name=winmail.dat\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(winmail()));
    Called parsed = Called.lead("parse", mail.toString());
    assertEquals(0, parsed.code(), parsed.err());
    assertTrue(parsed.out().contains("We need SSO for 300 people."), parsed.out());
    assertTrue(parsed.out().contains("SSO for everybody"), parsed.out());
    assertFalse(parsed.out().contains("winmail.dat\",\"mime\""), parsed.out());
    Called ingested =
        Called.lead("ingest", "--data", folder.resolve("data").toString(), mail.toString());
    assertEquals(0, ingested.code(), ingested.err());
    String delivered = Files.readString(folder.resolve("data/crm.jsonl"));
    assertTrue(delivered.contains("SSO"), delivered);
  }

  /** MS-OXTNEF §2.1.3: the signature, a subject and a text. */
  private static byte[] winmail() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(octets(6).putInt(0x223E9F78).putShort((short) 1).array());
    attribute(out, 0x8004, 1, "SSO for everybody\0");
    attribute(out, 0x800C, 2, "We need SSO for 300 people.\r\n\0");
    return out.toByteArray();
  }

  private static void attribute(ByteArrayOutputStream out, int id, int type, String text) {
    byte[] data = text.getBytes(StandardCharsets.US_ASCII);
    int sum = 0;
    for (byte octet : data) {
      sum += octet & 0xFF;
    }
    out.writeBytes(octets(9)
        .put((byte) 1)
        .putShort((short) id)
        .putShort((short) type)
        .putInt(data.length)
        .array());
    out.writeBytes(data);
    out.writeBytes(octets(2).putShort((short) sum).array());
  }

  private static ByteBuffer octets(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
