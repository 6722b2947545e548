// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import dev.leadkit.routing.RouteTableProvider;
import dev.leadkit.spi.Router;
import dev.leadkit.tck.RouterContract;

/** The table of routes keeps the contract of its extension point. */
class RouteTableContractTest extends RouterContract {

  @Override
  protected Router router() {
    return Policies.product(new RouteTableProvider(), Policies.ROUTES);
  }
}
