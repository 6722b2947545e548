// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.origins;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server in this process that gives files with entity tags. */
final class PolicyServer implements AutoCloseable {

  private final HttpServer server;

  /** Every answer: path and status. */
  final List<String> answers = new CopyOnWriteArrayList<>();

  /** The tokens that were sent along. */
  final List<String> tokens = new CopyOnWriteArrayList<>();

  private volatile Map<String, byte[]> files = Map.of();
  private volatile int status = 200;
  private volatile boolean tagged = true;

  PolicyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address(String path) {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://localhost:" + address.getPort() + path);
  }

  void put(String folder, Map<String, byte[]> content) {
    var all = new TreeMap<String, byte[]>();
    content.forEach((name, bytes) -> all.put(folder + name, bytes));
    files = all;
  }

  /** From now on every answer has this status, unless it is 200. */
  void answer(int code) {
    status = code;
  }

  void dropTags() {
    tagged = false;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] content = files.get(exchange.getRequestURI().getPath());
    int code = status != 200 ? status : content == null ? 404 : 200;
    byte[] body = code == 200 ? content : new byte[0];
    if (code == 200 && tagged) {
      String tag = '"' + digest(content) + '"';
      exchange.getResponseHeaders().set("ETag", tag);
      if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        code = 304;
        body = new byte[0];
      }
    }
    if (code == 302) {
      exchange.getResponseHeaders().set("Location", "/elsewhere");
    }
    answers.add(exchange.getRequestURI().getPath() + " " + code);
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    if (token != null) {
      tokens.add(token);
    }
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static String digest(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
