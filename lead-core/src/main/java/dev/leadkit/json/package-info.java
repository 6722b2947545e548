// SPDX-License-Identifier: Apache-2.0
/** JSON documents of facts, messages and leads. */
@NullMarked
package dev.leadkit.json;

import org.jspecify.annotations.NullMarked;
