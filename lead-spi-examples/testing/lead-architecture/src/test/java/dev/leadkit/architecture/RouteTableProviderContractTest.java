// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import dev.leadkit.routing.RouteTableProvider;
import dev.leadkit.spi.Provider;
import dev.leadkit.tck.ProviderContract;
import java.util.List;

class RouteTableProviderContractTest extends ProviderContract {

  @Override
  protected Class<? extends Provider<?>> provider() {
    return RouteTableProvider.class;
  }

  @Override
  protected String rightSettings() {
    return Policies.ROUTES;
  }

  @Override
  protected Mistakes wrongSettings() {
    return new Mistakes("""
        queues: [sdr]
        routes:
          - { id: sdr, when: always, to: { queue: sdr, sla: soon, connectors: [crm] }, colour: red }
        """, List.of(": routes[0].to.sla: ", ": routes[0].colour: "));
  }
}
