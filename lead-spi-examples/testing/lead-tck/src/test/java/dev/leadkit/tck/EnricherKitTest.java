// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.Enricher;

class EnricherKitTest extends KitTest {

  EnricherKitTest() {
    super(EnricherContract.class, Enricher.class, Sound.class, FaultyEnrichers.class);
  }

  static class Sound extends EnricherContract {

    @Override
    protected Knowledge knowledge() {
      return new Directory();
    }
  }
}
