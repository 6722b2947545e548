// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.Flags.Subject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Flag services that each break one rule, as a real one might. */
final class FaultyFlags {

  private FaultyFlags() {}

  abstract static class Planted extends FlagsContract {

    @Override
    protected abstract Switchboard service();
  }

  static class Rule1_a_subject_without_a_domain_is_forgotten extends Planted {
    @Override
    protected Switchboard service() {
      return new Switchboard() {
        @Override
        @Nullable
        String value(String flag, Subject subject) throws Exception {
          return subject.domain().isEmpty() ? null : super.value(flag, subject);
        }
      };
    }
  }

  static class Rule1_every_other_question_is_answered_differently extends Planted {
    @Override
    protected Switchboard service() {
      return new Switchboard() {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        @Nullable
        String value(String flag, Subject subject) throws Exception {
          return asked.incrementAndGet() % 5 == 0 ? "off" : super.value(flag, subject);
        }
      };
    }
  }

  static class Rule2_what_does_not_exist_is_off extends Planted {
    @Override
    protected Switchboard service() {
      return new Switchboard() {
        @Override
        String value(String flag, Subject subject) throws Exception {
          String value = super.value(flag, subject);
          return value == null ? "off" : value;
        }
      };
    }
  }

  static class Rule3_an_outage_is_off extends Planted {
    @Override
    protected Switchboard service() {
      return new Switchboard() {
        @Override
        @Nullable
        String value(String flag, Subject subject) throws Exception {
          return gone ? "off" : super.value(flag, subject);
        }
      };
    }
  }

  static class Rule4_the_first_answer_is_kept_for_ever extends Planted {
    @Override
    protected Switchboard service() {
      return new Switchboard() {
        private final Map<String, String> known = new ConcurrentHashMap<>();

        @Override
        @Nullable
        String value(String flag, Subject subject) throws Exception {
          String value = super.value(flag, subject);
          return value == null ? null : known.computeIfAbsent(flag, first -> value);
        }
      };
    }
  }

  static class Rule5_a_second_thread_gets_the_wrong_flag extends Planted {
    @Override
    protected Switchboard service() {
      return new Switchboard() {
        private final Thread first = Thread.currentThread();

        @Override
        @Nullable
        String value(String flag, Subject subject) throws Exception {
          return super.value(Thread.currentThread() == first ? flag : "none", subject);
        }
      };
    }
  }

  static class Rule5_an_interruption_is_off extends Planted {
    @Override
    protected Switchboard service() {
      return new Switchboard() {
        @Override
        @Nullable
        String value(String flag, Subject subject) throws Exception {
          return Thread.currentThread().isInterrupted() ? "off" : super.value(flag, subject);
        }
      };
    }
  }
}
