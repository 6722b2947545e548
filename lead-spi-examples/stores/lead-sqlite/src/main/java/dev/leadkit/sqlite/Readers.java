// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.spi.StoreException;
import dev.leadkit.sql.SqlSession;
import dev.leadkit.sql.SqlSession.Work;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/** A pool of connections that only read. A caller waits while all of them are in use. */
final class Readers {

  private static final int SESSIONS = 4;

  private final Path file;
  private final Opener opener;
  private final Semaphore free = new Semaphore(SESSIONS, true);
  private final Deque<SqlSession> idle = new ArrayDeque<>();
  private boolean closed;

  /** Opens a connection. */
  @FunctionalInterface
  interface Opener {
    SqlSession open(Path file) throws SQLException;
  }

  Readers(Path file, Opener opener) {
    this.file = file;
    this.opener = opener;
  }

  /** Runs the work on one state of the file. */
  <T> T read(Work<T> work) throws SQLException {
    free.acquireUninterruptibly();
    try {
      SqlSession session = take();
      try {
        return session.reading(work);
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

  private SqlSession take() throws SQLException {
    synchronized (idle) {
      if (closed) {
        throw new StoreException(file + ": the store is closed");
      }
      SqlSession session = idle.poll();
      if (session != null) {
        return session;
      }
    }
    return opener.open(file);
  }

  private void put(SqlSession session) {
    synchronized (idle) {
      idle.push(session);
    }
  }

  /** A connection outside the pool, to be closed by the caller. */
  SqlSession another() throws SQLException {
    return opener.open(file);
  }

  /** Waits for reads in progress. */
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
