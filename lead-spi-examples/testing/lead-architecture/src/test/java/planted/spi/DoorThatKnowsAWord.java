// SPDX-License-Identifier: Apache-2.0
package planted.spi;

import planted.WordThatKnowsADoor;

/** No fault by itself. */
public interface DoorThatKnowsAWord {
  WordThatKnowsADoor word();
}
