// SPDX-License-Identifier: Apache-2.0
/** Checks the records of a domain that decide whether its mail is believed and delivered. */
@NullMarked
package dev.leadkit.authentication.domain;

import org.jspecify.annotations.NullMarked;
