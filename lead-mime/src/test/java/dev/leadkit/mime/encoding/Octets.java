// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.ByteRange;
import java.util.Arrays;

/** Octets as the tests compare them. */
public final class Octets {

  private Octets() {}

  /** A copy of the range in an array of its own. */
  public static byte[] of(ByteRange range) {
    return Arrays.copyOfRange(range.bytes, range.from, range.to);
  }
}
