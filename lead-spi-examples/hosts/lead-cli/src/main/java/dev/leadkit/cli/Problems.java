// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.policy.PolicyException;
import dev.leadkit.spi.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;

/** Turns exceptions into messages for people, each with its place. */
final class Problems {

  private Problems() {}

  /** Whether the cause is outside the program, so that a stack trace would only hide the message. */
  static boolean isExpected(Throwable e) {
    return e instanceof PolicyException
        || e instanceof InputException
        || e instanceof StoreException
        || e instanceof UncheckedIOException
        || e instanceof IOException
        || e instanceof OutOfMemoryError;
  }

  static List<String> of(Throwable e) {
    if (e instanceof PolicyException policy) {
      return policy.problems();
    }
    if (e instanceof InputException input) {
      return input.problems();
    }
    if (e instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      String message = String.valueOf(unchecked.getMessage());
      IOException cause = unchecked.getCause();
      return List.of(message.equals(cause.toString()) ? text(cause) : message + because(cause));
    }
    if (e instanceof IOException io) {
      return List.of(text(io));
    }
    if (e instanceof OutOfMemoryError) {
      return List.of(
          "out of memory, " + e.getMessage() + "; give it more: JAVA_TOOL_OPTIONS=-Xmx1g");
    }
    return List.of(isExpected(e) ? String.valueOf(e.getMessage()) : e.toString());
  }

  /** Adds the reason: messages of the file system often name only the file. */
  static String text(IOException e) {
    if (e instanceof FileSystemException file) {
      return file.getFile() + ": " + reason(file);
    }
    return e instanceof CharacterCodingException
        ? "not UTF-8"
        : String.valueOf(e.getMessage() == null ? e : e.getMessage());
  }

  private static String because(IOException cause) {
    return cause instanceof FileSystemException file ? ": " + reason(file) : "";
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    if (e instanceof NotDirectoryException) {
      return "not a folder";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "a folder that is not empty";
    }
    return e.getReason() == null ? "cannot be used" : e.getReason();
  }
}
