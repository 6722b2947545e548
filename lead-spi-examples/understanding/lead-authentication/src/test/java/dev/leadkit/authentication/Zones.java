// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadkit.authentication.dns.DnsAnswer;
import dev.leadkit.authentication.dns.DnsRecord;
import dev.leadkit.authentication.dns.IpAddress;
import dev.leadkit.authentication.dns.RecordType;
import dev.leadkit.authentication.dns.ZoneDnsResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads the suites of the corpus, and their zones as its README describes them. */
public final class Zones {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Zones() {}

  public static JsonNode json(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }

  public static List<JsonNode> jsonLines(Path file) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }

  public static ZoneDnsResolver read(JsonNode zone) {
    ZoneDnsResolver.Builder builder = ZoneDnsResolver.builder();
    zone.properties().forEach(name -> {
      builder.name(name.getKey());
      name.getValue().forEach(entry -> add(builder, name.getKey(), entry));
    });
    return builder.build();
  }

  private static void add(ZoneDnsResolver.Builder builder, String name, JsonNode entry) {
    String type = entry.path("type").asText();
    if (entry.has("status")) {
      DnsAnswer.Status status = DnsAnswer.Status.valueOf(entry.get("status").asText());
      for (RecordType each : RecordType.values()) {
        if (type.equals("ANY") || type.equals(each.name())) {
          builder.fail(name, each, status);
        }
      }
      return;
    }
    String target = entry.path("target").asText();
    builder.add(
        name,
        switch (RecordType.valueOf(type)) {
          case A, AAAA ->
            new DnsRecord.Address(
                Objects.requireNonNull(IpAddress.parse(entry.path("address").asText())));
          case MX -> new DnsRecord.Mx(entry.path("preference").asInt(), target);
          case PTR -> new DnsRecord.Ptr(target);
          case CNAME -> new DnsRecord.Cname(target);
          case TXT -> new DnsRecord.Txt(strings(entry.path("strings")));
        });
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(each -> strings.add(each.asText()));
    return strings;
  }
}
