// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.RawMessage;
import dev.leadkit.spi.MessageReader;

class MessageReaderKitTest extends KitTest {

  MessageReaderKitTest() {
    super(MessageReaderContract.class, MessageReader.class, Sound.class, FaultyReaders.class);
  }

  static class Sound extends MessageReaderContract {

    @Override
    protected MessageReader reader() {
      return new PlainReader();
    }

    @Override
    protected RawMessage beyondLimits() {
      return FaultyReaders.manyFields();
    }
  }
}
