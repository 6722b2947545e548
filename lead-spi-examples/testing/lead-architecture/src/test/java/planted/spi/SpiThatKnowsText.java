// SPDX-License-Identifier: Apache-2.0
package planted.spi;

import planted.ModelThatKnowsAnSpi;

/** No fault by itself. */
public interface SpiThatKnowsText {
  ModelThatKnowsAnSpi word();
}
