// SPDX-License-Identifier: Apache-2.0
package planted.demo;

import java.time.Instant;
import planted.files.Blobs;
import planted.sqlite.StoreThatKnowsAnotherExample;

/** No fault: a host may know everything, and the time. */
public final class Host {

  private Host() {}

  public static String all() {
    return new Blobs() + StoreThatKnowsAnotherExample.blobs() + Instant.now();
  }
}
