// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Takes octets up to a limit; what comes after is let go. */
final class Bounded extends OutputStream {

  private final ByteArrayOutputStream out;
  private final int most;

  Bounded(ByteArrayOutputStream out, int most) {
    this.out = out;
    this.most = most;
  }

  @Override
  public void write(int octet) {
    if (out.size() < most) {
      out.write(octet);
    }
  }

  @Override
  public void write(byte[] octets, int from, int length) {
    out.write(octets, from, Math.min(length, most - out.size()));
  }
}
