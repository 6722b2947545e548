// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Connectors that each break one rule, as a real one might. */
final class FaultyConnectors {

  private FaultyConnectors() {}

  abstract static class Planted extends ConnectorContract {

    @Override
    protected abstract Ledger otherSystem();
  }

  static class Rule1_every_attempt_has_an_effect_of_its_own extends Planted {
    @Override
    protected Ledger otherSystem() {
      return new Ledger() {
        @Override
        String idOf(Delivery delivery) {
          return delivery.id() + delivery.attempt();
        }
      };
    }
  }

  static class Rule1_a_restarted_connector_does_it_again extends Planted {
    @Override
    protected Ledger otherSystem() {
      return new Ledger() {
        @Override
        public Connector connector() {
          seen.clear();
          return super.connector();
        }
      };
    }
  }

  static class Rule2_every_delivery_makes_a_record_of_its_own extends Planted {
    @Override
    protected Ledger otherSystem() {
      return new Ledger() {
        @Override
        String recordOf(Delivery delivery) {
          return delivery.id();
        }
      };
    }
  }

  static class Rule2_all_leads_share_a_record extends Planted {
    @Override
    protected Ledger otherSystem() {
      return new Ledger() {
        @Override
        String recordOf(Delivery delivery) {
          return delivery.lead().contact().address().domain();
        }
      };
    }
  }

  static class Rule2_two_records_have_one_external_id extends Planted {
    @Override
    protected Ledger otherSystem() {
      return new Ledger() {
        @Override
        public synchronized List<ConnectorContract.Entry> entries() {
          var entries = new ArrayList<ConnectorContract.Entry>();
          records.forEach((id, traces) -> traces.forEach(
              trace -> entries.add(new ConnectorContract.Entry(id, List.of(trace)))));
          return entries;
        }
      };
    }
  }

  static class Rule3_a_failure_is_called_a_success extends Planted {
    @Override
    protected Ledger otherSystem() {
      return new Ledger() {
        @Override
        Outcome deliver(Delivery delivery) throws Exception {
          try {
            return super.deliver(delivery);
          } catch (IOException e) {
            return Outcome.accepted("");
          }
        }
      };
    }
  }

  static class Rule3_a_failure_is_called_a_refusal extends Planted {
    @Override
    protected Ledger otherSystem() {
      return new Ledger() {
        @Override
        Outcome deliver(Delivery delivery) throws Exception {
          try {
            return super.deliver(delivery);
          } catch (IOException e) {
            return Outcome.rejected("failed");
          }
        }
      };
    }
  }

  static class Rule3_a_refusal_is_thrown extends Planted {
    @Override
    protected Ledger otherSystem() {
      return new Ledger() {
        @Override
        Outcome deliver(Delivery delivery) throws Exception {
          if (super.deliver(delivery) instanceof Outcome.Rejected rejected) {
            throw new IOException(rejected.reason());
          }
          return Outcome.accepted(recordOf(delivery));
        }
      };
    }
  }

  static class Rule4_what_a_second_thread_delivers_is_lost extends Planted {
    @Override
    protected Ledger otherSystem() {
      return new Ledger() {
        private final Thread first = Thread.currentThread();

        @Override
        void write(Delivery delivery) {
          if (Thread.currentThread() == first) {
            super.write(delivery);
          }
        }
      };
    }
  }

  static class Rule4_each_thread_remembers_for_itself_what_it_delivered extends Planted {
    @Override
    protected Ledger otherSystem() {
      return new Ledger() {
        @Override
        String idOf(Delivery delivery) {
          return delivery.id() + Thread.currentThread().getName();
        }
      };
    }
  }

  static class Rule4_after_an_interruption_it_never_works_again extends Planted {
    @Override
    protected Ledger otherSystem() {
      return new Ledger() {
        private final Set<String> broken = ConcurrentHashMap.newKeySet();

        @Override
        Outcome deliver(Delivery delivery) throws Exception {
          if (Thread.currentThread().isInterrupted()) {
            broken.add(delivery.id());
          }
          if (broken.contains(delivery.id())) {
            throw new IOException("channel closed");
          }
          return super.deliver(delivery);
        }
      };
    }
  }

  static class Rule5_a_refusal_is_null extends Planted {
    @Override
    protected Ledger otherSystem() {
      return new Ledger() {
        @Override
        Outcome deliver(Delivery delivery) throws Exception {
          return trouble == Trouble.REFUSAL ? null : super.deliver(delivery);
        }
      };
    }
  }
}
