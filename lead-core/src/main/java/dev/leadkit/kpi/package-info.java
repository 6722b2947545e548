// SPDX-License-Identifier: Apache-2.0
/** KPI reports computed from the histories of all leads at any instant. */
@NullMarked
package dev.leadkit.kpi;

import org.jspecify.annotations.NullMarked;
