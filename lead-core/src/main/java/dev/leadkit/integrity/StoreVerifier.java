// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.integrity;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Fact.Attached;
import dev.leadkit.Fact.Duplicated;
import dev.leadkit.Fact.Received;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Chain;
import dev.leadkit.spi.LeadStore.Link;
import dev.leadkit.spi.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a store and its blobs: the hash chain of every lead, every raw message and attachment that an event refers to, and what the store
 * can check itself.
 *
 * <p>It only reads, one lead at a time. A lead or blob that cannot be read is reported as a problem and does not end the check.
 */
public final class StoreVerifier {

  private static final int LEADS_AT_ONCE = 500;

  private final LeadStore store;
  private final BlobStore blobs;

  /** A verifier of this store and the blobs that its events refer to. It does not close them. */
  public StoreVerifier(LeadStore store, BlobStore blobs) {
    this.store = store;
    this.blobs = blobs;
  }

  /** Verifies everything. */
  public StoreVerification verify() {
    var work = new Work();
    try {
      store.forEachPage(LEADS_AT_ONCE, leads -> leads.forEach(work::lead));
    } catch (StoreException e) {
      work.problems.add(String.valueOf(e.getMessage()));
    }
    try {
      LeadStore.Inspection inspection = store.inspect();
      work.problems.addAll(inspection.problems());
      work.remarks.addAll(inspection.remarks());
    } catch (StoreException e) {
      work.problems.add(String.valueOf(e.getMessage()));
    }
    return work.result();
  }

  /** The problems in the chain of a lead with this history, without its blobs. */
  public static List<String> problems(LeadId lead, List<LeadEvent> history, @Nullable Chain chain) {
    if (chain == null) {
      return List.of();
    }
    var problems = new ArrayList<String>();
    byte[] expected = EventChain.start(lead);
    long seq = 0;
    int at = 0;
    for (Link link : chain.links()) {
      seq++;
      if (link.seq() != seq) {
        problems.add(lead + ": event " + seq + " is missing");
        return problems;
      }
      LeadEvent event = at < history.size() ? history.get(at++) : null;
      if (event == null || event.seq() != seq) {
        problems.add(lead + ": event " + seq + " cannot be read");
        return problems;
      }
      if (link.hash().isEmpty()) {
        problems.add(lead + ": event " + seq + " (" + type(event)
            + ") has no link, it was written by other software");
        return problems;
      }
      expected = EventChain.link(expected, EventChain.commitment(event));
      if (!link.hash().equals(HexFormat.of().formatHex(expected))) {
        problems.add(lead + ": event " + seq + " (" + type(event)
            + ") is not what was committed, or not in its place");
        return problems;
      }
    }
    if (seq < chain.length()) {
      problems.add(lead + ": the last " + (chain.length() - seq) + " of " + chain.length()
          + " events are missing");
    } else if (seq > chain.length()) {
      problems.add(lead + ": " + (seq - chain.length()) + " events were added to the "
          + chain.length() + " that were committed");
    } else if (!chain.head().equals(HexFormat.of().formatHex(expected))) {
      problems.add(lead + ": the end of the history is not the one that was committed");
    }
    return problems;
  }

  private static String type(LeadEvent event) {
    return dev.leadkit.json.LeadJson.type(event.fact());
  }

  /** A check and its results so far. */
  private final class Work {

    private final List<String> problems = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Set<String> checked = new HashSet<>();
    private long leads;
    private long events;

    void lead(LeadId lead) {
      leads++;
      try {
        List<LeadEvent> history = store.histories(List.of(lead)).getOrDefault(lead, List.of());
        events += history.size();
        problems.addAll(problems(lead, history, store.chain(lead)));
        history.forEach(this::blobs);
      } catch (StoreException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }

    private void blobs(LeadEvent event) {
      if (event.fact() instanceof Received received) {
        blobs(received.message(), event);
      } else if (event.fact() instanceof Attached attached) {
        blobs(attached.message(), event);
      } else if (event.fact() instanceof Duplicated copy) {
        blob(copy.raw(), event, "raw message");
      }
    }

    private void blobs(Message message, LeadEvent event) {
      blob(message.raw(), event, "raw message");
      for (Attachment attachment : message.attachments()) {
        blob(attachment.blob(), event, "attachment");
      }
    }

    private void blob(Blob blob, LeadEvent event, String what) {
      if (blob.sha256().isEmpty() || !checked.add(blob.sha256())) {
        return;
      }
      String problem = StoreVerifier.problem(blob, blobs);
      if (!problem.isEmpty()) {
        problems.add(event.lead() + ": event " + event.seq() + ", " + what + " " + blob.sha256()
            + " " + problem);
      }
    }

    StoreVerification result() {
      return new StoreVerification(leads, events, checked.size(), problems, remarks);
    }
  }

  /** The problem of a blob: {@code "is missing"} or {@code "is damaged"}; {@code ""} if it is intact. */
  public static String problem(Blob blob, BlobStore blobs) {
    try (InputStream content = blobs.open(blob.sha256())) {
      if (content == null) {
        return "is missing";
      }
      return Blob.of(content).equals(blob) ? "" : "is damaged";
    } catch (IOException | StoreException e) {
      return "is damaged";
    }
  }
}
