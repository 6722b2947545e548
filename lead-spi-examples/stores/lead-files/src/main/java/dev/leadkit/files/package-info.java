// SPDX-License-Identifier: Apache-2.0
/** Blobs, mailboxes, company lists, flags and deliveries in files. */
@NullMarked
package dev.leadkit.files;

import org.jspecify.annotations.NullMarked;
