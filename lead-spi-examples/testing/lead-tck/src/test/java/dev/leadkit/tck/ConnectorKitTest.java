// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.Connector;

class ConnectorKitTest extends KitTest {

  ConnectorKitTest() {
    super(ConnectorContract.class, Connector.class, Sound.class, FaultyConnectors.class);
  }

  static class Sound extends ConnectorContract {

    @Override
    protected OtherSystem otherSystem() {
      return new Ledger();
    }
  }
}
