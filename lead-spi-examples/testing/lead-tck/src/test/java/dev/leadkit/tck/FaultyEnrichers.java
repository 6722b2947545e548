// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Enrichment;
import dev.leadkit.spi.Enricher;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Enrichers that each break one rule, as a real one might. */
final class FaultyEnrichers {

  private FaultyEnrichers() {}

  abstract static class Planted extends EnricherContract {

    @Override
    protected abstract Directory knowledge();
  }

  static class Rule1_it_never_finds_anything extends Planted {
    @Override
    protected Directory knowledge() {
      return new Directory() {
        @Override
        Enrichment enrich(Enricher.Question question) {
          return Enrichment.NONE;
        }
      };
    }
  }

  static class Rule1_an_unknown_domain_is_an_error extends Planted {
    @Override
    protected Directory knowledge() {
      return new Directory() {
        @Override
        Enrichment enrich(Enricher.Question question) throws Exception {
          Enrichment findings = super.enrich(question);
          if (findings.equals(Enrichment.NONE)) {
            throw new IOException("404");
          }
          return findings;
        }
      };
    }
  }

  static class Rule2_a_failure_is_called_knowing_nothing extends Planted {
    @Override
    protected Directory knowledge() {
      return new Directory() {
        @Override
        Enrichment enrich(Enricher.Question question) throws Exception {
          return gone ? Enrichment.NONE : super.enrich(question);
        }
      };
    }
  }

  static class Rule3_every_question_changes_the_answer extends Planted {
    @Override
    protected Directory knowledge() {
      return new Directory() {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        Enrichment enrich(Enricher.Question question) throws Exception {
          Enrichment findings = super.enrich(question);
          return new Enrichment(findings.company(), Map.of("asked", "" + asked.incrementAndGet()));
        }
      };
    }
  }

  static class Rule4_a_second_thread_gets_nothing extends Planted {
    @Override
    protected Directory knowledge() {
      return new Directory() {
        private final Thread first = Thread.currentThread();

        @Override
        Enrichment enrich(Enricher.Question question) throws Exception {
          return Thread.currentThread() == first ? super.enrich(question) : Enrichment.NONE;
        }
      };
    }
  }

  static class Rule4_an_interruption_is_called_knowing_nothing extends Planted {
    @Override
    protected Directory knowledge() {
      return new Directory() {
        @Override
        Enrichment enrich(Enricher.Question question) throws Exception {
          return Thread.currentThread().isInterrupted() ? Enrichment.NONE : super.enrich(question);
        }
      };
    }
  }

  static class Rule5_knowing_nothing_is_null extends Planted {
    @Override
    protected Directory knowledge() {
      return new Directory() {
        @Override
        Enrichment enrich(Enricher.Question question) throws Exception {
          Enrichment findings = super.enrich(question);
          return findings.equals(Enrichment.NONE) ? null : findings;
        }
      };
    }
  }
}
