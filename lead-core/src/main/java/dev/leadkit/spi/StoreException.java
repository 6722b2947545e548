// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

/** A store could not answer, and nothing was written. The sender of a message should send it again. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An exception with a message and a cause. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An exception with a message. */
  public StoreException(String message) {
    super(message);
  }
}
