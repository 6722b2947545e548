// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.authentication.dns.DnsAnswer.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Asks a name server of this test, on the loopback interface. */
class JndiDnsResolverTest {

  /** Answers one question after the other over UDP; its answers are the response code and the data of TXT or MX records. */
  private static final class NameServer implements AutoCloseable {

    private record Reply(int code, int type, List<byte[]> records) {}

    private static final Map<String, Reply> REPLIES = Map.of(
        "a.example",
            new Reply(
                0,
                16,
                List.of(txt("v=spf1 a", " -all"), txt("say \"hi\" \\o/"), txt("abc", "def"))),
        "mx.example", new Reply(0, 15, List.of(new byte[] {0, 10, 2, 'm', '1', 1, 'd', 0})),
        "null.example", new Reply(0, 15, List.of(new byte[] {0, 0, 0})),
        "empty.example", new Reply(0, 16, List.of()),
        "broken.example", new Reply(2, 16, List.of()),
        "refused.example", new Reply(5, 16, List.of()),
        "a/b'c.example", new Reply(0, 16, List.of(txt("odd"))));

    private final DatagramSocket socket;
    private final Thread thread;

    NameServer() throws IOException {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      thread = new Thread(this::serve, "name server");
      thread.setDaemon(true);
      thread.start();
    }

    String url() {
      return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    private static byte[] txt(String... strings) {
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      for (String each : strings) {
        data.write(each.length());
        data.writeBytes(each.getBytes(StandardCharsets.ISO_8859_1));
      }
      return data.toByteArray();
    }

    private void serve() {
      byte[] buffer = new byte[512];
      while (!socket.isClosed()) {
        try {
          DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
          socket.receive(packet);
          byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
          if (answer.length > 0) {
            socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
          }
        } catch (IOException e) {
          // Closed: the loop ends.
        }
      }
    }

    private static byte[] answer(byte[] query) {
      StringBuilder name = new StringBuilder();
      int at = 12;
      while (query[at] != 0) {
        name.append(name.length() == 0 ? "" : ".")
            .append(new String(query, at + 1, query[at], StandardCharsets.ISO_8859_1));
        at += query[at] + 1;
      }
      if (name.toString().equals("silent.example")) {
        return new byte[0];
      }
      Reply reply = REPLIES.getOrDefault(name.toString(), new Reply(3, 16, List.of()));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(query, 0, 2);
      out.writeBytes(new byte[] {
        (byte) 0x85, (byte) (0x80 | reply.code), 0, 1, 0, (byte) reply.records.size(), 0, 0, 0, 0
      });
      out.write(query, 12, at + 5 - 12);
      for (byte[] each : reply.records) {
        out.writeBytes(new byte[] {
          (byte) 0xC0, 12, 0, (byte) reply.type, 0, 1, 0, 0, 0, 60, 0, (byte) each.length
        });
        out.writeBytes(each);
      }
      return out.toByteArray();
    }

    @Override
    public void close() throws InterruptedException {
      socket.close();
      thread.join();
    }
  }

  @Test
  void each_answer_of_a_name_server_has_its_status_and_records() throws Exception {
    try (NameServer server = new NameServer()) {
      JndiDnsResolver dns = JndiDnsResolver.of(server.url(), Duration.ofSeconds(30), 1);
      assertEquals(
          List.of(
              new DnsRecord.Txt(List.of("v=spf1 a", " -all")),
              new DnsRecord.Txt(List.of("say \"hi\" \\o/")),
              new DnsRecord.Txt(List.of("abc", "def"))),
          dns.query("a.example", RecordType.TXT).records());
      assertEquals(
          List.of(new DnsRecord.Mx(10, "m1.d")),
          dns.query("mx.example", RecordType.MX).records());
      assertEquals(
          List.of(new DnsRecord.Mx(0, "")),
          dns.query("null.example", RecordType.MX).records(),
          "a null MX");
      assertEquals(
          List.of("odd"),
          dns.query("a/b'c.example", RecordType.TXT).texts(),
          "a name is not JNDI syntax");
      assertEquals(Status.NODATA, dns.query("empty.example", RecordType.TXT).status());
      assertEquals(Status.NXDOMAIN, dns.query("absent.example", RecordType.TXT).status());
      assertEquals(Status.SERVFAIL, dns.query("broken.example", RecordType.TXT).status());
      assertEquals(Status.REFUSED, dns.query("refused.example", RecordType.TXT).status());
      JndiDnsResolver hasty = JndiDnsResolver.of(server.url(), Duration.ofMillis(50), 1);
      assertEquals(Status.TIMEOUT, hasty.query("silent.example", RecordType.TXT).status());
    }
  }

  @Test
  void a_mistake_of_the_host_is_told_at_once() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(IllegalArgumentException.class, () -> JndiDnsResolver.of("ldap://x", second, 1));
    assertThrows(
        IllegalArgumentException.class, () -> JndiDnsResolver.of("dns:", Duration.ZERO, 1));
    assertThrows(IllegalArgumentException.class, () -> JndiDnsResolver.of("dns:", second, 0));
  }
}
