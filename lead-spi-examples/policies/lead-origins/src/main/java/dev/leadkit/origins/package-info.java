// SPDX-License-Identifier: Apache-2.0
/** Origins of policies: Git repositories and web servers. */
@NullMarked
package dev.leadkit.origins;

import org.jspecify.annotations.NullMarked;
