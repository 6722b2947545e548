// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.LeadStore;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Stores that change texts or compare them loosely, as databases do by their collation, column types and patterns. */
final class FaultyStoreTexts {

  private FaultyStoreTexts() {}

  /** Compares names after this change. */
  private abstract static class Collation extends FaultyStores.Planted {

    private final UnaryOperator<String> change;

    Collation(UnaryOperator<String> change) {
      this.change = change;
    }

    @Override
    LeadStore around(InMemoryStore sound) {
      return new FaultyStores.Each(sound) {
        private Key changed(Key key) {
          String value = change.apply(key.value());
          return new Key(key.layer(), value.isEmpty() ? "empty" : value);
        }

        @Override
        Result one(Commit commit) {
          var keys = new LinkedHashMap<Key, String>();
          commit.keys().forEach((key, event) -> keys.put(changed(key), event));
          List<ThreadId> threads = commit.threads().stream()
              .map(id -> new ThreadId(change.apply(id.tenant()), change.apply(id.messageId())))
              .toList();
          return super.one(new Commit(
              commit.lead(),
              commit.after(),
              commit.events(),
              keys,
              threads,
              commit.wakeAt(),
              commit.lease()));
        }

        @Override
        public Map<Key, Holder> holders(Collection<Key> keys) {
          var found = new LinkedHashMap<Key, Holder>();
          keys.forEach(key -> {
            Holder holder = sound.holders(List.of(changed(key))).get(changed(key));
            if (holder != null) {
              found.put(key, holder);
            }
          });
          return found;
        }

        @Override
        public Map<String, LeadId> threads(String tenant, Collection<String> messageIds) {
          var found = new LinkedHashMap<String, LeadId>();
          messageIds.forEach(id -> {
            String changed = change.apply(id);
            LeadId lead = sound.threads(change.apply(tenant), List.of(changed)).get(changed);
            if (lead != null) {
              found.put(id, lead);
            }
          });
          return found;
        }

        @Override
        public long ticket(String line, LeadId lead) {
          return sound.ticket(change.apply(line), lead);
        }
      };
    }
  }

  static class Rule18_case_does_not_count extends Collation {
    Rule18_case_does_not_count() {
      super(text -> text.toLowerCase(Locale.ROOT));
    }
  }

  static class Rule18_blanks_at_the_end_do_not_count extends Collation {
    Rule18_blanks_at_the_end_do_not_count() {
      super(String::stripTrailing);
    }
  }

  static class Rule18_accents_are_normalized extends Collation {
    Rule18_accents_are_normalized() {
      super(text -> Normalizer.normalize(text, Normalizer.Form.NFC));
    }
  }

  static class Rule18_long_names_are_cut extends Collation {
    Rule18_long_names_are_cut() {
      super(text -> text.substring(0, Math.min(255, text.length())));
    }
  }

  static class Rule18_a_null_character_ends_a_name extends Collation {
    Rule18_a_null_character_ends_a_name() {
      super(text -> text.replaceFirst("(?s)\u0000.*", ""));
    }
  }

  static class Rule18_a_name_is_a_pattern extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        private final List<String> named = new ArrayList<>();

        @Override
        public List<Result> commit(List<Commit> commits) {
          commits.forEach(
              commit -> commit.threads().forEach(thread -> named.add(thread.messageId())));
          return super.commit(commits);
        }

        @Override
        public Map<String, LeadId> threads(String tenant, Collection<String> messageIds) {
          return messageIds.contains("%") && !named.isEmpty()
              ? sound.threads(tenant, named)
              : super.threads(tenant, messageIds);
        }
      };
    }

    @Override
    protected LeadStore reopen(LeadStore store) {
      return store;
    }
  }

  /** Keeps facts after this change of the text of a message. */
  private abstract static class Column extends FaultyStores.Planted {

    private final UnaryOperator<String> change;

    Column(UnaryOperator<String> change) {
      this.change = change;
    }

    @Override
    LeadStore around(InMemoryStore sound) {
      return new FaultyStores.Each(sound) {
        @Override
        Result one(Commit commit) {
          List<LeadEvent> events = commit.events().stream()
              .map(event ->
                  new LeadEvent(event.lead(), event.seq(), event.at(), changed(event.fact())))
              .toList();
          return super.one(new Commit(
              commit.lead(),
              commit.after(),
              events,
              commit.keys(),
              commit.threads(),
              commit.wakeAt(),
              commit.lease()));
        }
      };
    }

    private Fact changed(Fact fact) {
      if (fact instanceof Fact.Received received) {
        Message message = received.message().toBuilder()
            .textBody(change.apply(received.message().textBody()))
            .build();
        return new Fact.Received(message, received.source(), received.keys(), received.thread());
      }
      return fact;
    }
  }

  static class Rule18_null_characters_are_left_out extends Column {
    Rule18_null_characters_are_left_out() {
      super(text -> text.replace("\u0000", ""));
    }
  }

  static class Rule18_long_texts_are_cut extends Column {
    Rule18_long_texts_are_cut() {
      super(text -> text.substring(0, Math.min(65_535, text.length())));
    }
  }
}
