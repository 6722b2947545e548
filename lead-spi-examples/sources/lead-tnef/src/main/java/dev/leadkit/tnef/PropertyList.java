// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import java.util.Map;
import java.util.Set;

/**
 * Reads the MAPI properties of a message or of an attachment (MS-OXTNEF §2.1.3.4), the first of several values.
 *
 * <p>If the list is damaged, the properties before the damage are read. Only the requested properties are kept.
 */
final class PropertyList {

  /** Types of property values (MS-OXCDATA §2.11.1). */
  static final int NULL = 0x0001;

  static final int OBJECT = 0x000D;
  static final int STRING_8 = 0x001E;
  static final int UNICODE = 0x001F;
  static final int BINARY = 0x0102;

  private static final int SEVERAL = 0x1000;
  private static final int NAMED = 0x8000;

  /** A value and its type. */
  record Value(int type, ByteReader content) {}

  private final ByteReader block;
  private final Set<Integer> wanted;
  private final Map<Integer, Value> values;
  private int at;

  private PropertyList(ByteReader block, Set<Integer> wanted, Map<Integer, Value> values) {
    this.block = block;
    this.wanted = wanted;
    this.values = values;
  }

  /**
   * Adds the requested properties that are not present yet.
   *
   * @return whether the list is undamaged
   */
  static boolean read(ByteReader block, Set<Integer> wanted, Map<Integer, Value> values) {
    return new PropertyList(block, wanted, values).read();
  }

  /** Each property takes at least four octets, so no count makes this longer than the block. */
  private boolean read() {
    if (!has(4)) {
      return false;
    }
    long count = block.unsignedInt(take(4));
    for (long i = 0; i < count; i++) {
      if (!property()) {
        return false;
      }
    }
    return true;
  }

  private boolean property() {
    if (!has(4)) {
      return false;
    }
    int type = block.unsignedShort(take(2));
    int id = block.unsignedShort(take(2));
    if (id >= NAMED && !name()) {
      return false;
    }
    int single = type & ~SEVERAL;
    boolean sized = single == STRING_8 || single == UNICODE || single == BINARY || single == OBJECT;
    boolean counted = sized || type != single;
    if (counted && !has(4)) {
      return false;
    }
    long number = counted ? block.unsignedInt(take(4)) : 1;
    return sized ? sized(id, single, number) : fixed(id, single, number);
  }

  /** A named property: a GUID, and a number or a text (MS-OXTNEF §2.1.3.4, NamedPropSpec). */
  private boolean name() {
    if (!has(24)) {
      return false;
    }
    take(16);
    boolean numbered = block.unsignedInt(take(4)) == 0;
    long length = block.unsignedInt(take(4));
    return numbered || skip(padded(length));
  }

  private boolean sized(int id, int type, long number) {
    for (long i = 0; i < number; i++) {
      if (!has(4)) {
        return false;
      }
      long length = block.unsignedInt(take(4));
      if (!has(length)) {
        return false;
      }
      int start = take((int) length);
      if (i == 0) {
        keep(id, type, start);
      }
      at = (int)
          Math.min(block.length(), start + padded(length)); // the last one may lack its padding
    }
    return true;
  }

  private boolean fixed(int id, int type, long number) {
    int length = lengthOf(type);
    boolean several = number > 1;
    if (length < 0 || several && length == 0 || !has(length * number)) {
      return false;
    }
    if (number > 0 && length > 0) {
      int start = take(length);
      keep(id, type, start);
      at = start;
    }
    return skip(length * number);
  }

  private void keep(int id, int type, int start) {
    if (wanted.contains(id)) {
      values.putIfAbsent(id, new Value(type, block.range(start, at)));
    }
  }

  /** The length with padding to four octets; -1 for an unknown type, after which nothing can be read. */
  private static int lengthOf(int type) {
    return switch (type) {
      case 0x0000, NULL -> 0;
      case 0x0002, 0x0003, 0x0004, 0x000A, 0x000B -> 4;
      case 0x0005, 0x0006, 0x0007, 0x0014, 0x0040 -> 8;
      case 0x0048 -> 16;
      default -> -1;
    };
  }

  private static long padded(long length) {
    return (length + 3) / 4 * 4;
  }

  private boolean has(long length) {
    return length <= block.length() - at;
  }

  private boolean skip(long length) {
    if (!has(length)) {
      return false;
    }
    at += (int) length;
    return true;
  }

  private int take(int length) {
    at += length;
    return at - length;
  }
}
