// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes single fields, each left out when it holds nothing unless it is required. */
final class Out {

  private Out() {}

  /** A field that is always there. */
  static void text(JsonGenerator out, String name, String value) throws IOException {
    out.writeFieldName(name);
    value(out, value);
  }

  static void optional(JsonGenerator out, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      text(out, name, value);
    }
  }

  /** A field that is null where there is nothing. */
  static void nullable(JsonGenerator out, String name, String value) throws IOException {
    if (value.isEmpty()) {
      out.writeNullField(name);
    } else {
      text(out, name, value);
    }
  }

  static void instant(JsonGenerator out, String name, Instant value) throws IOException {
    out.writeStringField(name, value.toString());
  }

  static void optional(JsonGenerator out, String name, @Nullable Instant value) throws IOException {
    if (value != null) {
      instant(out, name, value);
    }
  }

  static void optional(JsonGenerator out, String name, @Nullable Duration value)
      throws IOException {
    if (value != null) {
      out.writeStringField(name, value.toString());
    }
  }

  static void choice(JsonGenerator out, String name, Enum<?> value) throws IOException {
    out.writeStringField(name, value.name().toLowerCase(Locale.ROOT));
  }

  static void texts(JsonGenerator out, String name, List<String> values) throws IOException {
    out.writeArrayFieldStart(name);
    for (String value : values) {
      value(out, value);
    }
    out.writeEndArray();
  }

  static void value(JsonGenerator out, String text) throws IOException {
    int lone = loneSurrogate(text, 0);
    if (lone < 0) {
      out.writeString(text);
    } else {
      out.writeRawValue(escaped(text));
    }
  }

  /** The index of the first surrogate without its other half, -1 if there is none. */
  private static int loneSurrogate(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        boolean pair = Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /** A JSON string in ASCII: the rare text that is not valid Unicode. */
  private static String escaped(String text) {
    var json = new StringBuilder(text.length() * 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        json.append(c);
      } else {
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          json.append(Character.forDigit(c >> shift & 0xf, 16));
        }
      }
    }
    return json.append('"').toString();
  }

  static void sorted(JsonGenerator out, JsonNode node) throws IOException {
    if (node.isObject()) {
      var fields = new TreeMap<String, JsonNode>();
      for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        fields.put(name, node.get(name));
      }
      out.writeStartObject();
      for (var field : fields.entrySet()) {
        out.writeFieldName(field.getKey());
        sorted(out, field.getValue());
      }
      out.writeEndObject();
    } else if (node.isArray()) {
      out.writeStartArray();
      for (JsonNode item : node) {
        sorted(out, item);
      }
      out.writeEndArray();
    } else if (node.isTextual()) {
      value(out, node.textValue());
    } else {
      out.writeTree(node);
    }
  }
}
