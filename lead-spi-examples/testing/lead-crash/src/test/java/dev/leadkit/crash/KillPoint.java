// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.crash;

import dev.leadkit.Blob;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.LeadStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where a child kills itself: before or after the n-th call of one method of the store, the blobs or the connector. The process ends at
 * once, without shutdown hooks, as it would after {@code kill -9}.
 */
final class KillPoint {

  enum Moment {
    BEFORE,
    AFTER
  }

  enum Method {
    COMMIT,
    HOLDERS,
    THREADS,
    HISTORIES,
    LEASE,
    PUT,
    DELIVER
  }

  static final KillPoint NONE = new KillPoint(Moment.BEFORE, Method.COMMIT, 0);

  /** How the names of threads that accept messages begin. */
  static final String CALLER = "caller-";

  private static final int KILLED = 137;

  private final Moment moment;
  private final Method method;
  private final int call;
  private final AtomicInteger calls = new AtomicInteger();

  KillPoint(Moment moment, Method method, int call) {
    this.moment = moment;
    this.method = method;
    this.call = call;
  }

  static KillPoint parse(String text) {
    String[] parts = text.split(":", 3);
    return new KillPoint(
        Moment.valueOf(parts[0]), Method.valueOf(parts[1]), Integer.parseInt(parts[2]));
  }

  @Override
  public String toString() {
    return moment + ":" + method + ":" + call;
  }

  LeadStore around(LeadStore store) {
    return new ForwardingStore(store) {
      @Override
      public List<Result> commit(List<Commit> commits) {
        return unchecked(Method.COMMIT, () -> super.commit(commits));
      }

      @Override
      public Map<Key, Holder> holders(Collection<Key> keys) {
        return unchecked(Method.HOLDERS, () -> super.holders(keys));
      }

      @Override
      public Map<String, LeadId> threads(String tenant, Collection<String> messageIds) {
        return unchecked(Method.THREADS, () -> super.threads(tenant, messageIds));
      }

      @Override
      public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
        return unchecked(Method.HISTORIES, () -> super.histories(leads));
      }

      @Override
      public List<Lease> lease(Instant now, Instant until, int max) {
        return unchecked(Method.LEASE, () -> super.lease(now, until, max));
      }
    };
  }

  BlobStore around(BlobStore blobs) {
    return new BlobStore() {
      @Override
      public Blob put(InputStream content) {
        return unchecked(Method.PUT, () -> blobs.put(content));
      }

      @Override
      public @Nullable InputStream open(String sha256) throws IOException {
        return blobs.open(sha256);
      }

      @Override
      public void delete(String sha256) {
        blobs.delete(sha256);
      }
    };
  }

  Connector around(Connector connector) {
    return (Delivery delivery) -> call(Method.DELIVER, () -> connector.deliver(delivery));
  }

  private <T> T unchecked(Method called, Callable<T> work) {
    try {
      return call(called, work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T call(Method called, Callable<T> work) throws Exception {
    boolean isHere = called == method && calls.incrementAndGet() == call;
    if (isHere && moment == Moment.BEFORE) {
      if (called == Method.COMMIT) {
        awaitCallers();
      }
      Runtime.getRuntime().halt(KILLED);
    }
    T result = work.call();
    if (isHere) {
      Runtime.getRuntime().halt(KILLED);
    }
    return result;
  }

  /** Waits until every caller waits as well: by then, a caller that got its answer too early has told its sender. */
  private static void awaitCallers() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith(CALLER)) {
        while (thread.getState() == Thread.State.RUNNABLE) {
          Thread.yield();
        }
      }
    }
  }
}
