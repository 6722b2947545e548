// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.origins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.PolicyOrigin.Snapshot;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpOriginTest {

  private PolicyServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new PolicyServer();
    server.put("/lead/", Map.of("policy.yaml", bytes("policy"), "free.txt", bytes("list")));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private HttpOrigin origin() {
    return HttpOrigin.of(server.address("/lead/policy.yaml"));
  }

  private static void readAll(HttpOrigin origin) throws IOException {
    Snapshot snapshot = origin.snapshot();
    assertEquals("policy", snapshot.files().read("policy.yaml"));
    assertEquals("list", snapshot.files().read("free.txt"));
    assertEquals("list", snapshot.files().read("free.txt"));
  }

  @Test
  void what_has_not_changed_is_not_sent_again() throws IOException {
    HttpOrigin origin = origin();
    readAll(origin);
    readAll(origin);
    assertEquals(
        List.of(
            "/lead/policy.yaml 200",
            "/lead/free.txt 200",
            "/lead/policy.yaml 304",
            "/lead/free.txt 304"),
        server.answers);
    server.put("/lead/", Map.of("policy.yaml", bytes("policy"), "free.txt", bytes("more")));
    assertEquals("more", origin.snapshot().files().read("free.txt"));
  }

  @Test
  void a_server_without_tags_is_read_each_time() throws IOException {
    server.dropTags();
    HttpOrigin origin = origin();
    readAll(origin);
    readAll(origin);
    assertEquals(
        4, server.answers.stream().filter(answer -> answer.endsWith(" 200")).count());
  }

  @Test
  void a_policy_cannot_have_the_host_ask_another_server() throws IOException {
    Snapshot snapshot = origin().snapshot();
    for (String name : List.of(
        "http://other.example/list.txt",
        "//other.example/list.txt",
        "/etc/list.txt",
        "file:list",
        "")) {
      assertThrows(IOException.class, () -> snapshot.files().read(name), name);
    }
    assertEquals(List.of(), server.answers);
    server.answer(302);
    String problem =
        assertThrows(IOException.class, () -> snapshot.files().read("free.txt")).getMessage();
    assertTrue(problem.endsWith("/lead/free.txt: answers with status 302"), problem);
    assertFalse(server.answers.toString().contains("elsewhere"), server.answers.toString());
  }

  @Test
  void an_unrequested_304_is_refused() {
    server.answer(304);
    assertThrows(IOException.class, () -> origin().snapshot().files().read("policy.yaml"));
  }

  @Test
  void a_token_is_sent_along_and_never_shown() throws IOException {
    HttpOrigin origin = origin().withHeader("Authorization", "Bearer secret");
    readAll(origin);
    assertEquals(List.of("Bearer secret", "Bearer secret"), server.tokens);
    assertFalse(origin.toString().contains("secret"), origin.toString());
  }

  @Test
  void an_interrupted_look_says_so_and_leaves_the_thread_interrupted() {
    Thread.currentThread().interrupt();
    boolean interrupted;
    try {
      assertThrows(
          InterruptedIOException.class, () -> origin().snapshot().files().read("policy.yaml"));
    } finally {
      interrupted = Thread.interrupted();
    }
    assertTrue(interrupted);
  }

  @Test
  void an_address_that_is_not_a_file_is_refused() {
    for (String address :
        List.of("ftp://a.example/policy.yaml", "policy.yaml", "https://a.example/")) {
      assertThrows(
          IllegalArgumentException.class, () -> HttpOrigin.of(URI.create(address)), address);
    }
  }
}
