// SPDX-License-Identifier: Apache-2.0
/** Where policies come from: reading a policy, reloading it while the engine runs, and the archive of its versions. */
@NullMarked
package dev.leadkit.policy.reload;

import org.jspecify.annotations.NullMarked;
