// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.spi.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/** A few connections that only read; who finds all of them taken waits. */
final class Readers {

  private static final int SESSIONS = 4;

  private final Path file;
  private final Opener opener;
  private final Semaphore free = new Semaphore(SESSIONS, true);
  private final Deque<Session> idle = new ArrayDeque<>();
  private boolean closed;

  /** Opens a connection. */
  @FunctionalInterface
  interface Opener {
    Session open(Path file) throws SQLException;
  }

  Readers(Path file, Opener opener) {
    this.file = file;
    this.opener = opener;
  }

  /** Does the work on one state of the file. */
  <T> T read(SqliteStore.Work<T> work) throws SQLException {
    free.acquireUninterruptibly();
    try {
      Session session = take();
      try {
        return session.reading(() -> work.run(session));
      } finally {
        if (session.isBroken()) {
          session.close();
        } else {
          put(session);
        }
      }
    } finally {
      free.release();
    }
  }

  private Session take() throws SQLException {
    synchronized (idle) {
      if (closed) {
        throw new StoreException(file + ": the store is closed");
      }
      Session session = idle.poll();
      if (session != null) {
        return session;
      }
    }
    return opener.open(file);
  }

  private void put(Session session) {
    synchronized (idle) {
      idle.push(session);
    }
  }

  /** A connection of its own, to be closed by the caller. */
  Session another() throws SQLException {
    return opener.open(file);
  }

  /** Waits for those who read. */
  void close() throws SQLException {
    free.acquireUninterruptibly(SESSIONS);
    try {
      synchronized (idle) {
        closed = true;
        while (!idle.isEmpty()) {
          idle.pop().close();
        }
      }
    } finally {
      free.release(SESSIONS);
    }
  }
}
