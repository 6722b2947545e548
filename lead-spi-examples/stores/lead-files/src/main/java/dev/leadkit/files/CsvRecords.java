// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV record by record, from any position at which one begins (RFC 4180 §2).
 *
 * <p>Beyond the RFC it accepts a line feed alone as the end of a line, and text after a closing quotation mark.
 */
final class CsvRecords {

  private final byte[] csv;
  private int at;
  private int number = 1;
  private boolean unterminated;

  CsvRecords(byte[] csv, int at) {
    this.csv = csv;
    this.at = at;
  }

  /** Where the next record begins. */
  int position() {
    return at;
  }

  /** The number of the line in which the next record begins, from 1 where reading began. */
  int number() {
    return number;
  }

  /** Whether a quotation mark was opened and the end came before it was closed. */
  boolean isUnterminated() {
    return unterminated;
  }

  /** The fields of the next record; null at the end. */
  @Nullable
  List<String> next() {
    if (at >= csv.length) {
      return null;
    }
    var fields = new ArrayList<String>(8);
    do {
      fields.add(at < csv.length && csv[at] == '"' ? quoted() : plain());
    } while (at < csv.length && csv[at++] == ',');
    return fields;
  }

  /** Up to the next comma or line end, and not past it. */
  private String plain() {
    int start = at;
    while (at < csv.length && csv[at] != ',' && csv[at] != '\n') {
      at++;
    }
    int end = at > start && csv[at - 1] == '\r' && !isComma() ? at - 1 : at;
    number += isComma() ? 0 : 1;
    return new String(csv, start, end - start, StandardCharsets.UTF_8);
  }

  private boolean isComma() {
    return at < csv.length && csv[at] == ',';
  }

  private String quoted() {
    var text = new StringBuilder();
    int start = ++at;
    int first = number;
    while (at < csv.length) {
      if (csv[at] == '"') {
        text.append(new String(csv, start, at - start, StandardCharsets.UTF_8));
        if (at + 1 < csv.length && csv[at + 1] == '"') {
          text.append('"');
          at += 2;
          start = at;
          continue;
        }
        at++;
        return text.append(plain()).toString();
      }
      number += csv[at] == '\n' ? 1 : 0;
      at++;
    }
    unterminated = true;
    number = first;
    return text.append(new String(csv, start, at - start, StandardCharsets.UTF_8))
        .toString();
  }
}
