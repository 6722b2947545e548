// SPDX-License-Identifier: Apache-2.0
package planted.text;

import planted.ModelThatNeedsALibrary;

/** A planted fault: text that knows the model. */
public interface TextThatKnowsTheModel {
  ModelThatNeedsALibrary model();
}
