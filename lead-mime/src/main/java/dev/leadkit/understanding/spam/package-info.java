// SPDX-License-Identifier: Apache-2.0
/** Signs of spam in the content of a message, each with its evidence and weight. */
@NullMarked
package dev.leadkit.understanding.spam;

import org.jspecify.annotations.NullMarked;
