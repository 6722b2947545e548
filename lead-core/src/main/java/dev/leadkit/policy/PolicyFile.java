// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The one place where the core reads a file by itself: a policy and the lists beside it. */
final class PolicyFile {

  private PolicyFile() {}

  static Policy read(Path file) {
    String text;
    try {
      text = text(file);
    } catch (IOException e) {
      throw new PolicyException(
          List.of(file + ": cannot be read: " + e.getMessage() + "; expected a policy in UTF-8"));
    }
    Settings settings = Settings.yaml(String.valueOf(file.getFileName()), text);
    return Policy.read(settings.withFiles(name -> text(file.resolveSibling(name))));
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no such file", e);
    } catch (CharacterCodingException e) {
      throw new IOException("it is not UTF-8", e);
    }
  }
}
