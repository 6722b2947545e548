// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list that takes amortised constant time to append to: the longer list shares the array of the shorter one.
 *
 * <p>The array has spare slots after the end of the list. The first append to a list takes the next slot by raising {@link #used} from the
 * size of the list; a second append to the same list finds the slot taken and copies the array. A slot is written once, before the list that
 * can see it is created, so that the final field {@link #elements} publishes it to other threads.
 */
final class AppendedList<T> extends AbstractList<T> implements RandomAccess {

  private static final int INITIAL_CAPACITY = 4;

  private final @Nullable Object[] elements;
  private final int size;

  /** The number of slots that the lists that share the array have taken. */
  private final AtomicInteger used;

  private AppendedList(@Nullable Object[] elements, int size, AtomicInteger used) {
    this.elements = elements;
    this.size = size;
    this.used = used;
  }

  static <T> AppendedList<T> empty() {
    return new AppendedList<>(new Object[0], 0, new AtomicInteger());
  }

  /** This list with one more element. */
  AppendedList<T> plus(T element) {
    if (size < elements.length && used.compareAndSet(size, size + 1)) {
      elements[size] = element;
      return new AppendedList<>(elements, size + 1, used);
    }
    var copy = new @Nullable Object[Math.max(INITIAL_CAPACITY, size + (size >> 1) + 1)];
    System.arraycopy(elements, 0, copy, 0, size);
    copy[size] = element;
    return new AppendedList<>(copy, size + 1, new AtomicInteger(size + 1));
  }

  @Override
  @SuppressWarnings("unchecked") // only plus puts elements in
  public T get(int index) {
    return (T) Objects.requireNonNull(elements[Objects.checkIndex(index, size)]);
  }

  @Override
  public int size() {
    return size;
  }
}
