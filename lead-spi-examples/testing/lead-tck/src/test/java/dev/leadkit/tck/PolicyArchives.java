// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.PolicyOrigin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A place in memory, with an origin that keeps every rule; a subclass does one thing wrong. */
class PolicyArchives implements PolicyOriginContract.Place {

  Map<String, byte[]> files = Map.of();
  boolean gone;
  int writes;

  @Override
  public PolicyOrigin origin() {
    return this::snapshot;
  }

  PolicyOrigin.Snapshot snapshot() throws IOException {
    if (gone) {
      throw new IOException("no route to host");
    }
    Map<String, byte[]> now = files;
    return new PolicyOrigin.Snapshot("policy.yaml", revision(), name -> read(now, name));
  }

  String revision() {
    return "write " + writes;
  }

  String read(Map<String, byte[]> now, String name) throws IOException {
    byte[] bytes = now.get(name);
    if (bytes == null) {
      throw new IOException(name + ": there is no such file");
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  @Override
  public void write(Map<String, byte[]> content) {
    files = new LinkedHashMap<>(content);
    writes++;
  }

  @Override
  public void disappear() {
    gone = true;
  }

  @Override
  public void reappear() {
    gone = false;
  }
}
