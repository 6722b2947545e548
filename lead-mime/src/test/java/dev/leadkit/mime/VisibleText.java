// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import org.jspecify.annotations.Nullable;

/** What a reader concludes from a plain text. */
record VisibleText(String text, @Nullable Forwarded forwarded) {

  static VisibleText of(String subject, String body) {
    Message message = Mails.read("From: someone@example.com\nSubject: " + subject
        + "\nContent-Type: text/plain; charset=utf-8\n\n" + body);
    return new VisibleText(message.visibleText(), message.forwarded());
  }
}
