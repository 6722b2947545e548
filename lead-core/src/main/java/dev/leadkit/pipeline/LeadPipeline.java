// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

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
 * The engine of a host: takes messages in, has them enriched and delivered, and writes down everything that happened.
 *
 * <pre>{@code
 * try (LeadPipeline leads = LeadPipeline.builder().policy(…).store(…).blobs(…).reader(…).connector("crm", …).start()) {
 *   Receipt receipt = leads.accept(RawMessage.of(bytes)); // durable when it returns
 * }
 * }</pre>
 *
 * <p>Any number of pipelines, in any number of processes, may work on one store, if their clocks differ by no more than the task timeout.
 * Stores, readers, enrichers and connectors belong to the host, who closes them after the pipeline. Thread-safe.
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
    intake = new Intake(
        builder.wiring.readers(), Builder.set("blobs", builder.blobs), builder.addresses);
    engine = new Engine(
        store,
        source,
        builder.wiring,
        builder.flags,
        builder.clock,
        execution,
        new Engine.Limits(builder.taskTimeout, builder.concurrency, builder.waiting));
    engine.recorder().tell(listeners);
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

  /** A builder with the defaults that its methods document, and nothing wired. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Takes one message in. An interruption of the caller does not end the wait for the store: the answer tells the truth.
   *
   * @return once it is durable: bytes, event and keys
   * @throws StoreException if it could not be made durable: tell the sender to send it again
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
   * Takes messages in as if one after the other in this order, but reads them side by side and commits them in groups.
   *
   * @return a receipt for each, in their order, once all are durable
   * @throws StoreException if one could not be made durable; those before it may be, and sending all again is safe
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
   * Takes in what a person or another system observed of a lead afterwards: a reply, a reassignment, a label, the wish to reopen it.
   *
   * @throws IllegalArgumentException if no lead has that id, or if the fact is one that only the engine observes
   * @throws StoreException if it could not be made durable
   * @throws IllegalStateException as {@link #accept(RawMessage)} does
   */
  public void observe(LeadId lead, Fact.Observation fact) {
    Objects.requireNonNull(lead, "lead");
    Objects.requireNonNull(fact, "fact");
    boolean afterwards = fact instanceof Fact.Replied
        || fact instanceof Fact.Reassigned
        || fact instanceof Fact.Reopened
        || fact instanceof Fact.Labelled;
    if (!afterwards) {
      throw new IllegalArgumentException(
          "fact: expected Replied, Reassigned, Reopened or Labelled, got "
              + fact.getClass().getSimpleName());
    }
    requireOpen();
    join(submit(lead, fact));
  }

  /** The same without waiting for the store. */
  CompletableFuture<Receipt> submit(LeadId lead, Fact.Observation fact) {
    return engine.recorder().observed(lead, List.of(fact));
  }

  /** What does the work: for a caller that takes its steps itself. */
  Engine engine() {
    return engine;
  }

  /** The lead as the store has it; null if no lead has that id. */
  public @Nullable Lead lead(LeadId id) {
    Objects.requireNonNull(id, "id");
    List<LeadEvent> history = store.histories(List.of(id)).getOrDefault(id, List.of());
    return history.isEmpty() ? null : Lead.of(id, history);
  }

  /**
   * Performs all work that is due and returns when none is: for tests, for batch jobs, and for hosts that have a scheduler of their own. It looks
   * for a newer policy first, if the reload interval has passed.
   *
   * <p>When it returns, nothing is due, nothing is under way, and nothing was left for lack of room: where the threads of a connector are busy
   * it waits for them. Each task takes at most the task timeout, so a connector that hangs does not hold it for ever. Three kinds of work stay,
   * and {@link RunResult#nextWake()} says until when: what waits for a time in the future, such as a retry or a deadline; leads that cannot be
   * read or decided just now; and leads of a connector whose threads are all held by calls that do not return, even after an interruption.
   *
   * @return what it did and what it left
   * @throws StoreException if the store does not answer; what was begun is still written
   * @throws IllegalStateException if the thread is interrupted, what was begun is still written; or if the pipeline is closed
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

  /** When {@link #run()} will have something to do; null if every lead rests. */
  public @Nullable Instant nextWake() {
    return store.nextWake();
  }

  /**
   * Whether the pipeline does its work. It answers at once, from memory, and can be asked at any time, also after {@link #close()}.
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
   * Lets what runs come to its end, gives back what waits, writes down what is known, and ends every thread of the pipeline; only calls of
   * plug-ins that do not react to an interruption keep theirs. Takes at most about the task timeout, or twice that if the store does not
   * answer; then the callers that still wait are told that their messages were not written.
   *
   * <p>If the caller is interrupted, what runs is interrupted at once instead of being waited for; what is known is still written, and the
   * caller stays interrupted. Closing twice is no error.
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
    private int waiting = 256;
    private Execution execution = ThreadExecution.INSTANCE;

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

    /** Sets how many tasks of one enricher or connector wait inside the pipeline beyond those that are performed; by default 256. */
    Builder waiting(int tasks) {
      waiting = tasks;
      return this;
    }

    /** Sets who does the work; by default threads. */
    Builder execution(Execution workers) {
      execution = workers;
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
      return new LeadPipeline(this).attached();
    }

    /**
     * A pipeline that works in the background until it is closed.
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
