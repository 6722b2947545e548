// SPDX-License-Identifier: Apache-2.0
/**
 * Opens winmail.dat (MS-OXTNEF), in which Outlook and Exchange pack text and files of a mail for their own kind.
 *
 * <pre>{@code
 * LeadPipeline.builder()
 *     .reader(TnefReader.around(new MimeReader(MimeLimits.standard())))
 * }</pre>
 *
 * <p>Apache POI names the properties and unpacks the RTF. It logs through the API of Log4j: a host on SLF4J adds
 * {@code log4j-to-slf4j} so that its lines go where all others go.
 */
@NullMarked
package dev.leadkit.tnef;

import org.jspecify.annotations.NullMarked;
