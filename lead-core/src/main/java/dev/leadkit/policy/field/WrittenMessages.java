// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.Lead;
import dev.leadkit.Message;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The messages of a lead that a person or a form sent: without machine mail, unless there is nothing else. */
final class WrittenMessages {

  private WrittenMessages() {}

  static <T> Function<LeadView, @Nullable T> ofNewest(Function<Message, @Nullable T> read) {
    return view -> {
      Message newest = newest(view.lead());
      return newest == null ? null : read.apply(newest);
    };
  }

  static @Nullable Message newest(Lead lead) {
    List<Message> messages = of(lead);
    return messages.isEmpty() ? null : messages.get(messages.size() - 1);
  }

  /** The messages that are not machine mail; all messages if there are no others. */
  static List<Message> of(Lead lead) {
    List<Message> messages = lead.messages();
    int count = 0;
    for (int i = 0; i < messages.size(); i++) {
      count += messages.get(i).isWritten() ? 1 : 0;
    }
    return count == 0 || count == messages.size()
        ? messages
        : messages.stream().filter(Message::isWritten).toList();
  }
}
