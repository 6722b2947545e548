// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.EventContext;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.reload.PolicySource;
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
import org.jspecify.annotations.Nullable;

/**
 * The engine: accepts messages, has leads enriched, scored, routed and delivered, and records everything that happens.
 *
 * <pre>{@code
 * try (LeadPipeline leads = LeadPipeline.builder().policy(…).store(…).blobs(…).reader(…).connector("crm", …).start()) {
 *   Receipt receipt = leads.accept(RawMessage.of(bytes)); // durable when it returns
 * }
 * }</pre>
 *
 * <p>Several pipelines in several processes may share a store, if their clocks differ by no more than the task timeout. Stores, readers,
 * enrichers and connectors belong to the host, which closes them after the pipeline. Thread-safe.
 */
public final class LeadPipeline implements AutoCloseable {

  private static final String NO_DISPATCHER =
      "the thread that has work performed has ended and cannot be started again";

  private final LeadStore store;
  private final Intake intake;
  private final Execution execution;
  private final Engine engine;
  private final Reloader reloader;
  private final Listeners listeners;
  private final Duration grace;
  private volatile boolean closed;

  private LeadPipeline(Builder builder) {
    CheckedStore checked = Builder.set("store", builder.store);
    store = checked;
    execution = builder.execution;
    listeners = Listeners.of(List.copyOf(builder.listeners), checked.position());
    grace = builder.taskTimeout;
    PolicySource source = Builder.set("policy", builder.policies);
    engine = new Engine(
        store,
        source,
        builder.wiring,
        builder.flags,
        builder.clock,
        execution,
        new Engine.Limits(builder.taskTimeout, builder.concurrency, builder.waiting));
    engine.recorder().tell(listeners);
    intake = new Intake(
        builder.wiring.readers(),
        Builder.set("blobs", builder.blobs),
        builder.addresses,
        () -> engine.policies().get().prospects());
    reloader = new Reloader(
        source,
        builder.wiring.check(builder.flags != null),
        engine.clock(),
        builder.reloadInterval);
  }

  private LeadPipeline attached() {
    reloader.attach();
    return this;
  }

  private LeadPipeline started(Duration pollInterval) {
    engine.loop().start(pollInterval);
    reloader.start();
    return this;
  }

  /** A builder with the defaults that its methods document. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Accepts a message. An interruption of the caller does not end the wait for the store.
   *
   * @return when bytes, event and keys are durable
   * @throws StoreException if it could not be made durable: the sender should send it again
   * @throws IllegalStateException if the pipeline is closed, or cannot work: its {@link #health()} is {@link Health.Status#DOWN}
   */
  public Receipt accept(RawMessage raw) {
    Objects.requireNonNull(raw, "raw");
    requireOpen();
    return join(submit(raw));
  }

  /** The same without waiting for the store. */
  CompletableFuture<Receipt> submit(RawMessage raw) {
    return engine.recorder().arrived(intake.read(raw, engine.clock().instant()));
  }

  /**
   * Accepts messages as if one after the other, but parses them concurrently and commits them in groups.
   *
   * @return a receipt for each, in their order, when all are durable
   * @throws StoreException if one could not be made durable; earlier ones may be durable, and it is safe to send all of them again
   * @throws IllegalStateException as {@link #accept(RawMessage)} does
   */
  public List<Receipt> accept(List<RawMessage> batch) {
    batch.forEach(raw -> Objects.requireNonNull(raw, "raw"));
    requireOpen();
    Instant now = engine.clock().instant();
    List<CompletableFuture<ReadMessage>> reading =
        batch.stream().map(raw -> intake.begin(raw, now)).toList();
    var writing = new ArrayList<CompletableFuture<Receipt>>(batch.size());
    for (CompletableFuture<ReadMessage> read : reading) {
      writing.add(engine
          .recorder()
          .arrived(join(read))); // in order, while those after it are still being read
    }
    return writing.stream().map(LeadPipeline::join).toList();
  }

  private void requireOpen() {
    requireNotClosed();
    if (!engine.loop().ensureRunning()) {
      throw new IllegalStateException("the pipeline cannot work: " + NO_DISPATCHER);
    }
  }

  private void requireNotClosed() {
    if (closed) {
      throw new IllegalStateException("the pipeline is closed");
    }
  }

  /**
   * Records an observation of a person or another system: a reply, a reassignment, a label, a request to reopen the lead, or the
   * separation of a message that was wrongly added to it. Its event has no context.
   *
   * @throws IllegalArgumentException if there is no such lead, or if only the engine observes such facts
   * @throws StoreException if it could not be made durable
   * @throws IllegalStateException as {@link #accept(RawMessage)} does
   */
  public void observe(LeadId lead, Fact.Observation fact) {
    observe(lead, fact, EventContext.NONE);
  }

  /**
   * Records an observation as {@link #observe(LeadId, Fact.Observation)} does, with who made it and the trace that it belongs to. Decisions
   * that follow from it have no context.
   */
  public void observe(LeadId lead, Fact.Observation fact, EventContext context) {
    Objects.requireNonNull(lead, "lead");
    Objects.requireNonNull(fact, "fact");
    Objects.requireNonNull(context, "context");
    if (!Separation.isObservable(fact)) {
      throw new IllegalArgumentException(
          "fact: expected Replied, Reassigned, Reopened, Labelled or Unmerged, got "
              + fact.getClass().getSimpleName());
    }
    requireOpen();
    if (fact instanceof Fact.Unmerged unmerged) {
      new Separation(store)
          .perform(
              lead, unmerged, (id, part) -> join(engine.recorder().observed(id, part, context)));
    } else {
      join(engine.recorder().observed(lead, List.of(fact), context));
    }
  }

  /** The same without waiting for the store. */
  CompletableFuture<Receipt> submit(LeadId lead, Fact.Observation fact) {
    return engine.recorder().observed(lead, List.of(fact), EventContext.NONE);
  }

  /** The engine, for a caller that runs its steps itself. */
  Engine engine() {
    return engine;
  }

  /** The lead in its committed state; null if there is no such lead. */
  public @Nullable Lead lead(LeadId id) {
    Objects.requireNonNull(id, "id");
    List<LeadEvent> history = store.histories(List.of(id)).getOrDefault(id, List.of());
    return history.isEmpty() ? null : Lead.of(id, history);
  }

  /**
   * Does all work that is due and returns: for tests, batch jobs, and hosts with their own scheduler. If the reload interval has passed, it
   * refreshes the policy first.
   *
   * <p>When it returns, no work is due or in progress. If the threads of a connector are busy, it waits for them; each task takes at most the
   * task timeout, so a connector that hangs does not block it indefinitely. Three kinds of work remain, until {@link RunResult#nextWake()}: work
   * for a future time, such as a retry or a deadline; leads that cannot be read or decided at present; and leads of a connector whose threads
   * are all occupied by calls that do not return, even after an interruption.
   *
   * @return what was done and what remains
   * @throws StoreException if the store does not answer; results of tasks that had begun are still recorded
   * @throws IllegalStateException if the thread is interrupted (results of tasks that had begun are still recorded), or if the pipeline is closed
   */
  public RunResult run() {
    requireNotClosed();
    try {
      reloader.lookIfDue();
      return engine.loop().run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while work was being performed", e);
    }
  }

  /** When {@link #run()} will have work; null if no lead is waiting. */
  public @Nullable Instant nextWake() {
    return store.nextWake();
  }

  /**
   * The health of the pipeline. Returns at once, without calling a plug-in, at any time, even after {@link #close()}.
   */
  public Health health() {
    if (closed) {
      return new Health(Health.Status.DOWN, List.of("the pipeline is closed"));
    }
    var problems = new ArrayList<String>();
    boolean works = engine.loop().ensureRunning();
    if (!works) {
      problems.add(NO_DISPATCHER);
    }
    if (!reloader.ensureRunning()) {
      problems.add(
          "the thread that looks for newer policies has ended and cannot be started again");
    }
    engine.addProblems(problems);
    Health.Status status = problems.isEmpty() ? Health.Status.UP : Health.Status.DEGRADED;
    return new Health(works ? status : Health.Status.DOWN, problems);
  }

  /**
   * Waits for tasks in progress, returns the leases of waiting ones, records all known results, and ends all threads of the pipeline, except
   * those of plug-in calls that ignore interruptions. Takes about the task timeout at most, or twice that if the store does not answer; callers
   * that are still waiting then get a {@link StoreException}.
   *
   * <p>If the caller is interrupted, tasks in progress are interrupted at once; known results are still recorded, and the caller stays
   * interrupted. Closing again has no effect.
   */
  @Override
  public void close() {
    close(new Deadline(execution, grace));
  }

  void close(Deadline deadline) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    reloader.stop();
    engine.close(deadline);
    deadline.extend(grace);
    listeners.close(deadline);
    deadline.extend(Engine.SETTLING);
    intake.close(deadline);
    engine.join(deadline);
    reloader.join(deadline);
    deadline.restoreInterrupt();
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new StoreException("the message was not written", e);
    }
  }

  /**
   * Builds a pipeline. Policy, store, blobs and a reader are required: there are no defaults that might lose a lead.
   *
   * <p>Every method throws {@link NullPointerException} for null. All other mistakes are reported together by {@link #build()} and {@link
   * #start()}. For methods that set a single value, the last call counts. Used by one thread.
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
    private int waiting = 256;
    private Execution execution = ThreadExecution.INSTANCE;

    private Builder() {}

    /**
     * Sets the source of the policy, which is called once for each group of commits. While this pipeline is open, the source rejects policies that
     * name an unknown enricher or connector. Required.
     */
    public Builder policy(PolicySource source) {
      policies = Objects.requireNonNull(source, "source");
      return this;
    }

    /** Sets the store of the leads. Required. */
    public Builder store(LeadStore leads) {
      store = new CheckedStore(Objects.requireNonNull(leads, "leads"));
      return this;
    }

    /** Sets the store of raw messages and attachments. Required. */
    public Builder blobs(BlobStore content) {
      blobs = new CheckedBlobs(Objects.requireNonNull(content, "content"));
      return this;
    }

    /** Sets the reader of mail, {@value RawMessage#MAIL}. */
    public Builder reader(MessageReader mail) {
      return reader(RawMessage.MAIL, mail);
    }

    /**
     * Adds the reader of a media type. At least one is required; a message of another type is kept as unreadable.
     *
     * @param mediaType without parameters, in any case; each type once
     */
    public Builder reader(String mediaType, MessageReader reader) {
      wiring.reader(mediaType, reader);
      return this;
    }

    /** Sets the address book; by default an empty one, so that every source is unknown. */
    public Builder addresses(AddressBook book) {
      addresses = Objects.requireNonNull(book, "book");
      return this;
    }

    /**
     * Adds the enricher that the policy's list of enrichers calls by this name. One that the policy does not ask is logged as a warning.
     *
     * @param name 1 to 100 characters, each name once
     */
    public Builder enricher(String name, Enricher enricher) {
      wiring.enricher(name, enricher);
      return this;
    }

    /**
     * Adds the connector that the routes call by this name.
     *
     * @param name 1 to 100 characters, each name once
     */
    public Builder connector(String name, Connector connector) {
      wiring.connector(name, connector);
      return this;
    }

    /** Sets the flag service; {@link Flags#none()} to use the defaults of the policy. Required if the policy declares flags. */
    public Builder flags(Flags service) {
      flags = Objects.requireNonNull(service, "service");
      return this;
    }

    /** Adds a listener; none by default. */
    public Builder listener(LeadListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /** Sets the clock; by default that of the system. */
    public Builder clock(InstantSource time) {
      clock = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * Sets the timeout of an attempt of an enricher or connector, after which it counts as failed; by default one minute, 1 ms to 365 days.
     */
    public Builder taskTimeout(Duration longest) {
      taskTimeout = Objects.requireNonNull(longest, "longest");
      return this;
    }

    /**
     * Sets the interval at which a {@linkplain #start() started} pipeline polls the store for leads that have become due; by default 500 ms, 1 ms
     * to 365 days.
     */
    public Builder pollInterval(Duration interval) {
      pollInterval = Objects.requireNonNull(interval, "interval");
      return this;
    }

    /** Sets the interval at which the policy is refreshed; by default 5 seconds, 1 ms to 365 days. */
    public Builder reloadInterval(Duration interval) {
      reloadInterval = Objects.requireNonNull(interval, "interval");
      return this;
    }

    /** Sets the number of concurrent tasks of one enricher or connector; by default 8, at least 1. */
    public Builder concurrency(int tasks) {
      concurrency = tasks;
      return this;
    }

    /** Sets the number of tasks of one enricher or connector that may wait in the pipeline; by default 256. */
    Builder waiting(int tasks) {
      waiting = tasks;
      return this;
    }

    /** Sets what runs the work; by default threads. */
    Builder execution(Execution workers) {
      execution = workers;
      return this;
    }

    /**
     * A pipeline that works in calls of {@link LeadPipeline#run()}. Starts no thread.
     *
     * @throws IllegalStateException if something is missing, out of range or set twice; the message lists every mistake and every problem of the
     *     policy, which is the cause
     * @throws PolicyException if the only problems are in the policy; the message lists all of them
     */
    public LeadPipeline build() {
      check();
      return new LeadPipeline(this).attached();
    }

    /**
     * A pipeline that works in background threads until it is closed.
     *
     * @throws IllegalStateException as {@link #build()} does
     * @throws PolicyException as {@link #build()} does
     */
    public LeadPipeline start() {
      check();
      return new LeadPipeline(this).attached().started(pollInterval);
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
