// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Blob;
import dev.leadkit.scoring.Model.Metric;
import dev.leadkit.scoring.Model.Provenance;
import dev.leadkit.spi.Settings;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The JSON file of a model. The weights that are not 0 are in Base64: for each, the distance of its index to the previous one, and the weight,
 * both as variable-length integers of 7 bits per octet, lowest first; the weight has its sign in the lowest bit (zigzag).
 */
final class ModelFile {

  private static final String SCHEMA = "lead-model/1";
  private static final int LINE = 96;
  private static final int MAX_EXAMPLES = Integer.MAX_VALUE;

  private ModelFile() {}

  static Model read(String name, String text) {
    Settings root = Settings.yaml(name, text);
    String schema = root.text("schema", "");
    if (!schema.equals(SCHEMA)) {
      throw new IllegalArgumentException(
          root.at("schema").place() + ": schema: set to '" + schema + "'; expected " + SCHEMA);
    }
    int bits = within(root, "bits", Model.MIN_BITS, Model.MAX_BITS);
    int intercept = within(root, "intercept", -100 * Model.ONE, 100 * Model.ONE);
    int[] weights = new int[1 << bits];
    String coded = String.join("", root.texts("weights"));
    try {
      decode(Base64.getDecoder().decode(coded), weights);
    } catch (IllegalArgumentException e) {
      root.at("weights").problem("cannot be read: " + e.getMessage());
    }
    Provenance provenance = provenance(root.section("provenance"));
    String hash = root.text("hash");
    if (!root.problems().isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", root.problems()));
    }
    Model model = new Model(bits, weights, intercept, provenance);
    if (!model.hash().equals(hash)) {
      throw new IllegalArgumentException(root.at("hash").place() + ": hash: set to " + hash
          + ", but the content of the file has " + model.hash()
          + "; expected an unchanged file");
    }
    return model;
  }

  private static int within(Settings section, String key, int least, int most) {
    int number = section.integer(key);
    if (number < least || number > most) {
      section.at(key).problem("set to " + number + "; expected " + least + " to " + most);
      return least;
    }
    return number;
  }

  private static Provenance provenance(Settings section) {
    var metrics = new ArrayList<Metric>();
    Settings measured = section.section("metrics");
    for (String name : measured.keys()) {
      metrics.add(new Metric(name, measured.text(name)));
    }
    return new Provenance(
        section.text("label"),
        section.text("against"),
        section.text("data"),
        within(section, "examples", 0, MAX_EXAMPLES),
        within(section, "positives", 0, MAX_EXAMPLES),
        metrics);
  }

  static String write(Model model) {
    Provenance provenance = model.provenance();
    var json = new StringBuilder("{\n");
    json.append("  \"schema\": ").append(quoted(SCHEMA)).append(",\n");
    json.append("  \"hash\": ").append(quoted(model.hash())).append(",\n");
    json.append("  \"provenance\": {\n");
    json.append("    \"label\": ").append(quoted(provenance.label())).append(",\n");
    json.append("    \"against\": ").append(quoted(provenance.against())).append(",\n");
    json.append("    \"data\": ").append(quoted(provenance.data())).append(",\n");
    json.append("    \"examples\": ").append(provenance.examples()).append(",\n");
    json.append("    \"positives\": ").append(provenance.positives()).append(",\n");
    json.append("    \"metrics\": {");
    String separator = "\n";
    for (Metric metric : provenance.metrics()) {
      json.append(separator).append("      ").append(quoted(metric.name()));
      json.append(": ").append(quoted(metric.value()));
      separator = ",\n";
    }
    json.append("\n    }\n  },\n");
    json.append("  \"bits\": ").append(model.bits()).append(",\n");
    json.append("  \"intercept\": ").append(model.intercept()).append(",\n");
    json.append("  \"weights\": [");
    String coded = Base64.getEncoder().encodeToString(encode(model.weights()));
    for (int at = 0; at < coded.length(); at += LINE) {
      json.append(at == 0 ? "\n" : ",\n").append("    ");
      json.append(quoted(coded.substring(at, Math.min(coded.length(), at + LINE))));
    }
    return json.append("\n  ]\n}\n").toString();
  }

  /** RFC 8259 §7. */
  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** The hash of everything that determines the logits, without the provenance. */
  static String hash(Model model) {
    byte[] weights = encode(model.weights());
    byte[] schema = SCHEMA.getBytes(StandardCharsets.US_ASCII);
    byte[] content = ByteBuffer.allocate(schema.length + 2 * Integer.BYTES + weights.length)
        .put(schema)
        .putInt(model.bits())
        .putInt(model.intercept())
        .put(weights)
        .array();
    return "sha256:" + Blob.of(content).sha256();
  }

  private static byte[] encode(int[] weights) {
    var octets = new ByteArrayOutputStream();
    int last = -1;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        number(octets, i - last);
        number(octets, weights[i] << 1 ^ weights[i] >> 31);
        last = i;
      }
    }
    return octets.toByteArray();
  }

  private static void number(ByteArrayOutputStream octets, int number) {
    int left = number;
    while (left > 0x7F) {
      octets.write(left & 0x7F | 0x80);
      left >>>= 7;
    }
    octets.write(left);
  }

  private static void decode(byte[] octets, int[] weights) {
    int at = 0;
    long index = -1;
    while (at < octets.length) {
      long step = number(octets, at);
      at += size(octets, at);
      long coded = number(octets, at);
      at += size(octets, at);
      long weight = coded >>> 1 ^ -(coded & 1);
      index += step;
      if (step == 0 || index >= weights.length || Math.abs(weight) > Model.MAX_WEIGHT) {
        throw new IllegalArgumentException(
            "weight " + weight + " at " + index + "; expected at most " + Model.MAX_WEIGHT
                + ", in the order of " + weights.length + " places");
      }
      weights[(int) index] = (int) weight;
    }
  }

  private static int size(byte[] octets, int from) {
    int at = from;
    while (at < octets.length && octets[at] < 0) {
      at++;
    }
    if (at == octets.length || at - from > 4) {
      throw new IllegalArgumentException("the numbers end at " + from + " of " + octets.length);
    }
    return at + 1 - from;
  }

  private static long number(byte[] octets, int from) {
    int size = size(octets, from);
    long number = 0;
    for (int i = size - 1; i >= 0; i--) {
      number = number << 7 | octets[from + i] & 0x7F;
    }
    return number;
  }
}
