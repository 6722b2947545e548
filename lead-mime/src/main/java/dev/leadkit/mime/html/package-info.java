// SPDX-License-Identifier: Apache-2.0
/**
 * HTML and the CSS of mail as plain text: what a mail program shows, what it hides, links and the texts of images. Knows nothing of mail; works on
 * one document at a time.
 */
@NullMarked
package dev.leadkit.mime.html;

import org.jspecify.annotations.NullMarked;
