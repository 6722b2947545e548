// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import java.util.HexFormat;
import java.util.List;

/** One JSON object on one line (RFC 8259), with its members in the order of the calls. */
final class JsonLine {

  private final StringBuilder json = new StringBuilder("{");

  JsonLine put(String name, String value) {
    member(name);
    string(value);
    return this;
  }

  JsonLine put(String name, int value) {
    member(name);
    json.append(value);
    return this;
  }

  JsonLine put(String name, List<String> values) {
    member(name);
    json.append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      string(values.get(i));
    }
    json.append(']');
    return this;
  }

  private void member(String name) {
    if (json.length() > 1) {
      json.append(',');
    }
    string(name);
    json.append(':');
  }

  private void string(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c == '\u2028' || c == '\u2029' || isLone(text, i)) {
        json.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  /** An unpaired surrogate cannot be encoded in UTF-8. */
  private static boolean isLone(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  /** The line, with its line end. */
  @Override
  public String toString() {
    return json + "}\n";
  }
}
