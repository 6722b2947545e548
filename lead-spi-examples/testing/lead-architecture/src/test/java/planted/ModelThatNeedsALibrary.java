// SPDX-License-Identifier: Apache-2.0
package planted;

import com.tngtech.archunit.lang.ArchRule;

/** A planted fault: a value that needs a dependency. */
public record ModelThatNeedsALibrary(ArchRule rule) {}
