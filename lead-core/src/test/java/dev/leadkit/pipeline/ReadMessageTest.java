// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Message;
import dev.leadkit.Source;
import dev.leadkit.Threading;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The messages that a message answers (RFC 5322 §3.6.4). */
class ReadMessageTest {

  private static List<String> parents(String inReplyTo, String... references) {
    Message message = Message.builder("evt_1", Instant.EPOCH)
        .thread(new Threading("<9@x>", inReplyTo, List.of(references)))
        .build();
    return ReadMessage.of(message, Source.unknown("")).parents();
  }

  @Test
  void the_nearest_comes_first_that_is_in_reply_to_and_then_the_references_from_their_end() {
    assertEquals(List.of("<3@x>", "<2@x>", "<1@x>"), parents("<3@x>", "<1@x>", "<2@x>"));
    assertEquals(List.of("<2@x>", "<1@x>"), parents("", "<1@x>", "<2@x>"));
    assertEquals(List.of("<3@x>"), parents("<3@x>"));
    assertEquals(List.of(), parents(""));
  }

  @Test
  void each_is_named_once() {
    assertEquals(List.of("<2@x>", "<1@x>"), parents("<2@x>", "<1@x>", "<2@x>", "<1@x>", "<2@x>"));
  }
}
