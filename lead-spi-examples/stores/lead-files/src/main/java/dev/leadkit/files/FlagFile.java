// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import dev.leadkit.spi.Flags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Feature flags in a file in UTF-8, one a line, that is read whenever a flag is asked.
 *
 * <pre>
 * # everybody, then one company and all below its domain
 * sso_bonus = off
 * sso_bonus @ acme.example = on
 * </pre>
 *
 * <p>The line for the domain counts before the line for everybody; of equal lines the last counts. Lines that begin with {@code #} and blank
 * lines say nothing. Immutable and thread-safe.
 */
public final class FlagFile implements Flags {

  private final Path file;

  /** Answers from this file, which is read again whenever a flag is asked. */
  public FlagFile(Path file) {
    this.file = file;
  }

  /**
   * What the file says now.
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
