// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.ForwardingStore;

/** A sound store in which a subclass plants a fault. */
class PassingStore extends ForwardingStore {

  final InMemoryStore sound;

  PassingStore(InMemoryStore sound) {
    super(sound);
    this.sound = sound;
  }
}
