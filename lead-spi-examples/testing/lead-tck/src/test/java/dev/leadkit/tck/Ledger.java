// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.Outcome;
import dev.leadkit.tck.ConnectorContract.Entry;
import dev.leadkit.tck.ConnectorContract.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Another system in memory, with a connector that keeps every rule; a subclass does one thing wrong. */
class Ledger implements ConnectorContract.OtherSystem {

  final Map<String, List<String>> records = new TreeMap<>();
  final Set<String> seen = new HashSet<>();
  volatile Trouble trouble = Trouble.NONE;

  @Override
  public Connector connector() {
    return this::deliver;
  }

  Outcome deliver(Delivery delivery) throws Exception {
    switch (trouble) {
      case BEFORE_THE_EFFECT -> throw new IOException("no route to host");
      case REFUSAL -> {
        return Outcome.rejected("400 bad field");
      }
      case AFTER_THE_EFFECT -> {
        write(delivery);
        throw new IOException("read timed out");
      }
      case NONE -> write(delivery);
    }
    return Outcome.accepted(recordOf(delivery));
  }

  synchronized void write(Delivery delivery) {
    if (seen.add(idOf(delivery))) {
      records
          .computeIfAbsent(recordOf(delivery), any -> new ArrayList<>())
          .add("score " + delivery.score().value());
    }
  }

  String idOf(Delivery delivery) {
    return delivery.id();
  }

  String recordOf(Delivery delivery) {
    return delivery.externalId();
  }

  @Override
  public synchronized List<Entry> entries() {
    var entries = new ArrayList<Entry>();
    records.forEach((id, traces) -> entries.add(new Entry(id, traces)));
    return entries;
  }

  @Override
  public void meet(Trouble trouble) {
    this.trouble = trouble;
  }
}
