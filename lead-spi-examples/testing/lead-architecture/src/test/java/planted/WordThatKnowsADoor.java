// SPDX-License-Identifier: Apache-2.0
package planted;

import planted.spi.DoorThatKnowsAWord;

/** A planted fault: a value that knows a door. */
public record WordThatKnowsADoor(DoorThatKnowsAWord door) {}
