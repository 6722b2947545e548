// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.LeadListener;
import dev.leadkit.spi.LeadStore;
import java.util.List;

/** The sound implementation is the engine: its promise to listeners is checked here. */
class LeadListenerKitTest extends KitTest {

  LeadListenerKitTest() {
    super(LeadListenerContract.class, LeadListener.class, Sound.class, FaultyTellers.class);
  }

  static class Sound extends LeadListenerContract {

    @Override
    protected Teller teller(LeadStore store, List<LeadListener> listeners) {
      return new PipelineTeller(store, listeners);
    }
  }
}
