// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import java.util.Objects;

/**
 * A range of a text that a mail program marked in its HTML: where it puts the mails that it quotes or forwards, or the signature.
 *
 * <p>It is one witness of two. What a person wrote inside such a range or below it stays the person's text.
 *
 * @param type what the mail program uses the element for
 * @param rule the identifier of the rule that decides by it, such as {@code gmail-quote}
 * @param start the index of its first character in the text
 * @param end the index after its last character, not before {@code start}
 */
public record Container(Type type, String rule, int start, int end) {

  /** What a mail program uses an element for. */
  public enum Type {
    /** A header and the quoted or forwarded mail below it. */
    QUOTATION,
    /** A header and a mail that is forwarded. */
    FORWARD,
    /** The line above a quotation. */
    QUOTATION_HEADER,
    /** The header of a mail that extends to the end of the text. */
    HEADER_TO_END,
    SIGNATURE,
    /** What a mail program or device appends. */
    DEVICE_LINE
  }

  public Container {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(rule, "rule");
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "container [" + start + ", " + end + "): expected 0 <= start <= end");
    }
  }

  /** The same container after this number of characters was put in front of the text. */
  public Container shifted(int characters) {
    return new Container(type, rule, start + characters, end + characters);
  }
}
