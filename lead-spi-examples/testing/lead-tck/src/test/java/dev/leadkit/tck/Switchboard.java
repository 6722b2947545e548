// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.Flags;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A flag service in memory that keeps every rule; a subclass does one thing wrong. */
class Switchboard implements FlagsContract.Service {

  final Map<String, String> values = new ConcurrentHashMap<>();
  volatile boolean gone;

  @Override
  public Flags flags() {
    return this::value;
  }

  @Nullable
  String value(String flag, Flags.Subject subject) throws Exception {
    if (gone) {
      throw new IOException("no route to host");
    }
    return values.get(flag);
  }

  @Override
  public void set(String flag, String value) {
    values.put(flag, value);
  }

  @Override
  public void remove(String flag) {
    values.remove(flag);
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
