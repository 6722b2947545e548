// SPDX-License-Identifier: Apache-2.0
/**
 * Contract tests for authors of plug-ins, one abstract JUnit class for each extension point, and leads for other tests. They run with the JUnit
 * of the host, 5.12 or newer, which the host declares itself.
 */
@NullMarked
package dev.leadkit.tck;

import org.jspecify.annotations.NullMarked;
