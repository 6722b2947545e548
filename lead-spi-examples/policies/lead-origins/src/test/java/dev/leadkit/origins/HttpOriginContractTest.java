// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.origins;

import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.tck.PolicyOriginContract;
import java.io.IOException;
import java.util.Map;

class HttpOriginContractTest extends PolicyOriginContract {

  @Override
  protected Place place() throws IOException {
    var server = new PolicyServer();
    return new Place() {
      @Override
      public PolicyOrigin origin() {
        return HttpOrigin.of(server.address("/config/" + POLICY));
      }

      @Override
      public void write(Map<String, byte[]> files) {
        server.put("/config/", files);
      }

      @Override
      public void disappear() {
        server.answer(503);
      }

      @Override
      public void reappear() {
        server.answer(200);
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }
}
