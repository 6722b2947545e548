// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The entry of the fuzzer, see {@code .ci/fuzz}: any octets, read as a mail and checked. */
public final class FuzzTarget {

  private FuzzTarget() {}

  /** Called by the fuzzer by this name. */
  public static void fuzzerTestOneInput(byte[] octets) {
    Invariants.check(octets);
  }

  /** Writes the mails that the fuzzer begins with into a folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    int number = 0;
    for (byte[] mail : Samples.ALL) {
      Files.write(folder.resolve(String.format(Locale.ROOT, "sample-%d.eml", number++)), mail);
    }
  }
}
