// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.jakartamail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A line to a server on this machine, which a test can cut. */
final class Line implements AutoCloseable {

  private final ServerSocket entrance;
  private final List<Socket> ends = new CopyOnWriteArrayList<>();

  Line(int server) throws IOException {
    entrance = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    start(() -> {
      while (!entrance.isClosed()) {
        Socket client = entrance.accept();
        Socket beyond = new Socket(InetAddress.getLoopbackAddress(), server);
        ends.addAll(List.of(client, beyond));
        start(() -> client.getInputStream().transferTo(beyond.getOutputStream()));
        start(() -> beyond.getInputStream().transferTo(client.getOutputStream()));
      }
    });
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Cuts the connection and rejects new ones. */
  void cut() {
    try {
      entrance.close();
      for (Socket end : ends) {
        end.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    cut();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    var thread = new Thread(
        () -> {
          try {
            work.run();
          } catch (IOException e) {
            return; // cut
          }
        },
        "line");
    thread.setDaemon(true);
    thread.start();
  }
}
