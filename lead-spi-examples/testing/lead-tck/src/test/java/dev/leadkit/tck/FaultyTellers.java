// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.LeadListener;
import dev.leadkit.spi.LeadStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Pipelines that each break one promise to their listeners, as a real one might. */
final class FaultyTellers {

  private FaultyTellers() {}

  /** A pipeline between which and its listeners something goes wrong. */
  abstract static class Wrapped extends LeadListenerContract {

    abstract LeadListener wrap(LeadListener listener);

    @Override
    protected Teller teller(LeadStore store, List<LeadListener> listeners) {
      UnaryOperator<LeadListener> wrapper = this::wrap;
      return new PipelineTeller(store, listeners.stream().map(wrapper).toList());
    }
  }

  /** Calls listeners in the thread of the caller, and no more after one has hung. */
  private static final class Limits {

    private static final long SECONDS = 1;

    private final ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(work -> {
          var thread = new Thread(work);
          thread.setDaemon(true);
          return thread;
        });
    private boolean isOver;

    void tell(LeadListener listener, LeadEvent event, Lead lead) {
      if (isOver) {
        return;
      }
      Thread caller = Thread.currentThread();
      Future<?> limit = timer.schedule(caller::interrupt, SECONDS, TimeUnit.SECONDS);
      try {
        listener.on(event, lead);
      } catch (Throwable e) {
        isOver = limit.isDone();
      } finally {
        limit.cancel(false);
        Thread.interrupted();
      }
    }
  }

  /** Reads from the store what is to be told. */
  private abstract static class Polling implements LeadListenerContract.Teller {

    private final LeadListenerContract.Teller pipeline;
    private final LeadStore store;
    private final List<LeadListener> listeners;
    private final Limits limits = new Limits();
    private long position;

    Polling(LeadStore store, List<LeadListener> listeners) {
      this.store = store;
      this.listeners = listeners;
      pipeline = new PipelineTeller(store, List.of());
    }

    final void tellAll() {
      LeadStore.Page page = store.events(position, 100_000);
      position = page.position();
      for (LeadEvent event : page.events()) {
        LeadId id = event.lead();
        Lead lead = Lead.of(id, store.histories(List.of(id)).getOrDefault(id, List.of()));
        for (LeadListener listener : listeners) {
          limits.tell(listener, event, lead);
        }
      }
    }

    @Override
    public void accept(List<RawMessage> messages) throws Exception {
      pipeline.accept(messages);
    }

    @Override
    public void close() throws Exception {
      pipeline.close();
    }
  }

  static class Rule1_it_tells_what_it_is_about_to_commit extends LeadListenerContract {
    @Override
    protected Teller teller(LeadStore store, List<LeadListener> listeners) {
      return new PipelineTeller(
          new PassingStore((InMemoryStore) store) {
            private final Limits limits = new Limits();

            @Override
            public List<Result> commit(List<Commit> commits) {
              for (Commit commit : commits) {
                var history = new ArrayList<LeadEvent>(
                    histories(List.of(commit.lead())).getOrDefault(commit.lead(), List.of()));
                history.addAll(commit.events());
                Lead lead = Lead.of(commit.lead(), history);
                listeners.forEach(listener ->
                    commit.events().forEach(event -> limits.tell(listener, event, lead)));
              }
              return super.commit(commits);
            }
          },
          List.of());
    }
  }

  private static void tell(LeadListener listener, LeadEvent event, Lead lead) {
    try {
      listener.on(event, lead);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static class Rule1_the_lead_is_the_one_before extends Wrapped {
    @Override
    LeadListener wrap(LeadListener listener) {
      return (event, lead) -> listener.on(event, Lead.of(lead.id()));
    }
  }

  static class Rule2_the_latest_event_of_a_lead_comes_first extends Wrapped {
    @Override
    LeadListener wrap(LeadListener listener) {
      return new LeadListener() {
        private final Map<LeadId, LeadEvent> held = new HashMap<>();

        @Override
        public void on(LeadEvent event, Lead lead) throws Exception {
          if (event.seq() == 1) {
            held.put(event.lead(), event);
          } else {
            listener.on(event, lead);
            LeadEvent first = held.remove(event.lead());
            if (first != null) {
              listener.on(first, lead);
            }
          }
        }
      };
    }
  }

  static class Rule2_each_event_has_a_thread_of_its_own extends Wrapped {
    @Override
    LeadListener wrap(LeadListener listener) {
      return (event, lead) -> {
        var thread = new Thread(() -> tell(listener, event, lead));
        thread.setUncaughtExceptionHandler((ended, cause) -> {});
        thread.start();
        thread.join();
      };
    }
  }

  static class Rule2_the_thread_that_takes_messages_in_tells_of_them extends LeadListenerContract {
    @Override
    protected Teller teller(LeadStore store, List<LeadListener> listeners) {
      return new Polling(store, listeners) {
        @Override
        public void accept(List<RawMessage> messages) throws Exception {
          super.accept(messages);
          tellAll();
        }
      };
    }
  }

  static class Rule3_everything_is_told_twice extends Wrapped {
    @Override
    LeadListener wrap(LeadListener listener) {
      return new LeadListener() {
        @Override
        public void on(LeadEvent event, Lead lead) throws Exception {
          listener.on(event, lead);
          listener.on(event, lead);
        }

        @Override
        public void missed(long events, long position) throws Exception {
          listener.missed(events, position);
        }
      };
    }
  }

  static class Rule3_what_is_skipped_is_not_mentioned extends Wrapped {
    @Override
    LeadListener wrap(LeadListener listener) {
      return listener::on;
    }
  }

  static class Rule3_the_position_comes_after_what_was_skipped extends Wrapped {
    @Override
    LeadListener wrap(LeadListener listener) {
      return new LeadListener() {
        @Override
        public void on(LeadEvent event, Lead lead) throws Exception {
          listener.on(event, lead);
        }

        @Override
        public void missed(long events, long position) throws Exception {
          listener.missed(events, position + 1_000_000);
        }
      };
    }
  }

  static class Rule3_any_number_of_events_may_wait extends LeadListenerContract {
    @Override
    protected Teller teller(LeadStore store, List<LeadListener> listeners) {
      return new Polling(store, listeners) {
        private final ExecutorService thread = Executors.newSingleThreadExecutor();

        @Override
        public void accept(List<RawMessage> messages) throws Exception {
          super.accept(messages);
          thread.execute(this::tellAll);
        }

        @Override
        public void close() throws Exception {
          thread.shutdown();
          thread.awaitTermination(60, TimeUnit.SECONDS);
          super.close();
        }
      };
    }
  }

  static class Rule4_a_listener_that_throws_is_never_called_again extends Wrapped {
    @Override
    LeadListener wrap(LeadListener listener) {
      return new LeadListener() {
        private boolean hasThrown;

        @Override
        public void on(LeadEvent event, Lead lead) throws Exception {
          if (!hasThrown) {
            hasThrown = true;
            listener.on(event, lead);
            hasThrown = false;
          }
        }

        @Override
        public void missed(long events, long position) throws Exception {
          listener.missed(events, position);
        }
      };
    }
  }

  static class Rule4_an_error_ends_the_telling extends Wrapped {
    @Override
    LeadListener wrap(LeadListener listener) {
      return new LeadListener() {
        private boolean isOver;

        @Override
        public void on(LeadEvent event, Lead lead) throws Exception {
          try {
            if (!isOver) {
              listener.on(event, lead);
            }
          } catch (Error e) {
            isOver = true;
          }
        }

        @Override
        public void missed(long events, long position) throws Exception {
          listener.missed(events, position);
        }
      };
    }
  }

  static class Rule5_each_tells_all_that_is_in_the_store extends LeadListenerContract {
    @Override
    protected Teller teller(LeadStore store, List<LeadListener> listeners) {
      return new Polling(store, listeners) {
        @Override
        public void close() throws Exception {
          var thread = new Thread(this::tellAll);
          thread.start();
          thread.join();
          super.close();
        }
      };
    }
  }
}
