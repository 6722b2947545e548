// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.Provider;

class ProviderKitTest extends KitTest {

  ProviderKitTest() {
    super(ProviderContract.class, Provider.class, Sound.class, FaultyProviders.class);
  }

  static class Sound extends FaultyProviders.Planted {

    @Override
    protected Class<? extends Provider<?>> provider() {
      return FaultyProviders.Fixed.class;
    }
  }
}
