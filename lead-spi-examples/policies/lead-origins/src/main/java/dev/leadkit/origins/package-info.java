// SPDX-License-Identifier: Apache-2.0
/** Where policies are kept: a Git repository, a web server. */
@NullMarked
package dev.leadkit.origins;

import org.jspecify.annotations.NullMarked;
