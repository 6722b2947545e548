// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Threading;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.Outcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A thread whose texts together are larger than the cache of leads. */
class LongThreadPipelineTest {

  private static final int MESSAGES = 60;
  private static final String TEXT = "x".repeat(1_000_000);

  private final Host host = new Host();
  private final AtomicInteger eventsRead = new AtomicInteger();

  @Test
  void its_history_is_not_read_again_for_every_message() throws Exception {
    LeadId lead = null;
    try (LeadPipeline pipeline = host.withoutReader()
        .store(counting())
        .reader((raw, receivedAt, contents) -> {
          String[] field = new String(raw.bytes(), StandardCharsets.UTF_8).split("\\|", -1);
          return Message.builder(raw, receivedAt)
              .thread(new Threading(field[0], field[1], List.of()))
              .from(Address.of(field[2]))
              .visibleText(TEXT)
              .build();
        })
        .connector("crm", delivery -> Outcome.accepted("x"))
        .build()) {
      for (int i = 0; i < MESSAGES; i++) {
        String parent = i == 0 ? "" : "<" + (i - 1) + "@acme.example>";
        lead = pipeline
            .accept(Host.mail("<" + i + "@acme.example>", parent, "again " + i))
            .lead();
        pipeline.run();
      }
    }
    assertEquals(
        MESSAGES,
        host.history(lead).stream()
            .filter(dev.leadkit.Fact.Received.class::isInstance)
            .count());
    assertTrue(
        eventsRead.get() < MESSAGES,
        "events that were read from the store for " + MESSAGES + " messages: " + eventsRead);
  }

  @SuppressWarnings("unchecked")
  private LeadStore counting() {
    return (LeadStore) Proxy.newProxyInstance(
        LeadStore.class.getClassLoader(),
        new Class<?>[] {LeadStore.class},
        (proxy, method, arguments) -> {
          try {
            Object answer = method.invoke(host.store, arguments);
            if (method.getName().equals("histories")) {
              ((Map<LeadId, List<LeadEvent>>) answer)
                  .values()
                  .forEach(history -> eventsRead.addAndGet(history.size()));
            }
            return answer;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
