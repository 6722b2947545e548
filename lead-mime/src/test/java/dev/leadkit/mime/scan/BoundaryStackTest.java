// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Delimiter lines of the multiparts that are open (RFC 2046 §5.1.1): a is the outer one, b the inner, b-- has hyphens of its own. */
class BoundaryStackTest {

  private static BoundaryStack stack(String... boundaries) {
    BoundaryStack stack = new BoundaryStack();
    for (String boundary : boundaries) {
      stack.push(boundary.getBytes(StandardCharsets.US_ASCII));
    }
    return stack;
  }

  private static int match(BoundaryStack stack, String line) {
    int index = BoundaryStack.NONE;
    for (String after : List.of("", "-", "x", "\n")) {
      byte[] octets = (".." + line + after).getBytes(StandardCharsets.US_ASCII);
      index = stack.match(octets, 2, octets.length - after.length());
    }
    return index;
  }

  @ParameterizedTest
  @CsvSource({
    "--a, 0, false",
    "--b, 1, false",
    "--c--, 2, false",
    "--a--, 0, true",
    "--b--, 1, true",
    "--c----, 2, true",
    "'--a \t', 0, false",
    "'--a--\t ', 0, true",
    "'--a\r', 0, false",
    "'--a--\r', 0, true",
  })
  void a_delimiter_is_two_hyphens_and_a_boundary(String line, int index, boolean closing) {
    BoundaryStack stack = stack("a", "b", "c--");
    assertEquals(index, match(stack, line));
    assertEquals(closing, stack.isClosing());
  }

  @ParameterizedTest
  @CsvSource({
    "a", "-a", "---a", "-- a", "--A", "--ab", "--a-", "--a---", "--", "-", "''", "--c", "--c-",
    "a--", "- -a", "----"
  })
  void other_lines_are_not_separators(String line) {
    assertEquals(BoundaryStack.NONE, match(stack("a", "b", "c--"), line));
    assertEquals(BoundaryStack.NONE, match(stack(), line), "where no multipart is open");
  }

  @Test
  void the_inner_of_two_equal_boundaries_counts_until_it_is_closed() {
    BoundaryStack stack = stack("a", "b", "a", "c", "d", "e");
    assertEquals(2, match(stack, "--a"));
    assertEquals(5, match(stack, "--e"));
    assertEquals(6, stack.size());
    stack.shrink(2);
    assertEquals(2, stack.size());
    assertEquals(0, match(stack, "--a"));
    assertEquals(BoundaryStack.NONE, match(stack, "--e"));
  }

  @Test
  void a_boundary_has_at_most_250_characters() {
    for (int length : new int[] {249, 250, 251}) {
      String boundary = "x".repeat(length);
      BoundaryStack stack = stack(boundary);
      assertEquals(length <= 250 ? 0 : BoundaryStack.NONE, match(stack, "--" + boundary + "--"));
      if (length <= 250) {
        assertTrue(stack.isClosing());
        assertEquals(0, match(stack, "--" + boundary + "   "));
        assertFalse(stack.isClosing());
      }
    }
  }
}
