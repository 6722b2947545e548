// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Envelope;
import dev.leadkit.RawMessage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Ordinary, broken, hostile and damaged mails by name, from a few bytes to a few megabytes. */
final class Mails {

  /** The content of the attachment of {@link #withAttachment()}. */
  static final byte[] ATTACHED =
      "%PDF-1.4 needs of Kestrel Optics\n".repeat(40).getBytes(StandardCharsets.US_ASCII);

  private static final String HEAD = "From: Ines Vidal <ines.vidal@kestrel-optics.example>\r\n"
      + "To: sales@inbound.example\r\nSubject: Offer\r\n"
      + "Message-ID: <offer@kestrel-optics.example>\r\nMIME-Version: 1.0\r\n";

  private Mails() {}

  static RawMessage withAttachment() {
    return raw(latin(mixed()));
  }

  static RawMessage raw(byte[] bytes) {
    return RawMessage.of(bytes)
        .withTenant("acme")
        .withEnvelope(new Envelope(
            "ines.vidal@kestrel-optics.example", java.util.List.of("sales@inbound.example")));
  }

  /** Every mail of the kit, in a fixed order. */
  static Map<String, RawMessage> all() {
    var mails = new LinkedHashMap<String, byte[]>();
    ordinary(mails);
    broken(mails);
    hostile(mails);
    damaged(mails);
    var raws = new LinkedHashMap<String, RawMessage>();
    mails.forEach((name, bytes) -> raws.put(name, raw(bytes)));
    return raws;
  }

  private static void ordinary(Map<String, byte[]> mails) {
    mails.put("plain text", latin(HEAD + "\r\nWe need SSO for 300 people.\r\n"));
    mails.put("UTF-8", utf8(HEAD + type("text/plain; charset=utf-8") + "\r\nGrüße, 見積もり 🙂\r\n"));
    mails.put(
        "quoted-printable",
        latin(
            HEAD + type("text/plain; charset=iso-8859-1")
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe, soft=\r\n line=20\r\n"));
    mails.put(
        "base64",
        latin(HEAD + type("text/plain; charset=utf-8") + "Content-Transfer-Encoding: base64\r\n\r\n"
            + base64(utf8("Grüße")) + "\r\n"));
    mails.put(
        "encoded words",
        latin("From: =?utf-8?Q?Ines_Vid=C3=A1l?= <ines@kestrel-optics.example>\r\n"
            + "Subject: =?iso-8859-1?B?" + base64(latin("Grüße"))
            + "?=\r\n =?utf-8?Q?_und_mehr?=\r\n\r\nText\r\n"));
    mails.put(
        "alternatives",
        latin(HEAD + type("multipart/alternative; boundary=b") + "\r\n--b\r\n"
            + type("text/plain") + "\r\nText\r\n--b\r\n" + type("text/html")
            + "\r\n<p>Text</p>\r\n--b--\r\n"));
    mails.put("attachment", latin(mixed()));
    mails.put(
        "forwarded message",
        latin(HEAD + type("multipart/mixed; boundary=b")
            + "\r\n--b\r\n\r\nSee below\r\n--b\r\n" + type("message/rfc822") + "\r\n" + HEAD
            + "\r\nInner\r\n--b--\r\n"));
    mails.put(
        "delivery report",
        latin(HEAD + type("multipart/report; report-type=delivery-status; boundary=b")
            + "\r\n--b\r\n\r\nFailed\r\n--b\r\n" + type("message/delivery-status")
            + "\r\nReporting-MTA: dns; mx.example\r\n\r\nAction: failed\r\n--b--\r\n"));
    for (String charset : new String[] {
      "windows-1251",
      "ISO-2022-JP",
      "Shift_JIS",
      "GB18030",
      "Big5",
      "EUC-KR",
      "KOI8-R",
      "UTF-16LE",
      "IBM037"
    }) {
      mails.put(
          "text in " + charset,
          joined(
              latin(HEAD + type("text/plain; charset=" + charset) + "\r\n"),
              "Hello 見積 Привет".getBytes(Charset.forName(charset))));
    }
  }

  private static void broken(Map<String, byte[]> mails) {
    mails.put("nothing", new byte[0]);
    mails.put("one NUL", new byte[1]);
    mails.put("line ends only", latin("\r\n\r\n\r\n"));
    mails.put("no body", latin("Subject: x"));
    mails.put("no header", latin("Hello, we need an offer.\r\nThanks\r\n"));
    mails.put("LF only", latin((HEAD + "\r\nText\r\n").replace("\r\n", "\n")));
    mails.put("CR only", latin((HEAD + "\r\nText\r\n").replace("\r\n", "\r")));
    mails.put("NULs everywhere", latin((HEAD + "\r\nText\r\n").replace("e", "e\0")));
    mails.put("a byte order mark", utf8("\ufeff" + HEAD + "\r\nText\r\n"));
    mails.put(
        "a mailbox line",
        latin("From ines@kestrel-optics.example Mon Mar  2\r\n" + HEAD + "\r\nText\r\n"));
    mails.put(
        "fields without names", latin(": x\r\n:\r\n : y\r\nSubject\r\nSubject : z\r\n\r\nText"));
    mails.put(
        "no closing delimiter",
        latin(HEAD + type("multipart/mixed; boundary=b") + "\r\n--b\r\n\r\nText"));
    mails.put("no delimiter", latin(HEAD + type("multipart/mixed; boundary=b") + "\r\nText\r\n"));
    mails.put(
        "no boundary", latin(HEAD + type("multipart/mixed") + "\r\n--b\r\n\r\nText\r\n--b--\r\n"));
    mails.put(
        "an empty boundary",
        latin(HEAD + type("multipart/mixed; boundary=\"\"") + "\r\n--\r\n\r\nText\r\n----\r\n"));
    mails.put(
        "a boundary of operators",
        latin(HEAD + type("multipart/mixed; boundary=\"(.*)+[\\\"")
            + "\r\n--(.*)+[\r\n\r\nText\r\n--(.*)+[--\r\n"));
    mails.put(
        "an unknown charset", latin(HEAD + type("text/plain; charset=x-klingon") + "\r\nText\r\n"));
    mails.put(
        "a charset that is a path",
        latin(HEAD + type("text/plain; charset=\"../../etc/passwd\"") + "\r\nText\r\n"));
    mails.put(
        "UTF-7", latin(HEAD + type("text/plain; charset=utf-7") + "\r\n+ADw-script+AD4-\r\n"));
    mails.put(
        "an unknown encoding", latin(HEAD + "Content-Transfer-Encoding: x-rot13\r\n\r\nGrkg\r\n"));
    mails.put(
        "no base64",
        latin(HEAD + "Content-Transfer-Encoding: base64\r\n\r\n====!!!!*&^%A\r\nQ\r\n"));
    mails.put(
        "no quoted-printable",
        latin(HEAD + "Content-Transfer-Encoding: quoted-printable\r\n\r\n=\r=GG=4=\r\n=="));
    mails.put(
        "no UTF-8", joined(latin(HEAD + type("text/plain; charset=utf-8") + "\r\n"), new byte[] {
          (byte) 0xc0, (byte) 0x80, (byte) 0xed, (byte) 0xa0, (byte) 0x80, (byte) 0xff, (byte) 0xf8
        }));
    mails.put(
        "no dates",
        latin("Date: yesterday\r\nDate: Mon, 99 Foo 99999999999 99:99:99 +9999\r\n" + HEAD
            + "\r\nText"));
    mails.put(
        "no addresses",
        latin(
            "From: <<@>>, \"unclosed, (comment, @, a@b@c, ;:,\r\nTo: ,,,\r\nCc: g:;\r\n\r\nText"));
    mails.put(
        "a name that is a path",
        latin(
            HEAD + type("application/pdf; name=\"../../../etc/passwd\"")
                + "Content-Disposition: attachment; filename=\"C:\\\\x\\0..\\\\y\u202e.exe\"\r\n\r\nx\r\n"));
  }

  private static void hostile(Map<String, byte[]> mails) {
    mails.put("10,000 levels of parts", latin(HEAD + nested(10_000)));
    mails.put(
        "10,000 levels of messages",
        latin(HEAD + ("Content-Type: message/rfc822\r\n\r\n").repeat(10_000)));
    mails.put(
        "20,000 parts",
        latin(HEAD + type("multipart/mixed; boundary=b") + "\r\n"
            + "--b\r\n\r\nx\r\n".repeat(20_000) + "--b--\r\n"));
    mails.put(
        "20,000 delimiters that nearly fit",
        latin(HEAD + type("multipart/mixed; boundary=bbbb") + "\r\n" + "--bbb\r\n".repeat(20_000)));
    mails.put("50,000 fields", latin("X-A: b\r\n".repeat(50_000) + HEAD + "\r\nText\r\n"));
    mails.put(
        "one field of a megabyte", latin("Subject: " + "x".repeat(1_000_000) + "\r\n\r\nText\r\n"));
    mails.put(
        "one field of 100,000 lines",
        latin("Subject: x\r\n" + " y\r\n".repeat(100_000) + "\r\nText\r\n"));
    mails.put("one line of a megabyte", latin(HEAD + "\r\n" + "x".repeat(1_000_000)));
    mails.put(
        "100,000 comments",
        latin("From: " + "(".repeat(100_000) + "ines@kestrel-optics.example\r\n\r\nText"));
    mails.put("100,000 quotes", latin("From: " + "\"\\".repeat(100_000) + "\r\n\r\nText"));
    mails.put(
        "20,000 recipients",
        latin("To: " + "a@x.example, ".repeat(20_000) + "\r\n" + HEAD + "\r\nText"));
    mails.put(
        "20,000 references",
        latin("References: " + "<a@x.example> ".repeat(20_000) + "\r\n" + HEAD + "\r\nText"));
    mails.put(
        "20,000 encoded words",
        latin("Subject: " + "=?utf-8?Q?x?= ".repeat(20_000) + "\r\n\r\nText"));
    mails.put(
        "words that never end", latin("Subject: " + "=?utf-8?Q?".repeat(20_000) + "\r\n\r\nText"));
    mails.put(
        "5,000 continuations",
        latin(HEAD + "Content-Disposition: attachment" + continuations() + "\r\n\r\nx"));
    mails.put(
        "20,000 levels of HTML",
        latin(HEAD + type("text/html") + "\r\n" + "<div>".repeat(20_000) + "x"));
    mails.put(
        "HTML that never closes",
        latin(HEAD + type("text/html") + "\r\n" + "<a href=\"".repeat(20_000)));
    mails.put("20,000 levels of quotation", latin(HEAD + "\r\n" + ">".repeat(20_000) + " x\r\n"));
    mails.put("100,000 white lines", latin(HEAD + "\r\n" + " \t\r\n".repeat(100_000) + "x"));
  }

  /** Mails that are cut off or have changed bytes, at places from a fixed seed. */
  private static void damaged(Map<String, byte[]> mails) {
    byte[] whole = latin(mixed());
    for (int length = 0; length < whole.length; length += 41) {
      mails.put("the first " + length + " bytes", Arrays.copyOf(whole, length));
    }
    var random = new Random(20260302);
    for (int n = 0; n < 200; n++) {
      byte[] bytes = whole.clone();
      for (int i = 0; i < 1 + n / 10; i++) {
        bytes[random.nextInt(700)] = (byte) random.nextInt(256);
      }
      mails.put("changed bytes, " + n, bytes);
    }
    for (int n = 0; n < 20; n++) {
      byte[] bytes = new byte[random.nextInt(5_000)];
      random.nextBytes(bytes);
      mails.put("random bytes, " + n, bytes);
    }
  }

  private static String mixed() {
    return HEAD + type("multipart/mixed; boundary=\"b1\"") + "\r\n--b1\r\n"
        + type("multipart/alternative; boundary=b2") + "\r\n--b2\r\n"
        + type("text/plain; charset=utf-8")
        + "Content-Transfer-Encoding: quoted-printable\r\n\r\nWe need SSO =E2=80=93 soon.\r\n--b2\r\n"
        + type("text/html; charset=utf-8") + "\r\n<p>We need SSO.</p>\r\n--b2--\r\n--b1\r\n"
        + type("application/pdf; name=needs.pdf")
        + "Content-Disposition: attachment; filename*=utf-8''needs%20%C3%A9.pdf\r\n"
        + "Content-Transfer-Encoding: base64\r\n\r\n" + base64(ATTACHED) + "\r\n--b1--\r\n";
  }

  private static String nested(int levels) {
    var mail = new StringBuilder();
    for (int i = 0; i < levels; i++) {
      mail.append(type("multipart/mixed; boundary=b" + i))
          .append("\r\n--b")
          .append(i)
          .append("\r\n");
    }
    return mail.append("\r\nText\r\n").toString();
  }

  private static String continuations() {
    var parameters = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      parameters.append(";\r\n filename*").append(i).append("*=utf-8''%C3%A9");
    }
    return parameters.toString();
  }

  private static String type(String value) {
    return "Content-Type: " + value + "\r\n";
  }

  private static String base64(byte[] bytes) {
    return Base64.getMimeEncoder().encodeToString(bytes);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }
}
