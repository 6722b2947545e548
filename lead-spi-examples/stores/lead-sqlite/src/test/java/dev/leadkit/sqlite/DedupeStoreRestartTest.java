// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Key;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Holder;
import dev.leadkit.spi.LeadStore.Taken;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DedupeStoreRestartTest {

  @TempDir
  Path folder;

  @Test
  void a_copy_is_a_copy_after_a_restart_and_on_a_second_node() {
    Path file = folder.resolve("leads.db");
    Key key = Key.of(Leads.message(1)).get(0);
    Holder holder = new Holder(Leads.lead(1), Leads.message(1).id());
    Commit copy = Leads.commit(
        2, 0, List.of(Leads.received(2)), Map.of(key, Leads.message(2).id()), null);
    try (SqliteStore first = SqliteStore.open(file)) {
      first.commit(List.of(Leads.opening(1)));
      try (SqliteStore node = SqliteStore.open(file)) {
        assertEquals(List.of(new Taken(key, holder)), node.commit(List.of(copy)));
      }
    }
    try (SqliteStore restarted = SqliteStore.open(file)) {
      assertEquals(List.of(new Taken(key, holder)), restarted.commit(List.of(copy)));
      assertEquals(Map.of(key, holder), restarted.holders(List.of(key)));
    }
  }
}
