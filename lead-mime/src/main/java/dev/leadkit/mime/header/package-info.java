// SPDX-License-Identifier: Apache-2.0
/**
 * The header of a message or of a part: where it begins and ends, its fields, and the values of fields (addresses, dates, ids, encoded words,
 * parameters, verdicts of the receiving host). A repair of a header belongs here.
 */
@NullMarked
package dev.leadkit.mime.header;

import org.jspecify.annotations.NullMarked;
