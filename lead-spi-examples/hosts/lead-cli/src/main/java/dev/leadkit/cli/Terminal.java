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

/** Properties of the terminal or pipe that the command writes to. */
final class Terminal {

  /** When output is coloured. */
  enum Colour {
    /** On a terminal, unless {@code NO_COLOR} is set or {@code TERM} is {@code dumb}. */
    AUTO,
    ALWAYS,
    NEVER
  }

  private Terminal() {}

  /** Whether input and output are a terminal; since JDK 22 a console may exist without one. */
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

  /** Whether {@code auto} means colours; see no-color.org. */
  static boolean isColoured(boolean terminal, UnaryOperator<@Nullable String> environment) {
    String noColour = environment.apply("NO_COLOR");
    return terminal
        && (noColour == null || noColour.isEmpty())
        && !"dumb".equals(environment.apply("TERM"));
  }

  /** A standard stream that remembers its last exception, which a {@link java.io.PrintStream} discards. */
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
