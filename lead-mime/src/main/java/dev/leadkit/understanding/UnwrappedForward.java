// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Forwarded;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that was found inside the text of another.
 *
 * @param message the forwarded message; its text contains the messages that it forwards in turn
 * @param dateText its date as the text shows it, {@code ""} where it shows none
 * @param textAbove the words of the person who forwarded it
 * @param textBelow the text below it, where it ends before the end of the text
 * @param inner the message that it forwards in turn, null where it forwards none
 * @param rule the identifier of the rule that decided
 * @param confidence how sure the rule is, from 0 to 1
 */
public record UnwrappedForward(
    Forwarded message,
    String dateText,
    String textAbove,
    String textBelow,
    @Nullable UnwrappedForward inner,
    String rule,
    double confidence) {

  public UnwrappedForward {
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(dateText, "dateText");
    Objects.requireNonNull(textAbove, "textAbove");
    Objects.requireNonNull(textBelow, "textBelow");
    Objects.requireNonNull(rule, "rule");
  }

  /** This forward and those inside it, the outermost first. */
  public List<UnwrappedForward> chain() {
    List<UnwrappedForward> chain = new ArrayList<>();
    for (UnwrappedForward next = this; next != null; next = next.inner) {
      chain.add(next);
    }
    return List.copyOf(chain);
  }

  /** The forward whose message forwards no other. */
  public UnwrappedForward innermost() {
    List<UnwrappedForward> chain = chain();
    return chain.get(chain.size() - 1);
  }

  /** Without texts, which are personal data. */
  @Override
  public String toString() {
    return "UnwrappedForward[" + rule + ", " + message + (inner == null ? "" : ", " + inner) + "]";
  }
}
