// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One winmail.dat of each kind. */
final class Samples {

  private Samples() {}

  static Map<String, byte[]> all() {
    var samples = new LinkedHashMap<String, byte[]>();
    samples.put(
        "text",
        Winmail.mail(1252)
            .subject("Seats")
            .body("We need SSO.\r\n", StandardCharsets.US_ASCII)
            .bytes());
    samples.put(
        "rtf",
        Winmail.mail(1252)
            .text(0x37, "Seats")
            .named("x-name", 7)
            .numbers(0x6001, 1, 2, 3)
            .binary(
                0x1009,
                Winmail.packed("{\\rtf1\\ansi{\\f0 Arial;} We \\'e4 \\u8230 ?need{\\*\\x y}\\par}"))
            .properties()
            .bytes());
    samples.put(
        "html in rtf",
        Winmail.mail(1252)
            .binary(
                0x1009,
                Winmail.packed("{\\rtf1\\fromhtml1{\\*\\htmltag64 <p>}\\htmlrtf x\\htmlrtf0 SSO}"))
            .properties()
            .bytes());
    samples.put(
        "html and files",
        Winmail.mail(65001)
            .number(0x3FDE, 65001)
            .binary(0x1013, "<p>SSO für 300".getBytes(StandardCharsets.UTF_8))
            .properties()
            .text(0x3707, "Preisliste für alle.pdf")
            .text8(0x370E, "application/pdf", StandardCharsets.US_ASCII)
            .text(0x3712, "list@x.example")
            .flag(0x7FFE)
            .attachment("PREISL~1.PDF", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII))
            .attachment("b.txt", "second".getBytes(StandardCharsets.US_ASCII))
            .bytes());
    samples.put(
        "message inside",
        Winmail.mail(1252)
            .text(0x3001, "Forwarded")
            .object(0x3701, Winmail.MESSAGE_INTERFACE, samples.get("text"))
            .attachment()
            .bytes());
    return samples;
  }
}
