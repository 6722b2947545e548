// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.util.Objects;

/** Checks that a text can be encoded in UTF-8. */
final class Unicode {

  private Unicode() {}

  /** Throws, naming the component, for null and for unpaired surrogates. */
  static void check(String text, String component) {
    Objects.requireNonNull(text, component);
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      if (i + 1 == text.length()
          || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
        throw new IllegalArgumentException(
            component + ": expected Unicode text, got an unpaired surrogate at index " + i);
      }
      i++;
    }
  }
}
