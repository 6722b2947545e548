// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report as an indented JSON document, member by member. Ratios have four decimals, so that two machines write the same bytes; an
 * unknown value is null.
 */
public final class JsonReport {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int DECIMALS = 4;

  private final JsonGenerator out;

  private JsonReport(JsonGenerator out) {
    this.out = out;
  }

  /** A write to memory, which does not fail. */
  private interface Write {
    void run() throws IOException;
  }

  private static void write(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory could not be written", e);
    }
  }

  /** The document, in UTF-8, with these members. */
  public static byte[] document(Consumer<JsonReport> members) {
    var bytes = new ByteArrayOutputStream(8_192);
    write(() -> {
      try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
        out.useDefaultPrettyPrinter();
        out.writeStartObject();
        members.accept(new JsonReport(out));
        out.writeEndObject();
      }
    });
    return bytes.toByteArray();
  }

  /** Writes an object with these members. */
  public void object(String name, Runnable members) {
    write(() -> out.writeObjectFieldStart(name));
    members.run();
    write(out::writeEndObject);
  }

  /** Writes an array with an object for each item. */
  public <T> void objects(String name, Collection<T> items, Consumer<T> members) {
    write(() -> out.writeArrayFieldStart(name));
    for (T item : items) {
      write(out::writeStartObject);
      members.accept(item);
      write(out::writeEndObject);
    }
    write(out::writeEndArray);
  }

  /** Writes an array of texts. */
  public void texts(String name, Collection<String> texts) {
    write(() -> {
      out.writeArrayFieldStart(name);
      for (String text : texts) {
        out.writeString(text);
      }
      out.writeEndArray();
    });
  }

  /** Writes an array of numbers. */
  public void numbers(String name, Collection<Long> numbers) {
    write(() -> {
      out.writeArrayFieldStart(name);
      for (long number : numbers) {
        out.writeNumber(number);
      }
      out.writeEndArray();
    });
  }

  /** Writes an object with a number for each entry. */
  public void counts(String name, Map<String, Long> counts) {
    object(name, () -> counts.forEach(this::number));
  }

  /** Writes a text. */
  public void text(String name, String text) {
    write(() -> out.writeStringField(name, text));
  }

  /** Writes a whole number. */
  public void number(String name, long number) {
    write(() -> out.writeNumberField(name, number));
  }

  /** Writes true or false. */
  public void flag(String name, boolean flag) {
    write(() -> out.writeBooleanField(name, flag));
  }

  /** Writes null: the value is not known. */
  public void unknown(String name) {
    write(() -> out.writeNullField(name));
  }

  /** Writes an instant; null if it is not known. */
  public void instant(String name, @Nullable Instant instant) {
    if (instant == null) {
      unknown(name);
    } else {
      text(name, instant.toString());
    }
  }

  /** Writes a ratio, rounded half to even; null for NaN. */
  public void ratio(String name, double ratio) {
    if (Double.isNaN(ratio)) {
      unknown(name);
    } else {
      write(() -> out.writeNumberField(
          name, BigDecimal.valueOf(ratio).setScale(DECIMALS, RoundingMode.HALF_EVEN)));
    }
  }

  /** Writes a duration in seconds with three decimals; null if it is not known. */
  public void seconds(String name, @Nullable Duration duration) {
    if (duration == null) {
      unknown(name);
    } else {
      write(() -> out.writeNumberField(name, BigDecimal.valueOf(duration.toMillis(), 3)));
    }
  }

  /** Writes a JSON document as it is. */
  public void document(String name, byte[] json) {
    write(() -> {
      out.writeFieldName(name);
      out.writeRawValue(new String(json, StandardCharsets.UTF_8));
    });
  }
}
