// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.origins;

import dev.leadkit.spi.PolicyOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy on a web server, with the files that it names.
 *
 * <p>Files with an entity tag are requested with {@code If-None-Match} (RFC 9110 §13.1.2), so an unchanged file costs one short response.
 * Redirects are not followed, and a policy can name files on its own server only: the author of a policy must not be able to send the host's
 * requests elsewhere. Nothing is stored on disk, so the server must be available when the host starts. For one thread at a time.
 */
public final class HttpOrigin implements PolicyOrigin {

  private static final int MAX_TEXT_LENGTH = 64 << 20;

  /** A text from the server, with its entity tag, {@code ""} if it has none. */
  private record Known(String tag, String text) {}

  private final URI policy;
  private final HttpClient client;
  private final Duration timeout;
  private final Map<String, String> headers;
  private final Map<URI, Known> known = new HashMap<>();

  private HttpOrigin(URI policy, HttpClient client, Duration timeout, Map<String, String> headers) {
    this.policy = policy;
    this.client = client;
    this.timeout = timeout;
    this.headers = headers;
  }

  /**
   * Creates an origin with a timeout of ten seconds for each request.
   *
   * @throws IllegalArgumentException if it is not the address of a file by http or https
   */
  public static HttpOrigin of(URI policy) {
    String scheme = String.valueOf(policy.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https")) || name(policy).isEmpty()) {
      throw new IllegalArgumentException(
          "policy: expected an address such as https://config.example/lead/policy.yaml, got "
              + policy);
    }
    Duration patience = Duration.ofSeconds(10);
    return new HttpOrigin(
        policy, HttpClient.newBuilder().connectTimeout(patience).build(), patience, Map.of());
  }

  /** Creates an origin that sends its requests through this client, each with this timeout. */
  public HttpOrigin with(HttpClient other, Duration patience) {
    return new HttpOrigin(policy, other, patience, headers);
  }

  /** Returns an origin that sends one more header field, for example with a token. */
  public HttpOrigin withHeader(String field, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(field, value);
    return new HttpOrigin(policy, client, timeout, more);
  }

  private static String name(URI address) {
    String path = String.valueOf(address.getPath());
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public Snapshot snapshot() {
    String name = name(policy);
    var read = new HashMap<String, String>();
    return new Snapshot(name, "", file -> {
      String text = read.get(file);
      if (text == null) {
        text = fetch(file.equals(name) ? policy : beside(file));
        read.put(file, text);
      }
      return text;
    });
  }

  private URI beside(String file) throws IOException {
    int colon = file.indexOf(':');
    int slash = file.indexOf('/');
    if (file.isEmpty() || slash == 0 || (colon >= 0 && (slash < 0 || colon < slash))) {
      throw new IOException("it is not relative to the policy");
    }
    try {
      return policy.resolve(new URI(null, null, file, null));
    } catch (URISyntaxException e) {
      throw new IOException("it is not the name of a file", e);
    }
  }

  private String fetch(URI address) throws IOException {
    Known before = known.get(address);
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(timeout);
    headers.forEach(request::header);
    if (before != null && !before.tag().isEmpty()) {
      request.header("If-None-Match", before.tag());
    }
    HttpResponse<InputStream> response = send(request.build());
    try (InputStream body = response.body()) {
      if (response.statusCode() == 304 && before != null) {
        return before.text();
      }
      if (response.statusCode() != 200) {
        throw new IOException(address + ": answers with status " + response.statusCode());
      }
      String text = text(address, body);
      known.put(address, new Known(response.headers().firstValue("ETag").orElse(""), text));
      return text;
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException(request.uri() + ": interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } catch (IOException e) {
      throw failed(request.uri(), e);
    }
  }

  private static IOException failed(URI address, IOException cause) {
    @Nullable String reason = cause.getMessage();
    return new IOException(
        address + ": " + (reason == null ? cause.getClass().getSimpleName() : reason), cause);
  }

  private static byte[] bytes(URI address, InputStream body) throws IOException {
    try {
      return body.readNBytes(MAX_TEXT_LENGTH + 1);
    } catch (IOException e) {
      throw failed(address, e);
    }
  }

  private static String text(URI address, InputStream body) throws IOException {
    byte[] bytes = bytes(address, body);
    if (bytes.length > MAX_TEXT_LENGTH) {
      throw new IOException(address + ": is longer than " + MAX_TEXT_LENGTH + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException(address + ": is not UTF-8", e);
    }
  }

  @Override
  public String toString() {
    return "HttpOrigin[" + policy + "]";
  }
}
