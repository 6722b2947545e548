// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A list that is made when somebody reads the first of it: reasons, for the most part, which are written down or thrown away long before
 * anybody asks for them. Immutable to who reads it, and thread-safe.
 */
class LazyList<T> extends AbstractList<T> {

  private final int count;
  private volatile @Nullable Supplier<List<T>> make;
  private volatile List<T> made = List.of();

  /**
   * A list to be.
   *
   * @param count how many there will be
   */
  LazyList(int count, Supplier<List<T>> make) {
    this.count = count;
    this.make = make;
  }

  /** Throws {@link IllegalStateException} if this is not what was promised. */
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
