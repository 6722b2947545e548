// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.structure;

import dev.leadkit.mime.header.HeaderFields;

/**
 * Limits for the structure of a mail.
 *
 * @param parts the maximum number of parts
 * @param depth the maximum depth of nested multiparts
 * @param parameters the maximum number of parameters of one field
 * @param headerBytes how much of the header of the mail, and as much again of the headers of all its parts, is kept
 * @param fieldBytes how much of one field is kept
 * @param fields the maximum number of fields of a header
 */
public record StructureLimits(
    int parts, int depth, int parameters, int headerBytes, int fieldBytes, int fields) {

  /** An unspent budget for the header of the mail or for those of its parts. */
  public HeaderFields.Budget headerBudget() {
    return new HeaderFields.Budget(headerBytes, fieldBytes, fields);
  }
}
