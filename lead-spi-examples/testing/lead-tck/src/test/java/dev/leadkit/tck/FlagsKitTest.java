// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.Flags;

class FlagsKitTest extends KitTest {

  FlagsKitTest() {
    super(FlagsContract.class, Flags.class, Sound.class, FaultyFlags.class);
  }

  static class Sound extends FlagsContract {

    @Override
    protected Service service() {
      return new Switchboard();
    }
  }
}
