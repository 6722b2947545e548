// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A few things in the order in which they were given, without a table. Immutable. */
public final class CompactSet<T> extends AbstractSet<T> {

  private static final int FEW = 8;

  private final List<T> elements;

  private CompactSet(List<T> elements) {
    this.elements = elements;
  }

  /** The same elements in the same order, compact if they are few. */
  public static <T> Set<T> of(Collection<T> elements) {
    var distinct = new LinkedHashSet<T>(elements);
    return distinct.size() <= FEW
        ? new CompactSet<>(List.copyOf(distinct))
        : Collections.unmodifiableSet(distinct);
  }

  @Override
  public boolean contains(@Nullable Object element) {
    return element != null && elements.contains(element);
  }

  @Override
  public Iterator<T> iterator() {
    return elements.iterator();
  }

  @Override
  public int size() {
    return elements.size();
  }
}
