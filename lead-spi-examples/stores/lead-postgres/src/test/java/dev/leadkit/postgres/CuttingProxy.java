// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A proxy in front of the server that cuts the connection at a statement, once. */
final class CuttingProxy implements AutoCloseable {

  private enum Moment {
    BEFORE_REQUEST,
    BEFORE_ANSWER
  }

  private record Cut(String statement, Moment moment) {}

  private final ServerSocket listener;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicReference<Cut> next = new AtomicReference<>();
  private volatile boolean cut;

  CuttingProxy(int target) throws IOException {
    this.target = target;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Passes the next request with this statement on, and cuts the connection before the answer. */
  void loseAnswerTo(String statement) {
    next.set(new Cut(statement, Moment.BEFORE_ANSWER));
  }

  /** Cuts the connection instead of passing on the next request with this statement. */
  void cutBefore(String statement) {
    next.set(new Cut(statement, Moment.BEFORE_REQUEST));
  }

  boolean hasCut() {
    return cut;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(client, server));
        start(() -> pass(server, client, false));
        start(() -> pass(client, server, true));
      }
    } catch (IOException e) {
      // The listener was closed.
      sockets.forEach(CuttingProxy::close);
    }
  }

  private void pass(Socket from, Socket to, boolean requests) {
    byte[] buffer = new byte[65_536];
    try (InputStream in = from.getInputStream()) {
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        Cut due = requests ? due(new String(buffer, 0, read, StandardCharsets.ISO_8859_1)) : null;
        if (due != null) {
          cut = true;
          // Nothing comes back: the way to the client is closed before the request is passed on.
          close(from);
          if (due.moment() == Moment.BEFORE_ANSWER) {
            out.write(buffer, 0, read);
            out.flush();
          } else {
            close(to);
          }
          return;
        }
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      // One side has gone.
      close(to);
    }
  }

  private Cut due(String request) {
    Cut due = next.get();
    return due != null && request.contains(due.statement()) && next.compareAndSet(due, null)
        ? due
        : null;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    sockets.forEach(CuttingProxy::close);
  }
}
