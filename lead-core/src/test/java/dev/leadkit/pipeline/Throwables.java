// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.stream.Stream;

/** What a plug-in may throw in a test. */
final class Throwables {

  private Throwables() {}

  /** Every kind of thing that a plug-in may throw. */
  @SuppressWarnings({"removal", "deprecation"
  }) // ThreadDeath is deprecated, and thrown all the same
  static Stream<Throwable> all() {
    return Stream.of(
        new StackOverflowError(),
        new NoClassDefFoundError("com/example/Missing"),
        new AssertionError("never"),
        new OutOfMemoryError("planted"),
        new ThreadDeath(),
        new ExceptionInInitializerError(new IllegalStateException("static")),
        new UnsatisfiedLinkError("native"),
        new InternalError("jvm"),
        new IllegalStateException("a bug"),
        new NullPointerException(),
        new UnprintableException(),
        new UnprintableError());
  }

  /** An exception that throws another one when it is printed or its message is read. */
  private static final class UnprintableException extends RuntimeException {
    @Override
    public String getMessage() {
      throw new IllegalStateException("a message that cannot be made");
    }
  }

  /** The same as an error. */
  private static final class UnprintableError extends Error {
    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }
  }

  /** Throws it from wherever it is called, checked or not. */
  @SuppressWarnings("unchecked")
  static <T extends Throwable, R> R fail(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
