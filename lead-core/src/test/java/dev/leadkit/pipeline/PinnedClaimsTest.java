// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.LeadEvent;
import dev.leadkit.Pinned;
import dev.leadkit.RawMessage;
import dev.leadkit.json.LeadJson;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the engine claims for a message, answers to its sender, records and delivers. */
class PinnedClaimsTest {

  @Test
  void claims_receipts_events_and_deliveries_are_those_that_were_written_before()
      throws IOException {
    var host = new Host();
    var commits = new ArrayList<LeadStore.Commit>();
    var deliveries = new ConcurrentSkipListSet<String>(); // in no order of their own
    var pinned = new Pinned("claims.txt");
    var watched = new ForwardingStore(host.store) {
      @Override
      public List<Result> commit(List<Commit> group) {
        commits.addAll(group);
        return super.commit(group);
      }
    };
    try (LeadPipeline leads = host.pipeline()
        .store(watched)
        .connector("crm", delivery -> {
          deliveries.add(delivery.id() + " " + delivery.externalId() + " " + delivery.attempt());
          return Outcome.accepted("00Q1");
        })
        .build()) {
      RawMessage first = Host.mail("<1@acme.example>", "we need SSO");
      RawMessage reply = Host.mail("<2@acme.example>", "<1@acme.example>", "and SAML");
      pinned
          .add("new lead", receipt(leads.accept(Host.to("sales@leadkit.example", first))))
          .add("copy", receipt(leads.accept(Host.to("info@leadkit.example", first))))
          .add("reply", receipt(leads.accept(reply)))
          .add("another tenant", receipt(leads.accept(first.withTenant("north"))));
      leads.run();
    }
    for (LeadStore.Commit commit : commits) {
      if (!commit.keys().isEmpty() || !commit.threads().isEmpty()) {
        pinned.add("claims of " + commit.lead() + " after " + commit.after(), claims(commit));
      }
    }
    pinned.add("deliveries", deliveries);
    for (LeadEvent event : host.everything()) {
      pinned.add("event " + event.seq() + " of " + event.lead(), LeadJson.write(event));
    }
    pinned.check();
  }

  private static String receipt(Receipt receipt) {
    return receipt.event() + " " + receipt.lead() + " " + receipt.status();
  }

  private static String claims(LeadStore.Commit commit) {
    String keys = commit.keys().entrySet().stream()
        .map(key -> key.getKey().layer() + " " + key.getKey().value() + " by " + key.getValue())
        .collect(Collectors.joining(", "));
    String threads = commit.threads().stream()
        .map(thread -> "'" + thread.tenant() + "' " + thread.messageId())
        .collect(Collectors.joining(", "));
    return keys + "; threads: " + threads;
  }
}
