// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

/** A store could not answer; nothing was written. Whoever sent the message is told to send it again. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what could not be done, and why. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says what could not be done. */
  public StoreException(String message) {
    super(message);
  }
}
