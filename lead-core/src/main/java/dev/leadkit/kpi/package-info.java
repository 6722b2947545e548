// SPDX-License-Identifier: Apache-2.0
/** What histories say of the work: folds over the events of all leads, as of any instant. */
@NullMarked
package dev.leadkit.kpi;

import org.jspecify.annotations.NullMarked;
