// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Message;
import dev.leadkit.MessageClass.Kind;
import dev.leadkit.RawMessage;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.MessageReader.Sink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AbsenceNoteTest {

  static Message read(String subject, String text) {
    String mail = "From: Kim Lee <kim.lee@acme.example>\r\nTo: sales@leadkit.example\r\nSubject: "
        + subject
        + "\r\nDate: Mon, 20 Jul 2026 09:01:10 +0200\r\nMessage-ID: <1@acme.example>\r\n"
        + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + text + "\r\n";
    return new MimeReader(MimeLimits.standard())
        .read(
            RawMessage.of(mail.getBytes(StandardCharsets.UTF_8)),
            Instant.parse("2026-07-20T08:00:00Z"),
            Sink.discarding());
  }

  static List<String[]> table(String name) throws IOException {
    try (InputStream in = AbsenceNoteTest.class.getResourceAsStream(name)) {
      assertNotNull(in, name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .toList();
    }
  }

  @Test
  void absence_notes_without_fields_are_recognized_in_30_languages_with_their_day_of_return()
      throws IOException {
    Set<String> languages = new HashSet<>();
    for (String part : List.of("tuned", "unseen")) {
      int notes = 0;
      int recognized = 0;
      List<String> misses = new ArrayList<>();
      for (String[] row : table("absence-notes.tsv")) {
        if (!row[0].equals(part)) {
          continue;
        }
        languages.add(row[1]);
        notes++;
        Message message = read(row[3], row[4]);
        var messageClass = message.understanding().messageClass();
        boolean isNote = message.kind() == Kind.AUTO_REPLY;
        recognized += isNote ? 1 : 0;
        String returns =
            messageClass.returns() == null ? "-" : String.valueOf(messageClass.returns());
        if (!isNote || !returns.equals(row[2])) {
          misses.add(row[1] + ": " + message.kind() + ", returns " + returns + ", expected "
              + row[2] + ": " + row[4]);
        }
      }
      System.out.println("Absence notes, " + part + ": " + recognized + " of " + notes
          + ", class and day right " + (notes - misses.size()));
      misses.forEach(System.out::println);
      assertTrue(recognized >= 0.95 * notes, part + ": " + recognized + " of " + notes);
      assertTrue(misses.size() <= (part.equals("tuned") ? 0 : 0.1 * notes), part + ": " + misses);
    }
    assertEquals(Set.copyOf(MachinePhrases.LANGUAGES), languages, "every table has notes");
  }

  @Test
  void people_who_mention_an_absence_stay_people() throws IOException {
    for (String[] row : table("people-on-absence.tsv")) {
      Message message = read(row[1], row[2]);
      assertTrue(
          message.isWritten(),
          () -> row[2] + " is read as "
              + message.understanding().messageClass().conclusion().rule() + ": "
              + message.understanding().messageClass().conclusion().evidence());
    }
  }
}
