// SPDX-License-Identifier: Apache-2.0
/** Words, phrases, regular expressions and domain names: how text is folded, tokenized and searched. Knows nothing of leads. */
@NullMarked
package dev.leadkit.text;

import org.jspecify.annotations.NullMarked;
