// SPDX-License-Identifier: Apache-2.0
/** Blobs, mailboxes, company data and a CRM stand-in on the file system. */
@NullMarked
package dev.leadkit.files;

import org.jspecify.annotations.NullMarked;
