// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The balance sheet and the exit code show whether work is left. */
@Timeout(300) // a hang becomes a failure
class UnfinishedWorkTest {

  @TempDir
  Path folder;

  private final CapturedLog log = CapturedLog.of("dev.leadkit.pipeline");

  @AfterEach
  void stop_capturing() {
    log.close();
  }

  private void assertOneWarningForEachFailure(int failures) {
    assertEquals(failures, log.problems().size(), () -> String.join("\n", log.problems()));
    for (String problem : log.problems()) {
      assertTrue(
          problem.matches(
              "WARN dlv_\\w+ of lead_\\w+ failed: java.io.IOException: the CRM is down"),
          problem);
    }
  }

  @Test
  void a_slow_connector_gets_every_lead_before_all_work_is_called_done() throws IOException {
    Path mailbox = mbox(1500);
    Set<String> delivered = ConcurrentHashMap.newKeySet();
    Called ingest = Called.with(
        (name, data) -> delivery -> {
          LockSupport.parkNanos(2_000_000); // slower than mails come in, so that the lane is full
          delivered.add(delivery.lead().id().value());
          return Outcome.accepted("ok");
        },
        "ingest",
        mailbox.toString(),
        "--data",
        folder.resolve("data").toString(),
        "--wait",
        "2m");
    assertEquals(0, ingest.code(), ingest.out() + ingest.err());
    assertEquals(1500, ingest.balance("leads"));
    assertEquals(1500, ingest.balance("delivered"));
    assertEquals(0, ingest.balance("waiting"));
    assertEquals(1500, delivered.size(), "The CRM has what the balance sheet says");
    assertTrue(ingest.out().contains("all work done"), ingest.out());
  }

  @Test
  void a_connector_that_fails_leaves_the_delivery_waiting_with_the_time_of_the_next_attempt()
      throws IOException {
    Called ingest = Called.with(
        (name, data) -> delivery -> {
          throw new IOException("the CRM is down");
        },
        "ingest",
        mbox(3).toString(),
        "--data",
        folder.resolve("data").toString(),
        "--wait",
        "0s");
    assertEquals(3, ingest.code(), ingest.out() + ingest.err());
    assertEquals(0, ingest.balance("delivered"));
    assertEquals(3, ingest.balance("waiting"));
    assertFalse(ingest.out().contains("all work done"), ingest.out());
    assertTrue(
        ingest.out().matches("(?s).*3 deliveries waiting, next attempt at 20\\d\\d-.*"),
        ingest.out());
    assertOneWarningForEachFailure(3);
  }

  @Test
  void a_later_call_with_the_same_mails_delivers_what_was_left() throws IOException {
    String mails = mbox(3).toString();
    String data = folder.resolve("data").toString();
    Called failed = Called.with(
        (name, where) -> delivery -> {
          throw new IOException("the CRM is down");
        },
        "ingest",
        mails,
        "--data",
        data,
        "--wait",
        "0s");
    assertEquals(3, failed.code(), failed.err());
    assertOneWarningForEachFailure(3);
    Called again = Called.lead("ingest", mails, "--data", data, "--wait", "1m");
    assertEquals(0, again.code(), again.out() + again.err());
    assertEquals(3, again.balance("duplicates"));
    assertEquals(3, again.balance("delivered"));
  }

  @Test
  void a_rejected_delivery_is_counted_as_a_dead_letter() throws IOException {
    String data = folder.resolve("data").toString();
    Called ingest = Called.with(
        (name, where) -> delivery -> Outcome.rejected("400: bad field"),
        "ingest",
        mbox(2).toString(),
        "--data",
        data);
    assertEquals(3, ingest.code(), ingest.out() + ingest.err());
    assertEquals(2, ingest.balance("dead-lettered"));
    assertEquals(0, ingest.balance("waiting"));
    Called json = Called.with(
        (name, where) -> delivery -> Outcome.rejected("400: bad field"),
        "demo",
        mbox(2).toString(),
        "--data",
        data,
        "--json");
    assertEquals(3, json.code(), json.err());
    assertTrue(json.out().contains("\"dead_lettered\":2"), json.out());
    assertTrue(json.out().contains("\"finished\":false"), json.out());
    Called reopened = Called.lead("reopen", "--all", "--approve", "--data", data);
    assertEquals(0, reopened.code(), reopened.out() + reopened.err());
    assertEquals(2, reopened.balance("delivered"));
  }

  @Test
  void a_mail_that_cannot_be_read_counts_more_than_work_that_waits() throws IOException {
    Called ingest = Called.with(
        (name, where) -> delivery -> Outcome.rejected("400: bad field"),
        "ingest",
        mbox(1).toString(),
        folder.resolve("absent.eml").toString(),
        "--data",
        folder.resolve("data").toString());
    assertEquals(1, ingest.code(), ingest.out());
    assertEquals(1, ingest.balance("failed"));
  }

  private Path mbox(int mails) throws IOException {
    var mbox = new StringBuilder();
    for (int i = 0; i < mails; i++) {
      mbox.append("From sender@example.com Mon Mar  2 12:00:00 2026\n")
          .append("From: Person ")
          .append(i)
          .append(" <p")
          .append(i)
          .append("@acme-")
          .append(i)
          .append(".example>\n")
          .append("To: sales@leadkit.example\n")
          .append("Subject: Question ")
          .append(i)
          .append('\n')
          .append("Message-ID: <")
          .append(i)
          .append("@acme.example>\n\n")
          .append("Number ")
          .append(i)
          .append(": does it support SSO?\n\n");
    }
    return Files.writeString(folder.resolve("mails.mbox"), mbox);
  }
}
