// SPDX-License-Identifier: Apache-2.0
package planted;

import planted.spi.SpiThatKnowsText;

/** A planted fault: a value that knows an extension point. */
public record ModelThatKnowsAnSpi(SpiThatKnowsText spi) {}
