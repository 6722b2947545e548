// SPDX-License-Identifier: Apache-2.0
package planted.spi;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** A planted fault: reads the time outside the engine, once by a call and once by reference. */
public final class ReaderOfClocks {

  private ReaderOfClocks() {}

  public static Instant called() {
    return InstantSource.system().instant();
  }

  public static Supplier<Instant> referred() {
    return Instant::now;
  }
}
