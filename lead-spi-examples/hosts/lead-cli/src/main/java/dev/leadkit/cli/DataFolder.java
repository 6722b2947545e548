// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.files.FileBlobs;
import dev.leadkit.integrity.StoreVerification;
import dev.leadkit.integrity.StoreVerifier;
import dev.leadkit.kpi.RoutingAccuracy;
import dev.leadkit.kpi.SlaCompliance;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.policy.Policy;
import dev.leadkit.simulation.Shadow;
import dev.leadkit.simulation.Simulation;
import dev.leadkit.simulation.SimulationReport;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.DataFiles;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A data folder: {@code leads.db} holds the histories of leads, {@code blobs} the raw mails and attachments, {@code lead.yaml} the set-up,
 * and a file such as {@code crm.jsonl} stands in for each connector.
 */
final class DataFolder implements AutoCloseable {

  private static final int LEADS_AT_ONCE = 1000;
  private static final int HISTORIES_AT_ONCE = 200;

  private final LeadStore store;
  private final BlobStore blobs;

  private DataFolder(LeadStore store, BlobStore blobs) {
    this.store = store;
    this.blobs = blobs;
  }

  /** Opens the folder, and creates it if it is missing. */
  static DataFolder open(Path folder) {
    create(folder);
    return new DataFolder(
        SqliteStore.open(folder.resolve("leads.db")), new FileBlobs(folder.resolve("blobs")));
  }

  /** Creates the folder if it is missing. */
  static void create(Path folder) {
    try {
      DataFiles.createFolders(folder);
    } catch (IOException e) {
      throw new InputException(folder + ": cannot be used as a data folder: " + Problems.text(e));
    }
  }

  /** Opens an existing folder. */
  static DataFolder existing(Path folder) {
    if (!Files.isRegularFile(folder.resolve("leads.db"))) {
      throw new InputException(folder + ": not a data folder, leads.db is missing");
    }
    return isWritable(folder) ? open(folder) : readOnly(folder);
  }

  /** Opens an existing folder and changes nothing in it. */
  static DataFolder readOnly(Path folder) {
    if (!Files.isRegularFile(folder.resolve("leads.db"))) {
      throw new InputException(folder + ": holds no leads, leads.db is missing");
    }
    return new DataFolder(
        SqliteStore.openReadOnly(folder.resolve("leads.db")),
        FileBlobs.openReadOnly(folder.resolve("blobs")));
  }

  private static boolean isWritable(Path folder) {
    return Files.isWritable(folder) && Files.isWritable(folder.resolve("leads.db"));
  }

  /** A pipeline on this folder with the set-up of its lead.yaml; it works only when it is run. */
  LeadPipeline pipeline(Path folder, InstantSource clock) {
    return pipeline(folder, clock, Wiring.of(new SetupFile(folder).read()));
  }

  /** A pipeline on this folder with another set-up and these connectors. */
  LeadPipeline pipeline(Path folder, InstantSource clock, Wiring wiring) {
    return pipeline(folder, clock, wiring, Wiring.FILES);
  }

  LeadPipeline pipeline(
      Path folder, InstantSource clock, Wiring wiring, LeadCommand.Connectors connectors) {
    return wiring
        .with(kept(folder, wiring.origin()))
        .builder(folder, connectors)
        .store(store)
        .blobs(blobs)
        .clock(clock)
        .build();
  }

  /** Stores the policy of this origin in the folder and returns it, so that the leads that it decides can be explained by it later. */
  static Policy kept(Path folder, PolicyOrigin origin) {
    try {
      return new KeptPolicies(folder).keep(origin);
    } catch (IOException e) {
      throw new InputException(folder + ": the policy cannot be kept: " + e);
    }
  }

  BlobStore blobs() {
    return blobs;
  }

  List<LeadEvent> history(LeadId lead) {
    return store.histories(List.of(lead)).getOrDefault(lead, List.of());
  }

  Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
    return store.histories(leads);
  }

  /** Checks the whole folder. */
  StoreVerification verify() {
    return new StoreVerifier(store, blobs).verify();
  }

  /** Returns the problems of the stored data of a lead. */
  List<String> problems(LeadId lead, List<LeadEvent> history) {
    var problems = new ArrayList<>(StoreVerifier.problems(lead, history, store.chain(lead)));
    problems.addAll(store.inspect(lead).problems());
    return problems;
  }

  /** Every lead, in the order of their ids. */
  Set<LeadId> leads() {
    var leads = new TreeSet<LeadId>();
    store.forEachPage(LEADS_AT_ONCE, leads::addAll);
    return leads;
  }

  /** Passes every lead to the consumer, in the order in which they were opened. */
  void eachLead(Consumer<Lead> reader) {
    store.forEachHistory(HISTORIES_AT_ONCE, (id, history) -> reader.accept(Lead.of(id, history)));
  }

  SlaCompliance slaCompliance(Instant asOf, int most) {
    return SlaCompliance.of(store, asOf, most);
  }

  RoutingAccuracy routingAccuracy(Instant asOf, Duration window) {
    return RoutingAccuracy.of(store, asOf, window);
  }

  SimulationReport simulate(Simulation simulation) {
    return simulation.run(store);
  }

  /** The position after the last event. */
  long end() {
    return store.end();
  }

  /** A shadow that compares a candidate with the decisions after this position. */
  Shadow shadow(Policy candidate, long position, Consumer<Shadow.Sighting> listener) {
    return Shadow.of(candidate, store, position, listener);
  }

  Lead lead(LeadId id) {
    return Lead.of(id, history(id));
  }

  @Override
  public void close() {
    try (BlobStore closing = blobs) {
      assert closing == blobs;
      store.close();
    }
  }
}
