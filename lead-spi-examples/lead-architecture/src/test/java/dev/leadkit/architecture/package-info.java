// SPDX-License-Identifier: Apache-2.0
/** The rules that every module keeps. */
@NullMarked
package dev.leadkit.architecture;

import org.jspecify.annotations.NullMarked;
