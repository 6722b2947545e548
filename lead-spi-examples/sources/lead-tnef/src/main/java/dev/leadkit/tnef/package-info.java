// SPDX-License-Identifier: Apache-2.0
/**
 * Opens winmail.dat (MS-OXTNEF), an attachment into which Outlook and Exchange pack the text and the files of a mail.
 *
 * <pre>{@code
 * LeadPipeline.builder()
 *     .reader(TnefReader.around(new MimeReader(MimeLimits.standard())))
 * }</pre>
 */
@NullMarked
package dev.leadkit.tnef;

import org.jspecify.annotations.NullMarked;
