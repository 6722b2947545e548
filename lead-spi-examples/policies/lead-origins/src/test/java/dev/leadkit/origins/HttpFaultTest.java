// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.origins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;

/** A client that fails, and answers that no server should give. */
class HttpFaultTest {

  private static final URI POLICY = URI.create("https://config.example/lead/policy.yaml");

  private final HttpClient client = mock(HttpClient.class);
  private final HttpOrigin origin = HttpOrigin.of(POLICY).with(client, Duration.ofSeconds(1));

  private static InputStream body(String text) {
    return spy(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static HttpResponse<InputStream> answer(int status, InputStream body) {
    HttpResponse<InputStream> answer = mock();
    when(answer.statusCode()).thenReturn(status);
    when(answer.body()).thenReturn(body);
    when(answer.headers())
        .thenReturn(HttpHeaders.of(Map.of("ETag", List.of("\"1\"")), (name, value) -> true));
    return answer;
  }

  private String read() throws IOException {
    return origin.snapshot().files().read("policy.yaml");
  }

  private String problem() {
    return String.valueOf(assertThrows(IOException.class, this::read).getMessage());
  }

  private HttpRequest lastRequest(int requests) throws Exception {
    var request = ArgumentCaptor.forClass(HttpRequest.class);
    verify(client, times(requests)).send(request.capture(), any());
    return request.getValue();
  }

  @Test
  void a_client_that_throws_is_told_with_the_address_and_asked_again() throws Exception {
    HttpResponse<InputStream> good = answer(200, body("policy"));
    doThrow(new HttpTimeoutException("request timed out"))
        .doThrow(new ConnectException())
        .doReturn(good)
        .when(client)
        .send(any(), any());
    assertEquals(POLICY + ": request timed out", problem());
    assertEquals(POLICY + ": ConnectException", problem(), "An exception without a message too");
    assertEquals("policy", read());
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 301, 304, 401, 404, 429, 500, 503})
  void a_response_without_a_text_is_refused_and_its_body_closed(int status) throws Exception {
    InputStream body = body("garbage");
    HttpResponse<InputStream> answer = answer(status, body);
    doReturn(answer).when(client).send(any(), any());
    assertEquals(POLICY + ": answers with status " + status, problem());
    verify(body).close();
  }

  @Test
  void octets_that_are_not_utf8_are_refused_and_never_remembered() throws Exception {
    InputStream garbage = body("\u00FF\u00FE\u0000");
    HttpResponse<InputStream> first = answer(200, garbage);
    HttpResponse<InputStream> second = answer(200, body("\u00FF"));
    doReturn(first).doReturn(second).when(client).send(any(), any());
    assertEquals(POLICY + ": is not UTF-8", problem());
    verify(garbage).close();
    problem();
    assertTrue(
        lastRequest(2).headers().firstValue("If-None-Match").isEmpty(),
        "The tag of a text that was refused must not be sent, or a 304 would bring it back");
  }

  @Test
  void a_body_that_breaks_off_is_told_with_the_address_and_never_remembered() throws Exception {
    InputStream broken = mock(InputStream.class);
    doThrow(new IOException("fixed content-length: 100, bytes received: 7"))
        .when(broken)
        .readNBytes(anyInt());
    HttpResponse<InputStream> answer = answer(200, broken);
    doReturn(answer).when(client).send(any(), any());
    assertEquals(POLICY + ": fixed content-length: 100, bytes received: 7", problem());
    verify(broken).close();
    problem();
    assertTrue(lastRequest(2).headers().firstValue("If-None-Match").isEmpty());
  }

  @Test
  void what_was_read_before_an_outage_is_still_known_after_it() throws Exception {
    HttpResponse<InputStream> good = answer(200, body("policy"));
    HttpResponse<InputStream> outage = answer(500, body(""));
    HttpResponse<InputStream> unchanged = answer(304, body(""));
    doReturn(good)
        .doReturn(outage)
        .doThrow(new ConnectException("refused"))
        .doReturn(unchanged)
        .when(client)
        .send(any(), any());
    assertEquals("policy", read());
    problem();
    problem();
    assertEquals("policy", read(), "A 304 means the text that was read before the outage");
    assertEquals("\"1\"", lastRequest(4).headers().firstValue("If-None-Match").orElse(""));
  }
}
