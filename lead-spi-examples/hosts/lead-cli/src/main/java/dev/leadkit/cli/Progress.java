// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.io.PrintStream;
import java.util.Locale;

/** A progress bar on the standard error, drawn a few times a second. */
final class Progress {

  /** When it is shown. */
  enum When {
    /** On a terminal. */
    AUTO,
    ALWAYS,
    NEVER
  }

  private static final int WIDTH = 30;
  private static final long PAUSE_NANOS = 100_000_000;

  private final PrintStream err;
  private final boolean shown;
  private final long total;
  private final long start = System.nanoTime();
  private long last = start - PAUSE_NANOS;
  private int mails;
  private long bytes;

  Progress(PrintStream err, When when, long total) {
    this.err = err;
    this.total = total;
    shown = when == When.ALWAYS || (when == When.AUTO && Terminal.isInteractive());
  }

  void add(int count, long size) {
    mails += count;
    bytes += size;
    long now = System.nanoTime();
    if (shown && now - last >= PAUSE_NANOS) {
      last = now;
      draw("reading");
    }
  }

  /** Shows the activity that follows the reading. */
  void say(String doing) {
    if (shown) {
      bytes = total;
      draw(doing);
    }
  }

  private void draw(String doing) {
    double share = total == 0 ? 1 : Math.min(1.0, (double) bytes / total);
    int done = (int) (share * WIDTH);
    double seconds = Math.max(1e-9, (System.nanoTime() - start) / 1e9);
    err.print(String.format(
        Locale.ROOT,
        "\r%-10s [%s%s] %3d %%  %,d mails  %,d/s ",
        doing,
        "#".repeat(done),
        ".".repeat(WIDTH - done),
        (int) (share * 100),
        mails,
        (long) (mails / seconds)));
    err.flush();
  }

  /** Ends the line. */
  void end() {
    if (shown) {
      err.println();
      err.flush();
    }
  }

  /** Seconds since the beginning. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
