// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A set of characters of a regular expression.
 *
 * <p>The classes are those of Unicode (UTS #18, annex C), made of the properties of characters and not of {@code java.util.regex}, whose
 * {@code \\b} means one thing on Java 17 and another on Java 19. Immutable and thread-safe.
 */
final class CharClass {

  static final CharClass NONE = new CharClass(new int[0]);

  /** {@code \\d}: decimal digits of any script. */
  static final CharClass DIGIT = of(Character::isDigit);

  /** {@code \\w}: letters, marks, decimal digits and connecting punctuation such as {@code _}. */
  static final CharClass WORD = of(CharClass::isWord);

  /** {@code \\s}: the property White_Space. */
  static final CharClass SPACE = new CharClass(new int[] {
    '\t', '\r', ' ', ' ', 0x85, 0x85, 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029,
    0x202F, 0x202F, 0x205F, 0x205F, 0x3000, 0x3000
  });

  /** Pairs of a lowest and a highest character, in order, apart from each other. */
  private final int[] ranges;

  /** The first 64 and the next 64 characters, one bit each: most texts have no others. */
  private final long low;

  private final long high;

  private CharClass(int[] ranges) {
    this.ranges = ranges;
    long first = 0;
    long second = 0;
    for (int c = 0; c < 64; c++) {
      first |= search(c) ? 1L << c : 0;
      second |= search(64 + c) ? 1L << c : 0;
    }
    low = first;
    high = second;
  }

  /** The characters of one range. */
  static CharClass of(int lowest, int highest) {
    return new CharClass(new int[] {lowest, highest});
  }

  private static CharClass of(IntPredicate members) {
    var ranges = IntStream.builder();
    boolean inside = false;
    for (int c = 0; c <= Character.MAX_CODE_POINT + 1; c++) {
      boolean now = c <= Character.MAX_CODE_POINT && members.test(c);
      if (now != inside) {
        ranges.add(now ? c : c - 1);
      }
      inside = now;
    }
    return new CharClass(ranges.build().toArray());
  }

  static CharClass union(Collection<CharClass> parts) {
    List<int[]> sorted = parts.stream()
        .flatMap(part -> IntStream.range(0, part.ranges.length / 2).mapToObj(i ->
            new int[] {part.ranges[2 * i], part.ranges[2 * i + 1]}))
        .sorted(Comparator.comparingInt(range -> range[0]))
        .toList();
    var merged = new int[2 * sorted.size()];
    int length = 0;
    for (int[] range : sorted) {
      if (length > 0 && range[0] <= merged[length - 1] + 1) {
        merged[length - 1] = Math.max(merged[length - 1], range[1]);
      } else {
        merged[length++] = range[0];
        merged[length++] = range[1];
      }
    }
    return new CharClass(Arrays.copyOf(merged, length));
  }

  /** All other characters. */
  CharClass negated() {
    var rest = IntStream.builder();
    int next = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      if (ranges[i] > next) {
        rest.add(next).add(ranges[i] - 1);
      }
      next = ranges[i + 1] + 1;
    }
    if (next <= Character.MAX_CODE_POINT) {
      rest.add(next).add(Character.MAX_CODE_POINT);
    }
    return new CharClass(rest.build().toArray());
  }

  boolean contains(int c) {
    if (c < 128) {
      return ((c < 64 ? low : high) >>> c & 1) != 0;
    }
    return search(c);
  }

  private boolean search(int c) {
    int from = 0;
    int to = ranges.length / 2;
    while (from < to) {
      int middle = from + to >>> 1;
      if (ranges[2 * middle + 1] < c) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return 2 * from < ranges.length && ranges[2 * from] <= c;
  }

  boolean isOne() {
    return ranges.length == 2 && ranges[0] == ranges[1];
  }

  /** The lowest character of a class that is not empty. */
  int first() {
    return ranges[0];
  }

  /** Whether {@code \\w} matches a character. */
  static boolean isWord(int c) {
    if (c < 128) {
      return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
    return Character.isAlphabetic(c)
        || Character.isDigit(c)
        || Folding.isMark(c)
        || Character.getType(c) == Character.CONNECTOR_PUNCTUATION
        || c == 0x200C
        || c == 0x200D;
  }

  /** One form for a character in all its cases. */
  static int fold(int c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
