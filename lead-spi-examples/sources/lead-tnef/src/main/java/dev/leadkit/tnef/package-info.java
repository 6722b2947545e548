// SPDX-License-Identifier: Apache-2.0
/**
 * Opens winmail.dat (MS-OXTNEF), in which Outlook and Exchange pack text and files of a mail for their own kind.
 *
 * <pre>{@code
 * LeadPipeline.builder()
 *     .reader(TnefReader.around(new MimeReader(MimeLimits.standard())))
 * }</pre>
 */
@NullMarked
package dev.leadkit.tnef;

import org.jspecify.annotations.NullMarked;
