// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import dev.leadkit.spi.Flags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Feature flags in a UTF-8 file with one flag on each line. The file is read for every question.
 *
 * <pre>
 * # all senders, then one company with all its subdomains
 * sso_bonus = off
 * sso_bonus @ acme.example = on
 * </pre>
 *
 * <p>A line for the domain takes precedence over a line without one; of several lines for the same, the last counts. Blank lines and lines that
 * begin with {@code #} are ignored. Immutable and thread-safe.
 */
public final class FlagFile implements Flags {

  private final Path file;

  /** Flags from this file, which is read for every question. */
  public FlagFile(Path file) {
    this.file = file;
  }

  /**
   * Returns the value of a flag from the present content of the file.
   *
   * @throws IOException if it cannot be read, or if one of its lines is neither {@code flag = value} nor {@code flag @ domain = value}
   */
  @Override
  public @Nullable String value(String flag, Subject subject) throws IOException {
    String general = null;
    String special = null;
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new IOException(file + ":" + number + ": expected flag = value");
      }
      String name = text.substring(0, equals).strip();
      String value = text.substring(equals + 1).strip();
      int at = name.indexOf('@');
      if (at < 0) {
        general = name.equals(flag) ? value : general;
      } else if (name.substring(0, at).strip().equals(flag)
          && name.substring(at + 1).strip().equalsIgnoreCase(subject.domain())) {
        special = value;
      }
    }
    return special == null ? general : special;
  }
}
