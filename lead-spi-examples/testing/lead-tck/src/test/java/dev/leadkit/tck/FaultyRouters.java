// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Assignment;
import dev.leadkit.Lead;
import dev.leadkit.Message;
import dev.leadkit.Score;
import dev.leadkit.spi.Router;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A sound router, and routers that each break one rule, as a real one might. */
final class FaultyRouters {

  private FaultyRouters() {}

  /** Two queues by score; offers go to people who take turns. A subclass does one thing wrong. */
  static class Desk implements Router {

    @Override
    public @Nullable Assignment route(Lead lead, Score score) {
      return assignment(queue(lead, score));
    }

    String queue(Lead lead, Score score) {
      return score.value() >= 50 ? "priority" : "inbox";
    }

    static Assignment assignment(String queue) {
      return Assignment.builder("all", Assignment.Disposition.LEAD)
          .queue(queue)
          .connectors(List.of("crm"))
          .reason("always")
          .build();
    }

    static String subject(Lead lead) {
      List<Message> messages = lead.messages();
      return messages.isEmpty() ? "" : messages.get(0).subject();
    }

    @Override
    public @Nullable String line(Lead lead, Score score) {
      return subject(lead).startsWith("Offer") ? "offers" : "";
    }

    @Override
    public boolean hasLines() {
      return true;
    }

    @Override
    public @Nullable Map<String, Integer> choice(Lead lead, Score score) {
      return Map.of("noor", 2, "kim", 1);
    }

    @Override
    public @Nullable List<String> queues() {
      return List.of("priority", "inbox");
    }

    @Override
    public @Nullable List<String> connectors() {
      return List.of("crm");
    }
  }

  static class Rule1_each_lead_goes_to_the_next_queue extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        private final AtomicInteger turn = new AtomicInteger();

        @Override
        String queue(Lead lead, Score score) {
          return turn.getAndIncrement() % 3 == 0 ? "inbox" : "priority";
        }
      };
    }
  }

  static class Rule1_each_machine_names_its_connectors_otherwise extends RouterContract {

    private static final AtomicInteger MACHINES = new AtomicInteger();

    @Override
    protected Router router() {
      String other = "crm-" + MACHINES.incrementAndGet();
      return new Desk() {
        @Override
        public List<String> connectors() {
          return List.of("crm", other);
        }
      };
    }
  }

  static class Rule1_the_first_lead_is_preferred extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        private @Nullable Lead first;

        @Override
        String queue(Lead lead, Score score) {
          first = first == null ? lead : first;
          return first.id().equals(lead.id()) ? "priority" : super.queue(lead, score);
        }
      };
    }
  }

  static class Rule1_letters_are_those_of_the_machine_s_language extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        @Override
        String queue(Lead lead, Score score) {
          return subject(lead).toLowerCase(Locale.getDefault()).contains("in istanbul")
              ? "priority"
              : "inbox";
        }
      };
    }
  }

  static class Rule1_the_day_is_that_of_the_machine_s_time_zone extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        @Override
        String queue(Lead lead, Score score) {
          int day = lead.asOf().atZone(ZoneId.systemDefault()).getDayOfMonth();
          return day % 2 == 0 ? "priority" : "inbox";
        }
      };
    }
  }

  static class Rule2_an_empty_subject_breaks_it extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        @Override
        String queue(Lead lead, Score score) {
          return subject(lead).charAt(0) == 'O' ? "priority" : "inbox";
        }
      };
    }
  }

  static class Rule2_a_long_subject_breaks_the_line extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        @Override
        public String line(Lead lead, Score score) {
          if (subject(lead).length() > 1_000) {
            throw new IllegalArgumentException("subject: expected at most 1000 characters");
          }
          return "";
        }
      };
    }
  }

  static class Rule3_a_second_thread_finds_another_queue extends RouterContract {
    @Override
    protected Router router() {
      Thread first = Thread.currentThread();
      return new Desk() {
        @Override
        String queue(Lead lead, Score score) {
          return Thread.currentThread() == first ? super.queue(lead, score) : "inbox";
        }
      };
    }
  }

  static class Rule4_a_low_score_is_not_assigned extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        @Override
        public @Nullable Assignment route(Lead lead, Score score) {
          return score.value() < 0 ? null : super.route(lead, score);
        }
      };
    }
  }

  static class Rule4_no_line_is_null extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        @Override
        public @Nullable String line(Lead lead, Score score) {
          return null;
        }
      };
    }
  }

  static class Rule4_no_choice_is_null extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        @Override
        public @Nullable Map<String, Integer> choice(Lead lead, Score score) {
          return null;
        }
      };
    }
  }

  static class Rule4_queues_that_are_not_known_are_null extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        @Override
        public @Nullable List<String> queues() {
          return null;
        }
      };
    }
  }

  static class Rule4_connectors_that_are_not_known_are_null extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        @Override
        public @Nullable List<String> connectors() {
          return null;
        }
      };
    }
  }

  static class Rule5_a_connector_is_not_announced extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        @Override
        public List<String> connectors() {
          return List.of("chat");
        }
      };
    }
  }

  static class Rule6_lines_are_not_announced extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        @Override
        public boolean hasLines() {
          return false;
        }
      };
    }
  }

  static class Rule7_a_person_who_is_away_has_no_weight extends RouterContract {
    @Override
    protected Router router() {
      return new Desk() {
        @Override
        public Map<String, Integer> choice(Lead lead, Score score) {
          return Map.of("noor", 2, "kim", 0);
        }
      };
    }
  }
}
