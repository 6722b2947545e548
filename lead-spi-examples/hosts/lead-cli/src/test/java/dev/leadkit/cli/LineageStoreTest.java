// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lineage of every lead of the sample mailbox: raw mail, message, enrichment, decision, delivery. */
class LineageStoreTest {

  @TempDir
  Path data;

  @Test
  void every_stage_of_every_lead_can_be_read_and_the_raw_bytes_are_those_that_came_in()
      throws IOException {
    assertEquals(0, Called.lead("demo", "--data", data.toString()).code());
    int delivered = 0;
    int attached = 0;
    try (DataFolder dataFolder = DataFolder.existing(data)) {
      for (LeadId lead : dataFolder.leads()) {
        List<Fact> facts =
            dataFolder.history(lead).stream().map(LeadEvent::fact).toList();
        for (Fact.Received received : of(Fact.Received.class, facts)) {
          assertEquals(received.message().raw(), kept(received.message().raw(), dataFolder));
          for (Attachment attachment : received.message().attachments()) {
            assertEquals(attachment.blob(), kept(attachment.blob(), dataFolder));
            attached++;
          }
        }
        assertTrue(!of(Fact.Enriched.class, facts).isEmpty(), lead + " was looked up");
        Fact.Qualified decision = of(Fact.Qualified.class, facts).get(0);
        assertTrue(decision.policy().startsWith("sha256:"), decision.policy());
        boolean isRouted = !decision.assignment().connectors().isEmpty();
        assertEquals(isRouted, !of(Fact.Delivered.class, facts).isEmpty(), lead + " was delivered");
        delivered += isRouted ? 1 : 0;
      }
    }
    assertTrue(delivered > 30 && attached > 3, delivered + " delivered, " + attached);
  }

  private static <F extends Fact> List<F> of(Class<F> kind, List<Fact> facts) {
    return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The stored bytes of a blob, by their actual hash and size. */
  private static Blob kept(Blob blob, DataFolder dataFolder) throws IOException {
    try (InputStream in = dataFolder.blobs().open(blob.sha256())) {
      return Blob.of(assertNotNullIn(in, blob));
    }
  }

  private static InputStream assertNotNullIn(InputStream in, Blob blob) {
    assertNotNull(in, blob.sha256() + " is kept");
    return in;
  }
}
