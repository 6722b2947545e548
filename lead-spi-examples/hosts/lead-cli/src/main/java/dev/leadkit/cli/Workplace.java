// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Source;
import dev.leadkit.files.CompanyFile;
import dev.leadkit.files.FileBlobs;
import dev.leadkit.files.FileConnector;
import dev.leadkit.kpi.RoutingAccuracy;
import dev.leadkit.kpi.SlaCompliance;
import dev.leadkit.memory.InMemoryAddresses;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicySource;
import dev.leadkit.simulation.Shadow;
import dev.leadkit.simulation.Simulation;
import dev.leadkit.simulation.SimulationReport;
import dev.leadkit.spi.AddressBook;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.Flags;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.LeadPage;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.sqlite.SqliteStore;
import dev.leadkit.tnef.TnefReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A folder in which leads are worked on: {@code leads.db} holds their histories, {@code blobs} the raw mails and attachments, and
 * {@code crm.jsonl} stands for the CRM.
 */
final class Workplace implements AutoCloseable {

  /** The host that judges the origin of the sample's mails. */
  private static final String RECEIVING_HOST = "mx.leadkit.example";

  private static final int LEADS_AT_ONCE = 1000;

  private final LeadStore store;
  private final BlobStore blobs;

  private Workplace(LeadStore store, BlobStore blobs) {
    this.store = store;
    this.blobs = blobs;
  }

  /** Opens the folder, and makes it where it is missing. */
  static Workplace open(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(folder + ": cannot be used as a data folder: " + e);
    }
    return new Workplace(
        SqliteStore.open(folder.resolve("leads.db")), new FileBlobs(folder.resolve("blobs")));
  }

  /** Opens a folder that is there already. */
  static Workplace existing(Path folder) {
    if (!Files.isRegularFile(folder.resolve("leads.db"))) {
      throw new InputException(folder + ": holds no leads, leads.db is missing");
    }
    return open(folder);
  }

  static MessageReader reader() {
    return TnefReader.around(
        new MimeReader(MimeLimits.standard()).trusting(RECEIVING_HOST).trustingSpamFields());
  }

  /** A pipeline over this folder that works when it is told to. */
  LeadPipeline pipeline(Path folder, InstantSource clock) {
    return pipeline(folder, clock, kept(folder, DefaultPolicy.origin()));
  }

  /** The same, but this policy decides. */
  LeadPipeline pipeline(Path folder, InstantSource clock, Policy policy) {
    return LeadPipeline.builder()
        .policy(PolicySource.of(policy))
        .store(store)
        .blobs(blobs)
        .reader(reader())
        .addresses(addresses())
        .enricher("companies", companies())
        .flags(Flags.none())
        .connector("crm", new FileConnector(folder.resolve("crm.jsonl")))
        .clock(clock)
        .build();
  }

  /** The policy of this origin, after it was kept in the folder: leads that it decides can be explained by it later. */
  static Policy kept(Path folder, PolicyOrigin origin) {
    try {
      return new PolicyArchive(folder).keep(origin);
    } catch (IOException e) {
      throw new InputException(folder + ": the policy cannot be kept: " + e);
    }
  }

  private static CompanyFile companies() {
    try (InputStream csv = Workplace.class.getResourceAsStream("companies.csv")) {
      if (csv == null) {
        throw new AssertionError("the jar lacks companies.csv");
      }
      return CompanyFile.read(csv, "companies.csv");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AddressBook addresses() {
    return new InMemoryAddresses()
        .put("", "sales@leadkit.example", source("sales", "", "", "", "sales@leadkit.example"))
        .put("", "info@leadkit.example", source("sales", "", "", "", "info@leadkit.example"))
        .put("", "api@leadkit.example", source("sales", "", "api", "", "api@leadkit.example"))
        .put(
            "", "support@leadkit.example", source("support", "", "", "", "support@leadkit.example"))
        .put(
            "",
            "partners@leadkit.example",
            source("partner", "", "", "bluepeak", "partners@leadkit.example"))
        .put(
            "",
            "forms+pricing@inbound.leadkit.example",
            source("form", "pricing-2026", "", "", "forms+pricing@inbound.leadkit.example"));
  }

  private static Source source(
      String channel, String campaign, String product, String partner, String address) {
    return new Source(channel, campaign, product, partner, address, Source.KNOWN);
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

  /** Every lead that there is, in the order of their names. */
  Set<LeadId> leads() {
    var leads = new TreeSet<LeadId>();
    LeadPage page = store.leads(0, LEADS_AT_ONCE);
    while (!page.leads().isEmpty()) {
      leads.addAll(page.leads());
      page = store.leads(page.position(), LEADS_AT_ONCE);
    }
    return leads;
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

  /** Where the log of events ends now. */
  long end() {
    return store.end();
  }

  /** A candidate beside the decisions that were made from this position of the log on. */
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
