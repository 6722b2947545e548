// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A list whose elements are computed on first access. Explanations use it, because most of them are never read. Immutable for its readers,
 * and thread-safe.
 */
class LazyList<T> extends AbstractList<T> {

  private final int count;
  private volatile @Nullable Supplier<List<T>> make;
  private volatile List<T> made = List.of();

  /**
   * A list whose elements are computed on first access.
   *
   * @param count their number
   * @param make computes them, once
   */
  LazyList(int count, Supplier<List<T>> make) {
    this.count = count;
    this.make = make;
  }

  /** Throws {@link IllegalStateException} if the computed list is not as announced. */
  void check(List<T> list) {
    if (list.size() != count) {
      throw new IllegalStateException(
          "a list made lazily: promised " + count + " entries, got " + list.size());
    }
  }

  @Override
  public final int size() {
    return count;
  }

  @Override
  public final T get(int index) {
    if (make != null) {
      make();
    }
    return made.get(index);
  }

  private synchronized void make() {
    Supplier<List<T>> maker = make;
    if (maker == null) {
      return;
    }
    List<T> list = List.copyOf(maker.get());
    check(list);
    made = list;
    make = null;
  }
}
