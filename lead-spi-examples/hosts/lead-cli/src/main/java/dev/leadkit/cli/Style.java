// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import picocli.CommandLine.Help.Ansi;

/** Colours of the output, and text of strangers without control characters, which could change the terminal. */
enum Style {
  RED(31),
  GREEN(32),
  YELLOW(33),
  BLUE(34),
  FAINT(2);

  private final int code;

  Style(int code) {
    this.code = code;
  }

  /** Returns the text in this style, or as it is where the output has no colours. */
  String of(String text, Ansi ansi) {
    return ansi.enabled() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** Replaces control and direction characters, but not tabs. */
  static String printable(String text) {
    var shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
      boolean control = c != '\t' && Character.isISOControl(c);
      shown.append(control || direction ? '\ufffd' : c);
    }
    return shown.toString();
  }
}
