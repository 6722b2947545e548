// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import picocli.CommandLine.Help.Ansi;

/** The colours of the output. */
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
}
