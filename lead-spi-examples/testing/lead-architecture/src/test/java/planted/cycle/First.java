// SPDX-License-Identifier: Apache-2.0
package planted.cycle;

/** A planted fault: one of four classes that depend on each other in a cycle. */
public interface First {
  Second next();
}
