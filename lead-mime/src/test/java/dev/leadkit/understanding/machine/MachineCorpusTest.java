// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Message;
import dev.leadkit.MessageClass.Kind;
import dev.leadkit.RawMessage;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.MessageReader.Sink;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Measures the classes on the shared corpora, which are read in place. */
class MachineCorpusTest {

  private static final MimeReader READER = new MimeReader(MimeLimits.standard());

  /** The files of the corpus of ham that programs wrote, by the beginning of their names. */
  private static final Set<String> PROGRAMS = Set.of(
      "00033.2c",
      "00150.67",
      "00171.16",
      "00206.50",
      "00215.c8",
      "01303.80",
      "01304.af",
      "01311.b6",
      "01329.b7",
      "01387.44",
      "01436.dc",
      "01507.e0",
      "01542.ed");

  private static Path corpus() {
    return Needs.folder("../shared/corpus");
  }

  private static Message read(Path file) throws IOException {
    return READER.read(
        RawMessage.of(Files.readAllBytes(file)),
        Instant.parse("2026-07-20T08:00:00Z"),
        Sink.discarding());
  }

  private record Case(String file, String expected, String returns) {

    static Case of(String line) {
      return new Case(value(line, "file"), value(line, "class"), value(line, "returns"));
    }

    private static String value(String line, String name) {
      int key = line.indexOf("\"" + name + "\": \"");
      if (key < 0) {
        return "";
      }
      int start = key + name.length() + 5;
      return line.substring(start, line.indexOf('"', start));
    }
  }

  private static List<Case> cases(String index) throws IOException {
    return Files.readAllLines(corpus().resolve("machine/" + index)).stream()
        .map(Case::of)
        .toList();
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case FEEDBACK_REPORT -> "feedback";
      case RECEIPT -> "delivered";
      case HUMAN -> "none";
      default -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    };
  }

  @Test
  void machine_mail_is_recognized_and_its_class_is_right() throws IOException {
    int machines = 0;
    int recognized = 0;
    int right = 0;
    List<String> misses = new ArrayList<>();
    List<Case> all = new ArrayList<>(cases("index.jsonl"));
    all.addAll(cases("index-own.jsonl"));
    for (Case one : all) {
      Message message = read(corpus().resolve("machine/" + one.file()));
      String found = name(message.kind());
      boolean isMachine = !List.of("none", "form").contains(one.expected());
      if (!isMachine) {
        assertTrue(message.isWritten(), one.file() + " is of a person, read as " + found);
        continue;
      }
      machines++;
      recognized += message.isWritten() ? 0 : 1;
      right += found.equals(one.expected()) ? 1 : 0;
      if (!found.equals(one.expected())) {
        misses.add(one + " is read as " + found + " by "
            + message.understanding().messageClass().conclusion().rule() + ": "
            + message.subject());
      }
      if (one.file().startsWith("own/")) {
        assertEquals(
            one.returns(),
            message.understanding().messageClass().returns() == null
                ? ""
                : String.valueOf(message.understanding().messageClass().returns()),
            one.file() + ": the day of return");
      }
    }
    misses.forEach(System.out::println);
    System.out.println("Machine mail: " + recognized + " of " + machines + " recognized, " + right
        + " of the right class");
    assertTrue(recognized >= 0.98 * machines, recognized + " of " + machines);
  }

  @Test
  void personal_mail_does_not_become_machine_mail() throws IOException {
    var kinds = new TreeMap<String, Integer>();
    List<String> lost = new ArrayList<>();
    for (String folder : List.of("easy-ham-1", "easy-ham-2", "hard-ham-1")) {
      try (Stream<Path> files = Files.list(corpus().resolve("spamassassin/" + folder))) {
        for (Path file : (Iterable<Path>) files.sorted()::iterator) {
          Message message = read(file);
          String rule = message.understanding().messageClass().conclusion().rule();
          kinds.merge(message.kind() + " " + rule, 1, Integer::sum);
          if (!message.isWritten()
              && message.kind() != Kind.LIST
              && message.kind() != Kind.NEWSLETTER) {
            lost.add(file.getFileName() + " " + message.kind() + " " + rule + " "
                + message.understanding().messageClass().conclusion().evidence() + " | "
                + message.from().email() + " | "
                + message.subject());
          }
        }
      }
    }
    System.out.println("Ham: " + kinds);
    lost.removeIf(line -> PROGRAMS.contains(line.substring(0, 8)));
    assertEquals(List.of(), lost, "mails of people that were read as machine mail");
  }
}
