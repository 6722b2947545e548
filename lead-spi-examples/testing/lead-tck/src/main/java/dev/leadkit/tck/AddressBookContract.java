// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.Source;
import dev.leadkit.spi.AddressBook;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract test of {@link AddressBook}: extend it, supply a book with the entries of the kit, and run it with JUnit.
 *
 * <p>The number in the name of a test is that of the rule in the documentation of {@link AddressBook}.
 */
public abstract class AddressBookContract {

  private static final int THREADS = 8;
  private static final int ENTRIES = 20;

  private AddressBook book;

  /** A book in which {@code addressN@in.example} of tenant {@code north} has the source of {@link #source(int)}, for N from 0 to 19. */
  protected abstract AddressBook book() throws Exception;

  /** The source of an entry. */
  protected static Source source(int number) {
    return Source.builder("form", address(number))
        .campaign("q" + number)
        .product("api")
        .build();
  }

  private static String address(int number) {
    return "address" + number + "@in.example";
  }

  @BeforeEach
  final void openBook() throws Exception {
    book = book();
  }

  @Test
  final void rule1_an_address_in_the_book_has_its_source() {
    for (int i = 0; i < ENTRIES; i++) {
      assertEquals(source(i), book.source("north", address(i)), address(i));
    }
  }

  @Test
  final void rule1_an_unknown_address_is_null_and_not_an_error() {
    for (String address :
        List.of("nobody@in.example", "address99@in.example", "address0@elsewhere.example")) {
      assertNull(book.source("north", address), address);
    }
  }

  @Test
  final void rule1_a_malformed_address_is_null_and_not_an_error() {
    for (String text :
        List.of("", " ", "@", "address0", "a@b@c", "%", "' OR 1=1 --", "a\u0000b", "a\ud800b@x")) {
      assertNull(book.source("north", text), "'" + text + "'");
    }
  }

  @Test
  final void rule1_another_tenant_s_address_is_not_in_the_book() {
    assertNull(book.source("south", address(0)));
    assertNull(book.source("", address(0)));
  }

  @Test
  final void rule2_case_does_not_matter() {
    assertEquals(source(1), book.source("north", "ADDRESS1@IN.EXAMPLE"));
    assertEquals(source(1), book.source("north", "Address1@In.Example"));
  }

  @Test
  final void rule3_many_threads_can_ask() throws Exception {
    List<Boolean> right = Crowd.together(THREADS, i -> () -> {
      boolean all = true;
      for (int n = 0; n < ENTRIES; n++) {
        all &= source(n).equals(book.source("north", address(n)));
        all &= book.source("north", "unknown" + i + "." + n + "@in.example") == null;
      }
      return all;
    });
    assertEquals(
        List.of(true),
        right.stream().distinct().toList(),
        "Every thread must get the right answers");
  }
}
