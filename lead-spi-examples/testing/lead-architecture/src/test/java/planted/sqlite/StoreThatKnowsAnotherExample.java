// SPDX-License-Identifier: Apache-2.0
package planted.sqlite;

import planted.files.Blobs;

/** A planted fault: an example that knows another. */
public final class StoreThatKnowsAnotherExample {

  private StoreThatKnowsAnotherExample() {}

  public static String blobs() {
    return new Blobs().toString();
  }
}
