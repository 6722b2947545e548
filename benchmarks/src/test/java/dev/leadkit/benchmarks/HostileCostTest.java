// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Defect;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.json.LeadJson;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What hostile mails cost: each is written for a length, and twice the length must not cost four times the memory. Memory that is
 * allocated is counted, not time, which depends on the machine; what is quadratic in time would not end here.
 */
class HostileCostTest {

  private static final int LENGTH = 1 << 20;

  /** One mail may allocate {@code TIMES} times its length, plus {@code BESIDES}. */
  private static final int TIMES = 40;

  private static final long BESIDES = 4 << 20;
  private static final int EACH_DEFECT = 8;

  private static final String HEADER =
      "From: a@example.com\r\nDate: Tue, 12 Mar 2024 09:00:00 +0000\r\n";
  private static final String MIXED = HEADER + "Content-Type: multipart/mixed; boundary=b\r\n\r\n";

  private static final LeadkitReader READER = new LeadkitReader();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Map<String, IntFunction<String>> MAILS = mails();

  private static Map<String, IntFunction<String>> mails() {
    var mails = new LinkedHashMap<String, IntFunction<String>>();
    mails.put("nested multiparts", length -> nested(length, "--b%d--\r\n"));
    mails.put("nested multiparts without an end", length -> nested(length, ""));
    mails.put(
        "nested multiparts of one boundary",
        length ->
            MIXED + times("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", length));
    mails.put("a long leaf under nesting", length -> nested(4_000, times("lorem\r\n", length)));
    mails.put("parts", length -> MIXED + times("--b\r\n\r\nhi\r\n", length) + "--b--\r\n");
    mails.put("empty parts", length -> MIXED + times("--b\r\n", length));
    mails.put(
        "attachments",
        length -> MIXED + times("--b\r\nContent-Type: image/png; name=x\r\n\r\n", length));
    mails.put("fields", length -> HEADER + times("X-A: b\r\n", length) + "\r\nhi");
    mails.put("a long field", length -> field("X-A", times("a", length)));
    mails.put("a long folded field", length -> field("X-A", times("aaaaaaa\r\n ", length)));
    mails.put("folds of the subject", length -> field("Subject", times("a\r\n ", length)));
    mails.put("encoded words", length -> field("Subject", times("=?utf-8?q?a?= ", length)));
    mails.put(
        "encoded words without an end", length -> field("Subject", times("=?utf-8?q?a ", length)));
    mails.put("encoded words, almost", length -> field("Subject", times("=?a?q?", length)));
    mails.put("addresses", length -> field("To", times("\"U V\" <u@example.com>, ", length)));
    mails.put(
        "fields of addresses", length -> HEADER + times("To: u@example.com\r\n", length) + "\r\n");
    mails.put("comments", length -> field("To", times("(", length)));
    mails.put(
        "comments, closed", length -> field("To", times("(", length / 2) + times(")", length / 2)));
    mails.put("angle brackets", length -> field("To", times("<", length)));
    mails.put("commas", length -> field("To", times(",", length)));
    mails.put("groups", length -> field("To", times("g:", length)));
    mails.put("names without addresses", length -> field("To", times("a, ", length)));
    mails.put("quotes of addresses", length -> field("To", times("\"", length)));
    mails.put("an open quote of an address", length -> field("To", "\"" + times("\\a", length)));
    mails.put(
        "an open quote of a parameter",
        length -> field("Content-Type", "text/plain; charset=\"" + times("a", length)));
    mails.put("parameters", length -> field("Content-Type", "text/plain" + times("; a=b", length)));
    mails.put("sections of a parameter", HostileCostTest::sections);
    mails.put("references", length -> field("References", times("<a@b.example> ", length)));
    mails.put(
        "different references", length -> field("References", numbers("<%d@b.example> ", length)));
    mails.put(
        "references without brackets",
        length -> field("References", times("a@b.example ", length)));
    mails.put(
        "mails in mails",
        length ->
            times(HEADER + "Subject: Fwd: x\r\nContent-Type: message/rfc822\r\n\r\n", length));
    mails.put("damaged quoted-printable", length -> body("quoted-printable", times("=", length)));
    mails.put("base64 without an end", length -> body("base64", times("QUJD", length) + "Q"));
    mails.put("base64 of short lines", length -> body("base64", times("Q\r\n", length)));
    mails.put("uuencode", length -> body("x-uuencode", "begin 644 x\r\n" + times("M\r\n", length)));
    mails.put(
        "begins of uuencode in text", length -> body("7bit", times("begin 644 x\r\n", length)));
    mails.put(
        "begins of yEnc in text",
        length -> body("7bit", times("=ybegin line=1 size=1 name=x\r\n", length)));
    mails.put("one line of hyphens", length -> MIXED + "--b\r\n\r\n" + times("-", length));
    mails.put(
        "lines of hyphens",
        length -> MIXED.replace("=b\r", "=\"" + "-".repeat(60) + "\"\r")
            + times("-".repeat(61) + "\r\n", length));
    mails.put(
        "flowed lines",
        length -> field(
            "Content-Type",
            "text/plain; format=flowed; delsp=yes\r\n\r\n" + times("> a \r\n", length)));
    mails.put("tags", length -> html(times("<", length)));
    mails.put("open tags", length -> html(times("<div><p ", length)));
    mails.put("comments of HTML", length -> html(times("<!--", length)));
    mails.put("references to characters", length -> html(times("&#x20;", length)));
    mails.put("NUL", length -> HEADER + "\r\n" + times("\0", length));
    mails.put("blank lines", length -> times("\r\n", length) + HEADER + "\r\nhi");
    mails.put(
        "Received",
        length -> HEADER
            + times("Received: from a.example by b.example; 1 Jan 2024 00:00:00 +0000\r\n", length)
            + "\r\n");
    mails.put("CR alone", length -> HEADER.replace("\r\n", "\r") + "\r" + times("a\r", length));
    mails.put(
        "marks of quotations", length -> HEADER + "\r\n" + times("On 1 x wrote:\r\n> ", length));
    mails.put(
        "marks of forwards",
        length -> HEADER + "Subject: Fwd: x\r\n\r\n"
            + times("---------- Forwarded message ---------\r\nFrom: a\r\n", length));
    return mails;
  }

  private static String times(String text, int length) {
    return text.repeat(length / text.length());
  }

  private static String numbers(String pattern, int length) {
    var text = new StringBuilder(length);
    for (int i = 0; text.length() < length; i++) {
      text.append(pattern.replace("%d", Integer.toString(i)));
    }
    return text.toString();
  }

  private static String field(String name, String value) {
    return HEADER + name + ": " + value + "\r\n\r\nhi";
  }

  private static String body(String encoding, String body) {
    return field("Content-Transfer-Encoding", encoding + "\r\n\r\n" + body);
  }

  private static String html(String body) {
    return field("Content-Type", "text/html\r\n\r\n" + body);
  }

  private static String sections(int length) {
    return field("Content-Type", "application/pdf" + numbers("; name*%d*=a%20", length));
  }

  private static String nested(int length, String end) {
    var mail = new StringBuilder(MIXED.replace("=b\r", "=b0\r"));
    int depth = length / 64;
    for (int i = 0; i < depth; i++) {
      mail.append("--b").append(i).append("\r\nContent-Type: multipart/mixed; boundary=b");
      mail.append(i + 1).append("\r\n\r\n");
    }
    if (!end.startsWith("--")) {
      return mail.append(end).toString();
    }
    for (int i = depth - 1; i >= 0; i--) {
      mail.append(end.replace("%d", Integer.toString(i)));
    }
    return mail.toString();
  }

  static Stream<String> names() {
    return MAILS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void twice_the_length_costs_no_more_than_a_little_over_twice(String name) {
    long once = allocated(name, LENGTH);
    long twice = allocated(name, 2 * LENGTH);
    assertTrue(
        twice <= 3 * once + BESIDES, () -> once + " bytes allocated, of twice the length " + twice);
    assertTrue(twice <= 2L * TIMES * LENGTH + BESIDES, () -> twice + " bytes allocated");
  }

  /** What reading once more allocates, when everything that is done once is done. */
  private static long allocated(String name, int length) {
    RawMessage raw = RawMessage.of(octets(MAILS.get(name).apply(length)));
    Contents contents = Contents.named("hashed");
    READER.read(raw, contents);
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    Message message = READER.read(raw, contents);
    long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
    bounded(message, raw.blob().size());
    return allocated;
  }

  private static void bounded(Message message, long length) {
    long most = length + 1_024;
    assertTrue(message.textBody().length() <= most, "text");
    assertTrue(message.htmlBody().length() <= most, "html");
    assertTrue(message.visibleText().length() <= most, "visible text");
    assertTrue(message.subject().length() <= most, "subject");
    assertTrue(
        message.headers().stream().map(Header::value).mapToInt(String::length).sum() <= most,
        "header");
    assertTrue(
        message.attachments().stream()
                .map(Attachment::blob)
                .mapToLong(Blob::size)
                .sum()
            <= 3 * most,
        "attachments");
    assertTrue(
        message.defects().size() <= EACH_DEFECT * Defect.Code.values().length + 1, "defects");
    assertEquals("a@example.com", message.from().email(), "what came before is kept");
  }

  private static byte[] octets(String mail) {
    return mail.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void the_json_of_a_hostile_mail_is_bounded_by_its_length() {
    for (String name : MAILS.keySet()) {
      byte[] mail = octets(MAILS.get(name).apply(LENGTH / 8));
      Message message = READER.read(RawMessage.of(mail), Contents.named("hashed"));
      int json = LeadJson.write(message).length;
      assertTrue(json <= 16 * mail.length + 65_536, () -> name + ": " + json + " bytes");
    }
  }
}
