// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.form;

import dev.leadkit.Contact;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Source;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.prospect.FormTemplates;
import dev.leadkit.prospect.OwnAddresses;
import dev.leadkit.prospect.ProspectRules;
import dev.leadkit.spi.MessageReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A form mail of the resource {@code layouts.txt}, filled with the data of a person of {@code people.txt}.
 *
 * @param expected values by the names of their fields
 */
record Layout(String id, String mail, String email, String name, Map<String, String> expected) {

  private static final ProspectRules RULES =
      ProspectRules.of(new OwnAddresses(Set.of("leadkit.example"), Set.of()), FormTemplates.NONE);

  static List<Layout> all() {
    List<String[]> people = lines("people.txt").stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split("\\|", -1))
        .toList();
    var layouts = new ArrayList<Layout>();
    String id = "";
    var block = new StringBuilder();
    for (String line : lines("layouts.txt")) {
      if (line.startsWith("=== ")) {
        if (!id.isEmpty()) {
          layouts.add(of(id, block.toString(), people.get(layouts.size() % people.size())));
        }
        id = line.substring(4);
        block.setLength(0);
      } else if (!id.isEmpty()) {
        block.append(line).append('\n');
      }
    }
    layouts.add(of(id, block.toString(), people.get(layouts.size() % people.size())));
    return layouts;
  }

  private static List<String> lines(String name) {
    try (InputStream in = Objects.requireNonNull(Layout.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Layout of(String id, String block, String[] person) {
    int blank = block.indexOf("\n\n");
    String head = block.substring(0, blank);
    String body = block.substring(blank + 2);
    String message = person[6].replace("\\n", "\n");
    boolean isHtml = head.contains("Type: html");
    Map<String, String> values = new LinkedHashMap<>();
    values.put("{F}", person[0]);
    values.put("{L}", person[1]);
    values.put("{N}", person[0] + " " + person[1]);
    values.put("{E}", person[2]);
    values.put("{P}", person[3]);
    values.put("{C}", person[4]);
    values.put("{K}", person[5]);
    values.put("{M}", message);
    values.put("{J}", message.replace("\"", "\\\"").replace("\n", "\\n"));
    Map<String, String> expected = new LinkedHashMap<>();
    expect(expected, body, "{C}", "company", person[4]);
    expect(expected, body, "{P}", "phone", person[3]);
    expect(expected, body, "{K}", "country", person[5]);
    expect(expected, body, "{M}", "message", message);
    expect(expected, body, "{J}", "message", message);
    String name = body.contains("{N}") || body.contains("{F}") && body.contains("{L}")
        ? values.get("{N}")
        : "";
    var kept = new StringBuilder();
    for (String line : body.split("\n", -1)) {
      if (line.startsWith("Field: ")) {
        int equals = line.indexOf('=');
        expected.put(line.substring(7, equals), line.substring(equals + 1));
      } else if (line.startsWith("Expect-Name: ")) {
        name = line.substring(13);
      } else {
        kept.append(line).append('\n');
      }
    }
    if (id.equals("display-name")) {
      expected.clear(); // the text alone, without a field
    }
    String filled = kept.toString();
    for (Map.Entry<String, String> value : values.entrySet()) {
      String text = value.getValue();
      boolean isMarkup = isHtml || body.contains("<adf");
      String escaped = isMarkup && !value.getKey().equals("{J}")
          ? text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", isHtml ? "<br>" : "\n")
          : text;
      filled = filled.replace(value.getKey(), escaped);
      head = head.replace(value.getKey(), text);
    }
    String mail = head.replace("Type: html\n", "").replace("Type: html", "").strip()
        + "\nTo: sales@leadkit.example\nDate: Mon, 16 Nov 2026 10:00:00 +0100\nMessage-ID: <" + id
        + "@form.example>\nMIME-Version: 1.0\nContent-Type: text/" + (isHtml ? "html" : "plain")
        + "; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + filled;
    return new Layout(id, mail, person[2], name, expected);
  }

  private static void expect(
      Map<String, String> expected, String body, String place, String field, String value) {
    if (body.contains(place)) {
      expected.put(field, value);
    }
  }

  Message message() {
    return new MimeReader(MimeLimits.standard())
        .read(
            RawMessage.of(mail.getBytes(StandardCharsets.UTF_8)),
            Instant.EPOCH,
            MessageReader.Sink.discarding());
  }

  static Contact contact(Message message) {
    return RULES
        .of(message, Source.of("sales", "sales@leadkit.example"), List.of())
        .contact();
  }

  /** The text with one blank for each run of white space. */
  static String folded(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
