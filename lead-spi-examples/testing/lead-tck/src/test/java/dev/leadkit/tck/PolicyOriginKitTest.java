// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.PolicyOrigin;

class PolicyOriginKitTest extends KitTest {

  PolicyOriginKitTest() {
    super(PolicyOriginContract.class, PolicyOrigin.class, Sound.class, FaultyOrigins.class);
  }

  static class Sound extends PolicyOriginContract {

    @Override
    protected Place place() {
      return new PolicyArchives();
    }
  }
}
