// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.spi.Provider;
import dev.leadkit.spi.Router;
import dev.leadkit.spi.Settings;

/** Creates the {@link RouteTable} of a policy: the router named {@code table}. */
public final class RouteTableProvider implements Provider<Router> {

  /** For the service loader. */
  public RouteTableProvider() {}

  @Override
  public Class<Router> type() {
    return Router.class;
  }

  @Override
  public String name() {
    return "table";
  }

  @Override
  public Router create(Settings settings) {
    return RouteTable.read(settings);
  }
}
