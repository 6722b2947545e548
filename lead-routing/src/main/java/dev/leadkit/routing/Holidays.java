// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import java.time.LocalDate;
import java.util.Collection;

/**
 * The public holidays of a region. An implementation is registered as a {@link dev.leadkit.spi.Provider} of this type; a
 * calendar of a policy refers to it under {@code library}.
 *
 * <ol>
 *   <li>The same year gives the same days, on every machine and at any time.
 *   <li>All days are of that year; their order does not matter.
 * </ol>
 */
@FunctionalInterface
public interface Holidays {

  /** The holidays of a year. */
  Collection<LocalDate> of(int year);
}
