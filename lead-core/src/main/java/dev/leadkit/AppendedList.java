// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list to which an element is appended in constant time, on average: the longer list shares the array of the shorter one.
 *
 * <p>The array has room behind the end of the list. Whoever appends first takes the next slot, by raising {@link #used} from this list's size;
 * a second append to the same list finds the slot taken and copies. A slot is written before the list that can see it is made and never
 * again, so that the final field {@link #elements} publishes it to other threads.
 */
final class AppendedList<T> extends AbstractList<T> implements RandomAccess {

  private static final int INITIAL_CAPACITY = 4;

  private final @Nullable Object[] elements;
  private final int size;

  /** How many slots of the array are taken, by any list that shares it. */
  private final AtomicInteger used;

  private AppendedList(@Nullable Object[] elements, int size, AtomicInteger used) {
    this.elements = elements;
    this.size = size;
    this.used = used;
  }

  static <T> AppendedList<T> empty() {
    return new AppendedList<>(new Object[0], 0, new AtomicInteger());
  }

  /** This list and one more element. */
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
