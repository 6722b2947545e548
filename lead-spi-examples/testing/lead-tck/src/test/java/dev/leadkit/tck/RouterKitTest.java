// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.Router;

class RouterKitTest extends KitTest {

  RouterKitTest() {
    super(RouterContract.class, Router.class, Sound.class, FaultyRouters.class);
  }

  static class Sound extends RouterContract {

    @Override
    protected Router router() {
      return new FaultyRouters.Desk();
    }
  }
}
