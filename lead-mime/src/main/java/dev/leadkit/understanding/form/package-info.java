// SPDX-License-Identifier: Apache-2.0
/** Reads the fields of web forms and portals out of the texts of a message. */
@NullMarked
package dev.leadkit.understanding.form;

import org.jspecify.annotations.NullMarked;
