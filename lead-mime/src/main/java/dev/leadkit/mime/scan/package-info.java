// SPDX-License-Identifier: Apache-2.0
/**
 * What every scanner of this module shares: ranges of bytes that are searched in place, scratch buffers, sets of phrases, the stack of open
 * multipart boundaries, and the list of defects of the message being read. Knows nothing of mail beyond that; depends on no other package of
 * the module.
 */
@NullMarked
package dev.leadkit.mime.scan;

import org.jspecify.annotations.NullMarked;
