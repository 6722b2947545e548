// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Attachment;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads real and published mails of a corpus beside the project; skipped without it. */
class CorpusParseTest {

  /** The mails that we read differently from the recorded result of another parser, with the reason; all others are equal. */
  private static final Map<String, String> EXCEPTIONS = exceptions();

  @Test
  @Tag("slow")
  void every_real_mail_is_read_and_keeps_its_header() throws IOException {
    Path folder = Needs.folder("../shared/corpus/spamassassin");
    List<Path> files = Mails.files(folder, ".eml");
    int withoutSender = 0;
    for (Path file : files) {
      Message message = Mails.read(Files.readAllBytes(file));
      assertFalse(message.headers().isEmpty(), file.toString());
      assertTrue(
          !message.textBody().isEmpty()
              || !message.htmlBody().isEmpty()
              || !message.attachments().isEmpty()
              || message.headers().size() > 3,
          file.toString());
      withoutSender += message.from().isKnown() ? 0 : 1;
    }
    assertTrue(files.size() > 6_000, () -> files.size() + " mails");
    assertTrue(withoutSender <= 2, withoutSender + " mails without a sender");
  }

  @Test
  @Tag("slow")
  void published_mails_read_as_another_parser_recorded_them() throws IOException {
    Path folder = Needs.folder("../shared/corpus/mime");
    List<Path> files = Mails.files(folder, ".eml");
    Map<String, String> differences = new TreeMap<>();
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace(".eml", "");
      Path expectation =
          file.resolveSibling(file.getFileName().toString().replace(".eml", ".json"));
      Json.Value expected = Json.parse(Files.readString(expectation));
      Mails.Contents contents = new Mails.Contents();
      RawMessage raw = RawMessage.of(Files.readAllBytes(file));
      Message message = Mails.READER.read(raw, Mails.RECEIVED, contents);
      compare(expected, message, contents)
          .forEach((field, values) -> differences.put(name + " " + field, values));
    }
    assertEquals(87, files.size());
    Map<String, String> unexplained = new TreeMap<>(differences);
    unexplained.keySet().removeAll(EXCEPTIONS.keySet());
    assertTrue(unexplained.isEmpty(), () -> lines(unexplained));
    Map<String, String> stale = new TreeMap<>(EXCEPTIONS);
    stale.keySet().removeAll(differences.keySet());
    assertTrue(stale.isEmpty(), () -> "no longer different: " + stale.keySet());
  }

  private static Map<String, String> exceptions() {
    Map<String, String> exceptions = new TreeMap<>();
    except(
        exceptions,
        "an octet that is not UTF-8 is read as windows-1252 here, as U+FFFD there",
        "legacy/010 subject",
        "legacy/016 names",
        "legacy/020 subject",
        "legacy/022 subject",
        "legacy/023 names",
        "legacy/026 names",
        "legacy/027 subject",
        "legacy/033 text",
        "legacy/052 subject",
        "legacy/052 text");
    except(
        exceptions,
        "uuencoded content is decoded here and left unchanged there",
        "legacy/017 sizes",
        "legacy/048 sizes");
    except(
        exceptions,
        "files that are uuencoded in the midst of a text are attachments here, and nothing but text there",
        "legacy/049 attachments");
    except(
        exceptions,
        "the declared name keeps its path; the safe name has none",
        "legacy/035 names",
        "legacy/039 names");
    except(
        exceptions,
        "content is declared base64 but only partly encoded: the encoded part is decoded here, everything is kept undecoded there",
        "rfc/000 sizes");
    except(
        exceptions,
        "a multipart without any part is text here, an attachment there",
        "malformed/002 text",
        "malformed/002 attachments");
    except(
        exceptions,
        "the last part is a body whether or not a closing delimiter follows; an attachment there",
        "malformed/003 text",
        "malformed/003 attachments",
        "malformed/006 text",
        "malformed/006 attachments",
        "malformed/008 html",
        "malformed/008 attachments",
        "malformed/001 attachments",
        "malformed/007 attachments");
    except(
        exceptions,
        "a delimiter of the outer multipart closes the inner one (RFC 2046 §5.1.2)",
        "malformed/009 text",
        "malformed/009 attachments",
        "malformed/011 text",
        "malformed/011 attachments",
        "malformed/012 attachments");
    except(
        exceptions,
        "a longer or shorter boundary is another boundary: no prefix of a line is matched; still to do: the boundaries of an outer multipart that closes by its prefix",
        "malformed/001 text",
        "malformed/004 text",
        "malformed/004 attachments",
        "malformed/016 text",
        "malformed/016 attachments");
    except(
        exceptions,
        "a semicolon before the parameters is not missed: the file name is found",
        "malformed/017 names");
    except(
        exceptions,
        "fuzzed: the delimiters have another case than the boundary; the content is text here and missing there",
        "malformed/019 text");
    except(
        exceptions,
        "a field that is repeated counts once, so the multipart stays one; still to do: the text before its first delimiter is lost",
        "malformed/020 html",
        "malformed/020 text",
        "malformed/021 html",
        "malformed/021 text");
    return exceptions;
  }

  private static void except(Map<String, String> exceptions, String reason, String... differences) {
    for (String difference : differences) {
      exceptions.put(difference, reason);
    }
  }

  private static String lines(Map<String, String> differences) {
    return differences.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("\n", differences.size() + " differences\n", ""));
  }

  private static Map<String, String> compare(
      Json.Value expected, Message message, Mails.Contents contents) {
    Map<String, String> differences = new TreeMap<>();
    List<Json.Value> parts = expected.get("parts").list();
    List<Json.Value> header = parts.get(0).get("headers").list();
    List<String> from = addresses(header, "from");
    String ourFrom = message.from().isKnown() ? message.from().email() : "";
    differ(differences, "from", from.isEmpty() ? "" : from.get(0), ourFrom);
    differ(
        differences,
        "to",
        addresses(header, "to"),
        message.to().stream().map(Address::email).toList());
    differ(
        differences,
        "subject",
        squeezed(field(header, "subject").get("Text").text()),
        squeezed(message.subject()));
    differ(differences, "date", date(field(header, "date").get("DateTime")), message.date());
    differ(
        differences,
        "text",
        bodies(parts, expected.get("text_body").list(), "Text"),
        unbroken(message.textBody()));
    differ(
        differences,
        "html",
        bodies(parts, expected.get("html_body").list(), "Html"),
        unbroken(message.htmlBody()));
    attachments(differences, expected, parts, message, contents);
    return differences;
  }

  private static void differ(
      Map<String, String> differences,
      String field,
      @Nullable Object expected,
      @Nullable Object ours) {
    if (!Objects.equals(expected, ours)) {
      differences.put(field, "expected " + expected + ", got " + ours);
    }
  }

  private static Json.Value field(List<Json.Value> header, String name) {
    Json.Value found = new Json.Value(null);
    for (Json.Value field : header) {
      if (field.get("name").text().equals(name)) {
        found = found.isPresent() ? found : field.get("value");
      }
    }
    return found;
  }

  private static List<String> addresses(List<Json.Value> header, String name) {
    List<String> addresses = new ArrayList<>();
    Json.Value field = field(header, name).get("Address");
    List<Json.Value> mailboxes = new ArrayList<>(field.get("List").list());
    field
        .get("Group")
        .list()
        .forEach(group -> mailboxes.addAll(group.get("addresses").list()));
    for (Json.Value mailbox : mailboxes) {
      if (!mailbox.get("address").text().isEmpty()) {
        addresses.add(Address.normalize(mailbox.get("address").text()));
      }
    }
    return addresses;
  }

  private static @Nullable Instant date(Json.Value date) {
    if (!date.isPresent()) {
      return null;
    }
    int offset = date.get("tz_hour").number() * 60 + date.get("tz_minute").number();
    return LocalDateTime.of(
            date.get("year").number(),
            date.get("month").number(),
            date.get("day").number(),
            date.get("hour").number(),
            date.get("minute").number(),
            date.get("second").number())
        .plusMinutes(date.get("tz_before_gmt").isTrue() ? offset : -offset)
        .toInstant(ZoneOffset.UTC);
  }

  private static String bodies(List<Json.Value> parts, List<Json.Value> indexes, String kind) {
    StringBuilder text = new StringBuilder();
    for (Json.Value index : indexes) {
      text.append(parts.get(index.number()).get("body").get(kind).text());
    }
    return unbroken(text.toString());
  }

  /** Line breaks at part borders are ours to choose. */
  private static String unbroken(String text) {
    return text.replace("\r", "").replace("\n", "");
  }

  private static String squeezed(String text) {
    return String.join(" ", text.strip().split("\\s+", -1));
  }

  private static void attachments(
      Map<String, String> differences,
      Json.Value expected,
      List<Json.Value> parts,
      Message message,
      Mails.Contents contents) {
    List<Integer> indexes = new ArrayList<>();
    for (String list : List.of("attachments", "text_body", "html_body")) {
      for (Json.Value index : expected.get(list).list()) {
        Json.Value body = parts.get(index.number()).get("body");
        boolean text = !list.equals("attachments") && (body.has("Text") || body.has("Html"));
        if (!text && !indexes.contains(index.number())) {
          indexes.add(index.number());
        }
      }
    }
    indexes.sort(null);
    List<String> names = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int index : indexes) {
      names.add(name(parts.get(index)));
      sizes.add(size(parts.get(index).get("body")));
    }
    differ(differences, "attachments", indexes.size(), message.attachments().size());
    if (indexes.size() == message.attachments().size()) {
      differ(
          differences,
          "names",
          names,
          message.attachments().stream().map(Attachment::declaredName).toList());
      List<Integer> ours = new ArrayList<>();
      for (int i = 0; i < sizes.size(); i++) {
        ours.add(sizes.get(i) < 0 ? -1 : size(contents.kept.get(i), sizes.get(i)));
      }
      differ(differences, "sizes", sizes, ours);
    }
  }

  /** The expectations were recorded with LF for CRLF in what has no transfer encoding. */
  private static int size(byte[] content, int expected) {
    int returns = 0;
    for (byte octet : content) {
      returns += octet == '\r' ? 1 : 0;
    }
    return content.length - returns == expected ? expected : content.length;
  }

  private static String name(Json.Value part) {
    String disposition = attribute(part, "content_disposition", "filename");
    return disposition.isEmpty() ? attribute(part, "content_type", "name") : disposition;
  }

  private static String attribute(Json.Value part, String field, String name) {
    for (Json.Value attribute : field(part.get("headers").list(), field)
        .get("ContentType")
        .get("attributes")
        .list()) {
      if (attribute.get("name").text().equals(name)) {
        return attribute.get("value").text();
      }
    }
    return "";
  }

  /** The number of decoded octets; -1 if the expectation has characters or a parsed mail instead. */
  private static int size(Json.Value body) {
    for (String kind : List.of("Binary", "InlineBinary")) {
      if (body.has(kind)) {
        return body.get(kind).list().size();
      }
    }
    for (String kind : List.of("Text", "Html")) {
      String text = body.get(kind).text();
      if (body.has(kind) && text.chars().allMatch(c -> c < 0x80)) {
        return text.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return -1;
  }
}
