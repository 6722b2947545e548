// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Fact.Received;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.Score.Contribution;
import dev.leadkit.Source;
import dev.leadkit.Verdict;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileConnectorTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir
  Path folder;

  @Test
  void a_line_says_who_wants_what_by_when_and_why() throws IOException {
    Path file = folder.resolve("crm/leads.jsonl");
    Outcome outcome = new FileConnector(file).deliver(delivery("dlv_1", 3));
    assertEquals(Outcome.accepted("ext_7"), outcome);
    Lead lead = lead();
    assertEquals(
        List.of("{\"delivery_id\":\"dlv_1\",\"external_id\":\"ext_7\",\"attempt\":3,\"lead\":\""
            + lead.id() + "\",\"email\":\"zoë@example.org\","
            + "\"name\":\"Zoë \\\"Z\\\" \\\\ \\u000a\\ud83d🙂\","
            + "\"score\":25,\"rationale\":[\"+30 company: a company writes\",\"-5 spam\"],"
            + "\"queue\":\"sales\",\"owner\":\"\",\"due\":\"2026-11-23T12:15:00Z\",\"messages\":[\""
            + lead.messages().get(0).id() + "\"]}"),
        Files.readAllLines(file));
  }

  @Test
  void the_same_delivery_adds_one_line_in_this_life_and_the_next() throws IOException {
    Path file = folder.resolve("leads.jsonl");
    var connector = new FileConnector(file);
    var twin = new FileConnector(file);
    connector.deliver(delivery("dlv_1", 1));
    connector.deliver(delivery("dlv_1", 2));
    twin.deliver(delivery("dlv_1", 3));
    new FileConnector(file).deliver(delivery("dlv_1", 4));
    assertEquals(1, Files.readAllLines(file).size());
    twin.deliver(delivery("dlv_2", 1));
    connector.deliver(delivery("dlv_2", 2));
    assertEquals(List.of("dlv_1", "dlv_2"), ids(file));
  }

  @Test
  void wherever_a_crash_tore_the_file_every_delivery_is_in_it_once_after_the_retry()
      throws IOException {
    Path whole = folder.resolve("whole.jsonl");
    var connector = new FileConnector(whole);
    for (int i = 1; i <= 3; i++) {
      connector.deliver(delivery("dlv_" + i, 1));
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path torn = folder.resolve("torn.jsonl");
    for (int length = 0; length <= bytes.length; length++) {
      Files.write(torn, Arrays.copyOf(bytes, length));
      var next = new FileConnector(torn);
      for (int i = 1; i <= 3; i++) {
        next.deliver(delivery("dlv_" + i, 1));
      }
      assertEquals(List.of("dlv_1", "dlv_2", "dlv_3"), ids(torn), "cut at " + length);
    }
  }

  @Test
  void many_threads_over_two_instances_add_each_delivery_once() throws Exception {
    Path file = folder.resolve("leads.jsonl");
    var connectors = List.of(new FileConnector(file), new FileConnector(file));
    var calls = new ArrayList<Callable<Outcome>>();
    for (int i = 0; i < 800; i++) {
      Delivery delivery = delivery("dlv_" + i % 200, 1);
      FileConnector connector = connectors.get(i / 200 % 2);
      calls.add(() -> connector.deliver(delivery));
    }
    var pool = Executors.newFixedThreadPool(8);
    try {
      for (var call : pool.invokeAll(calls)) {
        assertEquals(Outcome.accepted("ext_7"), call.get());
      }
    } finally {
      pool.shutdown();
    }
    List<String> ids = ids(file);
    assertEquals(200, ids.size());
    assertEquals(200, new HashSet<>(ids).size());
  }

  @Test
  void a_file_that_cannot_be_written_means_later_and_nothing_is_forgotten() throws IOException {
    Path file = folder.resolve("leads.jsonl");
    var connector = new FileConnector(file);
    connector.deliver(delivery("dlv_1", 1));
    Files.delete(file);
    Files.createDirectory(file);
    assertThrows(IOException.class, () -> connector.deliver(delivery("dlv_2", 1)));
    Files.delete(file);
    connector.deliver(delivery("dlv_2", 2));
    assertEquals(List.of("dlv_2"), ids(file));
    Files.createDirectory(folder.resolve("folder"));
    var e =
        assertThrows(UncheckedIOException.class, () -> new FileConnector(folder.resolve("folder")));
    assertTrue(String.valueOf(e.getMessage()).contains("folder"), e.getMessage());
  }

  private static List<String> ids(Path file) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.isEmpty() || text.endsWith("}\n"), "a torn last line");
    return text.lines()
        .map(line -> {
          assertTrue(line.endsWith("]}"), line);
          return line.split("\"", -1)[3];
        })
        .toList();
  }

  private static Lead lead() {
    RawMessage raw = RawMessage.of("mail".getBytes(StandardCharsets.UTF_8));
    Message message = Message.builder(raw, NOON)
        .from(new Address("zoë@example.org", "Zoë \"Z\" \\ \n\ud83d\ud83d\ude42"))
        .build();
    LeadId id = LeadId.openedBy(message.id());
    return Lead.of(id)
        .apply(
            new LeadEvent(id, 1, NOON, new Received(message, Source.unknown(""), List.of(), "")));
  }

  private static Delivery delivery(String id, int attempt) {
    Score score = Score.of(
        0,
        List.of(
            new Contribution("company", Verdict.TRUE, 30, "a company writes", List.of()),
            new Contribution("spam", Verdict.TRUE, -5, "", List.of()),
            new Contribution("sso", Verdict.FALSE, 0, "not mentioned", List.of())),
        List.of());
    var assignment = new Assignment(
        "high",
        Disposition.LEAD,
        "sales",
        "",
        Duration.ofMinutes(15),
        NOON.plusSeconds(900),
        List.of("crm"),
        "score >= 20",
        List.of(),
        List.of());
    return new Delivery(id, "ext_7", attempt, lead(), score, assignment);
  }
}
