// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import dev.leadkit.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Mails around a winmail.dat. */
final class Mails {

  private Mails() {}

  /** As Exchange sends them: a text of its own, and everything once more in the winmail.dat. */
  static RawMessage withText(String text, byte[]... packed) {
    return mail("Subject: Offer\r\n", text, packed);
  }

  /** A mail that is nothing but a winmail.dat. */
  static RawMessage bare(byte[]... packed) {
    return mail("", "", packed);
  }

  private static RawMessage mail(String subject, String text, byte[]... packed) {
    var mail = new StringBuilder("From: Ines Vidal <ines@kestrel-optics.example>\r\n")
        .append("To: sales@inbound.example\r\n")
        .append(subject)
        .append("Message-ID: <1@kestrel-optics.example>\r\n")
        .append("Date: Mon, 2 Mar 2026 09:15:00 +0000\r\n")
        .append("MIME-Version: 1.0\r\n")
        .append("Content-Type: multipart/mixed; boundary=\"outer\"\r\n\r\n");
    if (!text.isEmpty()) {
      mail.append("--outer\r\nContent-Type: text/plain\r\n\r\n").append(text).append("\r\n");
    }
    for (byte[] winmail : packed) {
      mail.append("--outer\r\nContent-Type: application/ms-tnef; name=\"winmail.dat\"\r\n")
          .append("Content-Disposition: attachment; filename=\"winmail.dat\"\r\n")
          .append("Content-Transfer-Encoding: base64\r\n\r\n")
          .append(Base64.getMimeEncoder().encodeToString(winmail))
          .append("\r\n");
    }
    mail.append("--outer--\r\n");
    return RawMessage.of(mail.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
