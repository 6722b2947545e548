// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.ForwardingStore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A listener that missed events reads on from this position, so nothing that it missed may be before it; but it need not be the latest such
 * position.
 */
class PositionTest {

  private long end = 1;
  private Runnable meanwhile = () -> {};
  private final AtomicInteger questions = new AtomicInteger();

  private final Position position = new Position(new ForwardingStore(new InMemoryStore()) {
    @Override
    public long end() {
      questions.incrementAndGet();
      long answer = end;
      meanwhile.run();
      return answer;
    }
  });

  private void commit(int written) {
    position.begin();
    position.end(written);
    for (int i = 0; i < written; i++) {
      position.handedOver();
    }
  }

  @Test
  void it_is_the_end_of_the_store_if_nothing_is_under_way() {
    position.refresh();
    assertEquals(1, position.get());
  }

  @Test
  void it_stays_while_a_commit_is_under_way() {
    position.begin();
    position.refresh();
    assertEquals(0, position.get());
    assertEquals(0, questions.get());
    position.end(0);
    position.refresh();
    assertEquals(1, position.get());
  }

  @Test
  void it_stays_while_events_are_not_handed_to_the_listeners() {
    position.begin();
    position.end(2);
    position.handedOver();
    position.refresh();
    assertEquals(0, position.get());
    position.handedOver();
    position.refresh();
    assertEquals(1, position.get());
  }

  @Test
  void it_stays_if_a_commit_begins_before_the_end_is_known() {
    meanwhile = position::begin;
    position.refresh();
    assertEquals(0, position.get());
  }

  @Test
  void the_store_is_asked_again_after_a_thousand_commits() {
    position.refresh();
    end = 5_000;
    commit(999);
    position.refresh();
    assertEquals(1, position.get());
    assertEquals(1, questions.get());
    commit(1);
    position.refresh();
    assertEquals(5_000, position.get());
  }

  @Test
  void it_never_goes_back_and_a_store_that_fails_leaves_it_as_it_is() {
    end = 7;
    position.refresh();
    end = 3;
    commit(1_000);
    position.refresh();
    assertEquals(7, position.get());
    meanwhile = () -> {
      throw new StackOverflowError();
    };
    commit(1_000);
    position.refresh();
    assertEquals(7, position.get());
    assertEquals(3, questions.get());
  }
}
