// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Forwarded;
import dev.leadkit.mime.text.ForwardedText;
import dev.leadkit.mime.text.QuotedText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The text that the sender of a message wrote, without quotations, signature and disclaimer, and the original if the message forwards one.
 *
 * <p>Plain text marks these only by custom. The customs of the common mail programs are known in the languages of {@code docs/mime.md}. Text
 * is removed only on a mark; text without one stays. Immutable.
 *
 * @param text what the sender wrote, {@code ""} if the sender added nothing
 * @param forwarded the original that the text forwards, null if there is none
 */
public record VisibleText(String text, @Nullable Forwarded forwarded) {

  public VisibleText {
    Objects.requireNonNull(text, "text");
  }

  /**
   * Reads one plain text.
   *
   * @param subject the subject of its message, which may say that the message is a forward
   * @param body the text, its lines separated by line feeds
   */
  public static VisibleText of(String subject, String body) {
    int mark = ForwardedText.markPosition(body, ForwardedText.isForward(subject));
    Forwarded original = mark < 0 ? null : ForwardedText.original(body, mark);
    return new VisibleText(
        QuotedText.removed(body, original == null ? body.length() : mark), original);
  }

  /** Shows the length only: the text is personal. */
  @Override
  public String toString() {
    return "VisibleText[" + text.length() + " characters]";
  }
}
