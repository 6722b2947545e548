// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Lead;
import dev.leadkit.Message;
import dev.leadkit.Score;
import dev.leadkit.spi.Scorer;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A sound scorer, and scorers that each break one rule, as a real one might. */
final class FaultyScorers {

  private FaultyScorers() {}

  /** A point for each of the first vowels of the subject that is an {@code i}; a subclass does one thing wrong. */
  static class Vowels implements Scorer {

    private static final int MAX = 5;

    @Override
    public @Nullable Score score(Lead lead) {
      return Score.of(points(lead), List.of(), List.of());
    }

    int points(Lead lead) {
      long vowels = lower(subject(lead)).chars().filter(c -> c == 'i').count();
      return (int) Math.min(MAX, vowels);
    }

    String lower(String text) {
      return text.toLowerCase(Locale.ROOT);
    }

    static String subject(Lead lead) {
      List<Message> messages = lead.messages();
      return messages.isEmpty() ? "" : messages.get(0).subject();
    }

    @Override
    public List<Integer> scores() {
      return List.of(0, 1, 2, 3, 4, 5);
    }
  }

  static class Rule1_every_scoring_is_worth_less extends ScorerContract {
    @Override
    protected Scorer scorer() {
      return new Vowels() {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        int points(Lead lead) {
          return Math.max(0, super.points(lead) - asked.getAndIncrement() / 30);
        }
      };
    }
  }

  static class Rule1_each_machine_scores_otherwise extends ScorerContract {

    private static final AtomicInteger MACHINES = new AtomicInteger();

    @Override
    protected Scorer scorer() {
      int machine = MACHINES.incrementAndGet() % 2;
      return new Vowels() {
        @Override
        int points(Lead lead) {
          return Math.max(machine, super.points(lead));
        }
      };
    }
  }

  static class Rule1_a_sender_is_worth_less_the_second_time extends ScorerContract {
    @Override
    protected Scorer scorer() {
      return new Vowels() {
        private @Nullable Lead first;

        @Override
        int points(Lead lead) {
          first = first == null ? lead : first;
          return first.id().equals(lead.id()) ? 5 : super.points(lead);
        }
      };
    }
  }

  static class Rule1_letters_are_those_of_the_machine_s_language extends ScorerContract {
    @Override
    protected Scorer scorer() {
      return new Vowels() {
        @Override
        String lower(String text) {
          return text.toLowerCase(Locale.getDefault());
        }
      };
    }
  }

  static class Rule1_the_day_is_that_of_the_machine_s_time_zone extends ScorerContract {
    @Override
    protected Scorer scorer() {
      return new Vowels() {
        @Override
        int points(Lead lead) {
          return lead.asOf().atZone(ZoneId.systemDefault()).getDayOfMonth() % 2;
        }
      };
    }
  }

  static class Rule2_an_empty_subject_breaks_it extends ScorerContract {
    @Override
    protected Scorer scorer() {
      return new Vowels() {
        @Override
        int points(Lead lead) {
          return subject(lead).charAt(0) == 'i' ? 1 : 0;
        }
      };
    }
  }

  static class Rule2_a_pattern_takes_its_stack extends ScorerContract {
    @Override
    protected Scorer scorer() {
      return new Vowels() {
        @Override
        int points(Lead lead) {
          return subject(lead).matches("(a|b)*!") ? 1 : 0;
        }
      };
    }
  }

  static class Rule3_a_second_thread_finds_nothing extends ScorerContract {
    @Override
    protected Scorer scorer() {
      Thread first = Thread.currentThread();
      return new Vowels() {
        @Override
        int points(Lead lead) {
          return Thread.currentThread() == first ? super.points(lead) : 0;
        }
      };
    }
  }

  static class Rule4_a_lead_without_a_text_has_no_score extends ScorerContract {
    @Override
    protected Scorer scorer() {
      return new Vowels() {
        @Override
        public @Nullable Score score(Lead lead) {
          return subject(lead).isBlank() ? null : super.score(lead);
        }
      };
    }
  }

  static class Rule4_the_scores_that_are_not_known_are_null extends ScorerContract {
    @Override
    protected Scorer scorer() {
      return new Vowels() {
        @Override
        public @Nullable List<Integer> scores() {
          return null;
        }
      };
    }
  }

  static class Rule5_the_best_score_comes_first extends ScorerContract {
    @Override
    protected Scorer scorer() {
      return new Vowels() {
        @Override
        public List<Integer> scores() {
          return List.of(5, 4, 3, 2, 1, 0);
        }
      };
    }
  }

  static class Rule5_a_score_is_listed_twice extends ScorerContract {
    @Override
    protected Scorer scorer() {
      return new Vowels() {
        @Override
        public List<Integer> scores() {
          return List.of(0, 0, 1, 2, 3, 4, 5);
        }
      };
    }
  }

  static class Rule5_no_points_at_all_is_not_listed extends ScorerContract {
    @Override
    protected Scorer scorer() {
      return new Vowels() {
        @Override
        public List<Integer> scores() {
          return List.of(1, 2, 3, 4, 5);
        }
      };
    }
  }
}
