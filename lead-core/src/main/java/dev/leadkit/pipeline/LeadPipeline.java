// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.PolicySource;
import dev.leadkit.spi.AddressBook;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Enricher;
import dev.leadkit.spi.Flags;
import dev.leadkit.spi.LeadListener;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The engine of a host: takes messages in, has them enriched and delivered, and writes down everything that happened.
 *
 * <pre>{@code
 * try (LeadPipeline leads = LeadPipeline.builder().policy(…).store(…).blobs(…).reader(…).connector("crm", …).start()) {
 *   Receipt receipt = leads.accept(RawMessage.of(bytes)); // durable when it returns
 * }
 * }</pre>
 *
 * <p>Any number of pipelines, in any number of processes, may work on one store. Stores, readers, enrichers and connectors belong to the
 * host, who closes them after the pipeline. Thread-safe.
 */
public final class LeadPipeline implements AutoCloseable {

  private final LeadStore store;
  private final Intake intake;
  private final InstantSource clock;
  private final Dispatcher dispatcher;
  private final Recorder recorder;
  private final Duration grace;
  private final ExecutorService readers;
  private final Reloader reloader;
  private final Listeners listeners;

  private LeadPipeline(Builder builder, boolean watching) {
    CheckedStore checked = Builder.set("store", builder.store);
    store = checked;
    listeners = Listeners.of(List.copyOf(builder.listeners), checked.position());
    clock = builder.clock;
    grace = builder.taskTimeout;
    PolicySource policies = Builder.set("policy", builder.policies);
    intake = new Intake(
        builder.wiring.readers(), Builder.set("blobs", builder.blobs), builder.addresses);
    dispatcher = new Dispatcher(
        store,
        policies,
        clock,
        builder.wiring.enrichers(),
        builder.wiring.connectors(),
        builder.flags,
        builder.taskTimeout,
        builder.concurrency);
    recorder = dispatcher.recorder();
    recorder.tell(listeners);
    readers = Executors.newFixedThreadPool(
        4 * Runtime.getRuntime().availableProcessors(), new Threads("lead-reader"));
    reloader = new Reloader(
        policies, builder.wiring.check(builder.flags != null), clock, builder.reloadInterval);
    if (watching) {
      dispatcher.start(builder.pollInterval);
      reloader.start();
    }
  }

  /** A builder with the defaults that its methods document, and nothing wired. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Takes one message in.
   *
   * @return once it is durable: bytes, event and keys
   * @throws StoreException if it could not be made durable: tell the sender to send it again
   * @throws IllegalStateException if the pipeline is closed
   */
  public Receipt accept(RawMessage raw) {
    return join(recorder.arrived(intake.read(raw, clock.instant())));
  }

  /**
   * Takes messages in as if one after the other in this order, but reads them side by side and commits them in groups.
   *
   * @return a receipt for each, in their order, once all are durable
   * @throws StoreException if one could not be made durable; those before it may be, and sending all again is safe
   * @throws IllegalStateException if the pipeline is closed
   */
  public List<Receipt> accept(List<RawMessage> batch) {
    Instant now = clock.instant();
    List<CompletableFuture<Arrival>> reading = batch.stream()
        .map(raw -> CompletableFuture.supplyAsync(() -> intake.read(raw, now), readers))
        .toList();
    var writing = new ArrayList<CompletableFuture<Receipt>>(batch.size());
    for (CompletableFuture<Arrival> read : reading) {
      writing.add(
          recorder.arrived(join(read))); // in order, while those after it are still being read
    }
    return writing.stream().map(LeadPipeline::join).toList();
  }

  /**
   * Takes in what a person or another system observed of a lead afterwards: a reply, a reassignment, a label, the wish to reopen it.
   *
   * @throws IllegalArgumentException if no lead has that id, or if the fact is one that only the engine observes
   * @throws StoreException if it could not be made durable
   */
  public void observe(LeadId lead, Fact.Observation fact) {
    boolean afterwards = fact instanceof Fact.Replied
        || fact instanceof Fact.Reassigned
        || fact instanceof Fact.Reopened
        || fact instanceof Fact.Labelled;
    if (!afterwards) {
      throw new IllegalArgumentException(
          "fact: expected Replied, Reassigned, Reopened or Labelled, got "
              + fact.getClass().getSimpleName());
    }
    join(recorder.observed(lead, List.of(fact)));
  }

  /** The lead as the store has it; null if no lead has that id. */
  public @Nullable Lead lead(LeadId id) {
    List<LeadEvent> history = store.histories(List.of(id)).getOrDefault(id, List.of());
    return history.isEmpty() ? null : Lead.of(id, history);
  }

  /**
   * Performs all work that is due and returns when none is: for tests, for batch jobs, and for hosts that have a scheduler of their own.
   * Work that waits for a later time stays; call it again then. It looks for a newer policy first, if the reload interval has passed.
   *
   * @throws IllegalStateException if the thread is interrupted; what was begun is still written
   */
  public void run() {
    try {
      reloader.lookIfDue();
      dispatcher.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while work was being performed", e);
    }
  }

  /** When {@link #run()} will have something to do; null if every lead rests. */
  public @Nullable Instant nextWake() {
    return store.nextWake();
  }

  /** Lets what runs come to its end, gives back what waits, writes down what is known. Takes at most about the task timeout. */
  @Override
  public void close() {
    try {
      reloader.close();
      dispatcher.close(grace);
      listeners.close(grace);
      readers.shutdown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * Wires a pipeline. Policy, store, blobs and a reader must be set: there is no default for what may lose a lead.
   *
   * <p>Every method throws {@link NullPointerException} for a null at once. Everything else that is wrong is reported by {@link #build()} and
   * {@link #start()}, all of it together. Of the methods that take one thing, the last call counts. Used by one thread at a time.
   */
  public static final class Builder {

    private @Nullable PolicySource policies;
    private @Nullable CheckedStore store;
    private @Nullable BlobStore blobs;
    private AddressBook addresses = AddressBook.empty();
    private final Wiring wiring = new Wiring();
    private @Nullable Flags flags;
    private final List<LeadListener> listeners = new ArrayList<>();
    private InstantSource clock = InstantSource.system();
    private Duration taskTimeout = Duration.ofMinutes(1);
    private Duration pollInterval = Duration.ofMillis(500);
    private Duration reloadInterval = Duration.ofSeconds(5);
    private int concurrency = 8;

    private Builder() {}

    /**
     * Sets where the policy comes from; it is asked once for each group of commits. While this pipeline is open, the source refuses a policy
     * that names an enricher or connector which is not here. No default.
     */
    public Builder policy(PolicySource source) {
      policies = Objects.requireNonNull(source, "source");
      return this;
    }

    /** Sets what remembers histories. No default. */
    public Builder store(LeadStore leads) {
      store = new CheckedStore(Objects.requireNonNull(leads, "leads"));
      return this;
    }

    /** Sets what keeps raw messages and attachments. No default. */
    public Builder blobs(BlobStore content) {
      blobs = new CheckedBlobs(Objects.requireNonNull(content, "content"));
      return this;
    }

    /** Sets the reader of mail, {@value RawMessage#MAIL}. */
    public Builder reader(MessageReader mail) {
      return reader(RawMessage.MAIL, mail);
    }

    /**
     * Adds the reader of messages of this media type. At least one is needed; a message of another type is kept as unreadable.
     *
     * @param mediaType without parameters, in any case; each once
     */
    public Builder reader(String mediaType, MessageReader reader) {
      wiring.reader(mediaType, reader);
      return this;
    }

    /** Sets what knows the inbound addresses; by default every source is unknown. */
    public Builder addresses(AddressBook book) {
      addresses = new CheckedAddresses(Objects.requireNonNull(book, "book"));
      return this;
    }

    /**
     * Adds what answers to this name in the policy's list of enrichers. One that the policy does not ask is logged as a warning.
     *
     * @param name 1 to 100 characters, each name once; not one that begins with {@code flag.} or {@code ticket:}, under which the engine
     *     records what is no enricher's
     */
    public Builder enricher(String name, Enricher enricher) {
      wiring.enricher(name, enricher);
      return this;
    }

    /**
     * Adds what answers to this name in the routes.
     *
     * @param name 1 to 100 characters, each name once
     */
    public Builder connector(String name, Connector connector) {
      wiring.connector(name, connector);
      return this;
    }

    /** Sets what answers for the flags that the policy declares; {@link Flags#none()} for their defaults. Needed if it declares any. */
    public Builder flags(Flags service) {
      flags = Objects.requireNonNull(service, "service");
      return this;
    }

    /** Adds a listener, which is told what happens to leads; any number, none by default. */
    public Builder listener(LeadListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /** Sets what tells the time; by default the system's clock. */
    public Builder clock(InstantSource time) {
      clock = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * Sets how long one attempt of an enricher or connector may take before it counts as failed; by default one minute, at least a millisecond
     * and at most a year.
     */
    public Builder taskTimeout(Duration longest) {
      taskTimeout = Objects.requireNonNull(longest, "longest");
      return this;
    }

    /**
     * Sets how often {@link #start()} looks for what another process or the time has made due; by default every half second, at least a
     * millisecond and at most a year.
     */
    public Builder pollInterval(Duration interval) {
      pollInterval = Objects.requireNonNull(interval, "interval");
      return this;
    }

    /** Sets how often it looks for a newer policy; by default every five seconds, at least a millisecond and at most a year. */
    public Builder reloadInterval(Duration interval) {
      reloadInterval = Objects.requireNonNull(interval, "interval");
      return this;
    }

    /** Sets how many tasks of one enricher or connector are performed side by side; by default 8, at least 1. */
    public Builder concurrency(int tasks) {
      concurrency = tasks;
      return this;
    }

    /**
     * A pipeline that works when it is told to: see {@link LeadPipeline#run()}.
     *
     * @throws IllegalStateException if something is missing, out of range or set twice; the message lists every mistake, and every problem of
     *     the policy too, which then is the cause
     * @throws PolicyException if that is all right, but the policy names what is not here: every problem at once
     */
    public LeadPipeline build() {
      check();
      return new LeadPipeline(this, false);
    }

    /**
     * A pipeline that works in the background until it is closed.
     *
     * @throws IllegalStateException as {@link #build()} does
     * @throws PolicyException as {@link #build()} does
     */
    public LeadPipeline start() {
      check();
      return new LeadPipeline(this, true);
    }

    private void check() {
      wiring
          .mistakes()
          .missing("policy", policies == null, "policy(PolicySource.file(path))")
          .missing(
              "store",
              store == null,
              "store(SqliteStore.open(path)), or another store that survives a restart")
          .missing(
              "blobs",
              blobs == null,
              "blobs(new FileBlobs(folder)), or another store that survives a restart")
          .missingReader()
          .atLeastOne("concurrency", concurrency)
          .interval("taskTimeout", taskTimeout)
          .interval("pollInterval", pollInterval)
          .interval("reloadInterval", reloadInterval)
          .throwIfAny(policies, flags != null);
    }

    private static <T> T set(String name, @Nullable T value) {
      if (value == null) {
        throw new IllegalStateException(name + " was checked to be set");
      }
      return value;
    }
  }
}
