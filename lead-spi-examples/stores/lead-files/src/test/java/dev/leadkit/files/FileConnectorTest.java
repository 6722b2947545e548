// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
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
            + "\"queue\":\"sales\",\"owner\":\"\",\"due\":\"2026-11-23T12:15:00Z\",\"message_count\":1,\"messages\":[\""
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
  void nothing_is_left_of_a_torn_line_that_is_longer_than_the_next() throws IOException {
    Path torn = folder.resolve("long.jsonl");
    Files.writeString(torn, "{\"delivery_id\":\"dlv_9\",\"name\":\"" + "x".repeat(100_000));
    var next = new FileConnector(torn);
    assertEquals("", Files.readString(torn), "what was never confirmed is cut off");
    next.deliver(delivery("dlv_1", 1));
    assertEquals(List.of("dlv_1"), ids(torn));
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

  @Test
  void a_write_that_fails_fails_for_everyone_who_waited_for_it() throws Exception {
    Path file = folder.resolve("leads.jsonl");
    var connector = new FileConnector(file);
    int count = 12;
    var outcomes = new ArrayList<FutureTask<Outcome>>();
    var threads = new ArrayList<Thread>();
    // The same lock that the connector takes, so that its write throws something other than an
    // IOException.
    try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock exclusive = other.lock()) {
      assertTrue(exclusive.isValid());
      synchronized (monitor(file)) {
        for (int i = 0; i < count; i++) {
          Delivery delivery = delivery("dlv_" + i, 1);
          var outcome = new FutureTask<>(() -> connector.deliver(delivery));
          outcomes.add(outcome);
          var thread = new Thread(outcome, "deliver-" + i);
          threads.add(thread);
          thread.start();
        }
        while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.BLOCKED)) {
          Thread.yield();
        }
      }
      for (FutureTask<Outcome> outcome : outcomes) {
        var failure = assertThrows(
            ExecutionException.class,
            outcome::get,
            "nothing was written, so no delivery may be accepted");
        assertInstanceOf(IOException.class, failure.getCause());
      }
    }
    assertEquals(List.of(), ids(file));
    for (int i = 0; i < count; i++) {
      assertEquals(Outcome.accepted("ext_7"), connector.deliver(delivery("dlv_" + i, 2)));
    }
    assertEquals(count, ids(file).size());
  }

  /** An operator who cuts the file off wants to have the deliveries again. */
  @Test
  void what_was_cut_off_is_written_again() throws IOException {
    Path file = folder.resolve("leads.jsonl");
    var connector = new FileConnector(file);
    connector.deliver(delivery("dlv_1", 1));
    Files.write(file, new byte[0]);
    connector.deliver(delivery("dlv_2", 1));
    connector.deliver(delivery("dlv_1", 2));
    assertEquals(List.of("dlv_2", "dlv_1"), ids(file));
  }

  @Test
  void a_line_of_the_largest_length_is_written_and_one_of_an_octet_more_is_rejected()
      throws IOException {
    Path file = folder.resolve("leads.jsonl");
    new FileConnector(file).deliver(delivery("dlv_1", 1));
    int length = (int) Files.size(file);
    Path small = folder.resolve("small.jsonl");
    assertEquals(
        Outcome.rejected("the line is longer than " + (length - 1) + " bytes"),
        new FileConnector(small, length - 1).deliver(delivery("dlv_1", 1)));
    assertEquals(List.of(), ids(small));
    assertEquals(
        Outcome.accepted("ext_7"), new FileConnector(small, length).deliver(delivery("dlv_1", 1)));
    assertEquals(List.of("dlv_1"), ids(small));
  }

  private static Object monitor(Path file) throws IOException {
    return ("dev.leadkit.files.FileConnector " + file.toRealPath()).intern();
  }

  @Test
  void two_names_of_one_file_are_one_file() throws Exception {
    Path file = folder.resolve("leads.jsonl");
    var connector = new FileConnector(file);
    Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), file);
    var other = new FileConnector(link);
    var calls = new ArrayList<Callable<Outcome>>();
    for (int i = 0; i < 400; i++) {
      Delivery delivery = delivery("dlv_" + i % 200, 1);
      FileConnector one = i % 2 == 0 ? connector : other;
      calls.add(() -> one.deliver(delivery));
    }
    var pool = Executors.newFixedThreadPool(8);
    try {
      for (var call : pool.invokeAll(calls)) {
        assertEquals(Outcome.accepted("ext_7"), call.get());
      }
    } finally {
      pool.shutdown();
    }
    assertEquals(200, new HashSet<>(ids(file)).size());
    assertEquals(200, ids(file).size());
  }

  @Test
  void a_line_does_not_grow_with_the_thread() throws IOException {
    var lengths = new ArrayList<Integer>();
    for (int count : new int[] {10, 1_000, 10_000}) {
      Path file = folder.resolve(count + ".jsonl");
      Lead lead = lead();
      for (int i = 1; i < count; i++) {
        lead = lead.apply(new LeadEvent(lead.id(), lead.seq() + 1, NOON, received("mail " + i)));
      }
      Delivery one = delivery("dlv_1", 1);
      new FileConnector(file)
          .deliver(new Delivery("dlv_1", "ext_7", 1, lead, one.score(), one.assignment()));
      String line = Files.readAllLines(file).get(0);
      assertTrue(line.contains("\"message_count\":" + count + ","), line);
      Message newest = lead.messages().get(count - 1);
      assertTrue(line.endsWith(",\"" + newest.id() + "\"]}"), line);
      lengths.add(line.length() - Integer.toString(count).length());
    }
    assertEquals(1, new HashSet<>(lengths).size(), "lengths of the lines: " + lengths);
  }

  @Test
  void a_file_of_an_earlier_release_is_continued() throws IOException {
    Path file = folder.resolve("leads.jsonl");
    try (InputStream old = getClass().getResourceAsStream("deliveries-1.jsonl")) {
      assertNotNull(old);
      Files.copy(old, file);
    }
    List<String> before = ids(file);
    assertEquals(3, before.size());
    var connector = new FileConnector(file);
    for (String id : before) {
      connector.deliver(delivery(id, 2));
    }
    assertEquals(before, ids(file), "what was delivered before must not be delivered again");
    connector.deliver(delivery("dlv_new", 1));
    assertEquals(4, ids(file).size());
  }

  @Test
  void the_file_is_the_owners_only() throws IOException {
    Path file = folder.resolve("crm/leads.jsonl");
    new FileConnector(file).deliver(delivery("dlv_1", 1));
    assertEquals(List.of(), FileBlobsTest.open(folder.resolve("crm")));
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
    Received opening = received("mail");
    LeadId id = LeadId.openedBy(opening.message().id());
    return Lead.of(id).apply(new LeadEvent(id, 1, NOON, opening));
  }

  private static Received received(String text) {
    RawMessage raw = RawMessage.of(text.getBytes(StandardCharsets.UTF_8));
    Message message = Message.builder(raw, NOON)
        .from(new Address("zoë@example.org", "Zoë \"Z\" \\ \n\ud83d\ud83d\ude42"))
        .build();
    return new Received(message, Source.unknown(""), List.of(), "");
  }

  private static Delivery delivery(String id, int attempt) {
    Score score = Score.of(
        0,
        List.of(
            new Contribution("company", Verdict.TRUE, 30, "a company writes", List.of()),
            new Contribution("spam", Verdict.TRUE, -5, "", List.of()),
            new Contribution("sso", Verdict.FALSE, 0, "not mentioned", List.of())),
        List.of());
    var assignment = Assignment.builder("high", Disposition.LEAD)
        .queue("sales")
        .sla(Duration.ofMinutes(15))
        .due(NOON.plusSeconds(900))
        .connectors(List.of("crm"))
        .reason("score >= 20")
        .build();
    return new Delivery(id, "ext_7", attempt, lead(), score, assignment);
  }
}
