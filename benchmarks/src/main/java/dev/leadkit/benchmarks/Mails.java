// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.RawMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The measured mails: four generated ones, and real ones if there are any. */
final class Mails {

  private static final String SENTENCE =
      "We are looking for a single sign-on solution with SAML for about 450 people in our Lyon and Hamburg offices. ";

  private Mails() {}

  /**
   * Returns the mails with this name.
   *
   * @param name {@code form-2k}, {@code newsletter-30k}, {@code pdf-1m}, {@code pdf-10m}, or the path of a folder, or of a list of files,
   *     one a line
   */
  static List<RawMessage> named(String name) {
    return switch (name) {
      case "form-2k" -> List.of(RawMessage.of(form(0)));
      case "newsletter-30k" -> List.of(RawMessage.of(newsletter()));
      case "pdf-1m" -> List.of(RawMessage.of(withPdf(750_000)));
      case "pdf-10m" -> List.of(RawMessage.of(withPdf(7_500_000)));
      default -> files(Path.of(name)).stream().map(Mails::file).toList();
    };
  }

  /** An enquiry of 2 KB that is different for every number. */
  static byte[] form(int number) {
    return octets(
        headers(number, "text/plain; charset=utf-8") + "\r\n" + (SENTENCE + "\r\n").repeat(12)
            + "Number " + number + "\r\n-- \r\nAda Example\r\nAcme GmbH, Hamburg\r\n");
  }

  private static byte[] newsletter() {
    String text = (SENTENCE + "\r\n").repeat(60);
    String html = "<html><head><style>p { margin: 0 }</style></head><body>"
        + ("<p style=3D\"color: #333\">" + SENTENCE + "=E2=82=AC 30</p>=\r\n").repeat(150)
        + "</body></html>";
    return octets(headers(1, "multipart/alternative; boundary=\"=_part\"")
        + "\r\n--=_part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text
        + "\r\n--=_part\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + html + "\r\n--=_part--\r\n");
  }

  private static byte[] withPdf(int size) {
    var pdf = new byte[size];
    new Random(42).nextBytes(pdf);
    System.arraycopy(octets("%PDF-1.7\n"), 0, pdf, 0, 9);
    return octets(headers(2, "multipart/mixed; boundary=\"=_part\"")
        + "\r\n--=_part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + SENTENCE
        + "\r\n--=_part\r\nContent-Type: application/pdf; name=\"offer.pdf\"\r\n"
        + "Content-Disposition: attachment; filename=\"offer.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + Base64.getMimeEncoder().encodeToString(pdf) + "\r\n--=_part--\r\n");
  }

  private static String headers(int number, String type) {
    return "Received: from mx.example.net (mx.example.net [192.0.2.1]) by in.example.com;\r\n"
        + " Mon, 2 Mar 2026 12:00:00 +0000\r\n"
        + "From: =?utf-8?Q?Ada_Ex=C3=A4mple?= <ada" + number % 1000 + "@acme" + number % 50
        + ".example>\r\n"
        + "To: Sales <sales@example.com>\r\nSubject: SSO for 450 people\r\n"
        + "Date: Mon, 2 Mar 2026 12:59:58 +0100\r\nMessage-ID: <m" + number + "@acme.example>\r\n"
        + "MIME-Version: 1.0\r\nContent-Type: " + type + "\r\n";
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The files in a folder, in the order of their names, or in a list. */
  static List<Path> files(Path path) {
    try {
      if (Files.isRegularFile(path)) {
        return Files.readAllLines(path).stream().map(Path::of).toList();
      }
      try (Stream<Path> files = Files.walk(path)) {
        return files.filter(Files::isRegularFile).sorted().toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RawMessage file(Path file) {
    try {
      return RawMessage.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
