// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the command knows of the terminal or pipe that it writes to. */
final class Terminal {

  /** When output is coloured. */
  enum Colour {
    /** On a terminal, unless {@code NO_COLOR} is set or {@code TERM} is {@code dumb}. */
    AUTO,
    ALWAYS,
    NEVER
  }

  private Terminal() {}

  /** Whether input and output are those of a terminal: since JDK 22 there can be a console without one. */
  @SuppressWarnings("SystemConsoleNull") // before JDK 22 null is the only sign
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before JDK 22 a console is a terminal
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** Whether colours are shown where nobody asked for them: see no-color.org. */
  static boolean isColoured(boolean terminal, UnaryOperator<@Nullable String> environment) {
    String noColour = environment.apply("NO_COLOR");
    return terminal
        && (noColour == null || noColour.isEmpty())
        && !"dumb".equals(environment.apply("TERM"));
  }

  /** A standard stream that remembers why it could not be written: a {@link java.io.PrintStream} on top of it only remembers that. */
  static final class Output extends FilterOutputStream {

    private @Nullable IOException failure;

    Output(FileDescriptor descriptor) {
      this(new FileOutputStream(descriptor));
    }

    Output(OutputStream target) {
      super(target);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }

    /** Whether the reader at the other end, such as {@code head}, has closed the pipe. */
    boolean isPipeClosed() {
      return failure != null
          && String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    @Nullable
    IOException failure() {
      return failure;
    }
  }
}
