// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.Task;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.sql.Change;
import dev.leadkit.sql.Projection;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.ProgressHandler;

/** The cost of a message, in SQL and in memory, does not grow with its thread. */
class LongThreadCostTest {

  private static final Projection PROJECTION = new Projection(SqliteDialect.INSTANCE);

  @TempDir
  Path folder;

  @Test
  void message_5_000_takes_as_many_steps_as_message_50() throws Exception {
    Path file = folder.resolve("leads.db");
    var steps = new ArrayList<Long>();
    try (SqliteStore store = SqliteStore.open(file)) {
      long seq = 0;
      for (int message = 0; message < 5_000; message++) {
        if (message == 50 || message == 500 || message == 4_999) {
          steps.add(steps(file, message, seq));
        }
        if (message % 250 == 0) {
          assertEquals(List.of(new Committed()), store.commit(List.of(rounds(message, 250, seq))));
          seq += 4 * 250;
        }
      }
    }
    assertTrue(
        steps.get(2) < steps.get(0) * 1.2,
        "steps of SQLite's machine for message 50, 500 and 5,000: " + steps);
  }

  @Test
  void message_10_000_allocates_as_much_as_message_1_000() {
    Lead lead = Lead.of(Leads.lead(0));
    var allocated = new ArrayList<Long>();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    Fact.Received received = Leads.received(1);
    for (int i = 0; i < 10_000; i++) {
      long before = threads.getThreadAllocatedBytes(self);
      lead = then(then(lead, received), Leads.qualified(40));
      String task = Task.Deliver.of(lead.id(), "crm", lead.revision()).id();
      lead = then(then(lead, Leads.failed(task, "crm")), new Fact.DeadLettered(task, "crm", 1, ""));
      allocated.add(threads.getThreadAllocatedBytes(self) - before);
    }
    // The median, because the array of the messages grows now and then.
    long early = median(allocated.subList(900, 1_100));
    long late = median(allocated.subList(9_800, 10_000));
    assertTrue(
        late < early + 1_000,
        "bytes allocated by message 1,000 and what follows: " + early + ", by message 10,000: "
            + late);
  }

  private static Lead then(Lead lead, Fact fact) {
    return lead.apply(new LeadEvent(lead.id(), lead.seq() + 1, Leads.START, fact));
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** Messages, each qualified, delivered without success and delivered. */
  private static Commit rounds(int first, int count, long after) {
    var facts = new ArrayList<Fact>();
    for (int i = first; i < first + count; i++) {
      facts.addAll(round(i));
    }
    return Leads.following(0, after, facts.toArray(Fact[]::new));
  }

  private static List<Fact> round(int i) {
    return List.of(
        Leads.received(i),
        Leads.qualified(40),
        Leads.failed("dlv_" + i, "crm"),
        i % 2 == 0
            ? new Fact.Delivered("dlv_" + i, "crm", "crm-1")
            : new Fact.DeadLettered("dlv_" + i, "crm", 8, "gave up"));
  }

  /** Applies the changes of one more message and rolls them back. */
  private static long steps(Path file, int message, long after) throws Exception {
    var steps = new AtomicLong();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.setAutoCommit(false);
      ProgressHandler.setHandler(connection, 1, new ProgressHandler() {
        @Override
        protected int progress() {
          steps.incrementAndGet();
          return 0;
        }
      });
      Fact[] facts = round(100_000 + message).toArray(Fact[]::new);
      for (LeadEvent event : Leads.following(0, after, facts).events()) {
        for (Change change : PROJECTION.of(event)) {
          try (PreparedStatement statement = connection.prepareStatement(change.sql())) {
            for (int i = 0; i < change.values().size(); i++) {
              statement.setObject(i + 1, change.values().get(i));
            }
            statement.executeUpdate();
          }
        }
      }
      connection.rollback();
    }
    return steps.get();
  }
}
