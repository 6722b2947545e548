// SPDX-License-Identifier: Apache-2.0
/**
 * Contract tests: abstract JUnit classes, one for each extension point. They run under the JUnit of the host, 5.12 or newer, which the host
 * declares itself.
 */
@NullMarked
package dev.leadkit.tck;

import org.jspecify.annotations.NullMarked;
