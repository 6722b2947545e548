// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadkit.kpi.RoutingAccuracy.Cohort;
import dev.leadkit.kpi.SlaCompliance.Breach;
import dev.leadkit.kpi.SlaCompliance.Kept;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports as JSON; shares have four decimals, so that two machines write the same bytes, and are null where nothing is known. */
final class KpiJson {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int DECIMALS = 4;

  private final JsonGenerator out;

  private KpiJson(JsonGenerator out) {
    this.out = out;
  }

  /** What is written into an object. */
  private interface Content {
    void write(KpiJson json) throws IOException;
  }

  private static byte[] document(Content content) {
    var bytes = new ByteArrayOutputStream(4_096);
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      content.write(new KpiJson(out));
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory could not be written", e);
    }
    return bytes.toByteArray();
  }

  static byte[] write(SlaCompliance report) {
    return document(json -> {
      json.out.writeStringField("as_of", report.asOf().toString());
      json.kept("all", report.all());
      json.out.writeObjectFieldStart("queues");
      for (Map.Entry<String, Kept> queue : report.queues().entrySet()) {
        json.kept(queue.getKey(), queue.getValue());
      }
      json.out.writeEndObject();
      json.out.writeArrayFieldStart("breaches");
      for (Breach breach : report.breaches()) {
        json.breach(breach);
      }
      json.out.writeEndArray();
    });
  }

  private void kept(String name, Kept kept) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("kept", kept.kept().hits());
    out.writeNumberField("breached", kept.breached());
    out.writeNumberField("running", kept.running());
    out.writeNumberField("unlimited", kept.unlimited());
    share(kept.kept());
    seconds("median_s", kept.median());
    seconds("p95_s", kept.p95());
    out.writeEndObject();
  }

  private void breach(Breach breach) throws IOException {
    out.writeStartObject();
    out.writeStringField("lead", breach.lead().value());
    out.writeStringField("queue", breach.queue());
    out.writeStringField("route", breach.route());
    out.writeStringField("due", breach.due().toString());
    if (breach.repliedAt() == null) {
      out.writeNullField("replied_at");
    } else {
      out.writeStringField("replied_at", breach.repliedAt().toString());
    }
    seconds("late_s", breach.late());
    out.writeEndObject();
  }

  static byte[] write(RoutingAccuracy report) {
    return document(json -> {
      json.out.writeStringField("as_of", report.asOf().toString());
      json.seconds("window_s", report.window());
      json.cohort("all", report.all());
      json.cohorts("policies", report.policies());
      json.cohorts("routes", report.routes());
      json.out.writeArrayFieldStart("misroutes");
      for (Map.Entry<QueueMove, Long> misroute : report.misroutes().entrySet()) {
        json.out.writeStartObject();
        json.out.writeStringField("from", misroute.getKey().from());
        json.out.writeStringField("to", misroute.getKey().to());
        json.out.writeNumberField("leads", misroute.getValue());
        json.out.writeEndObject();
      }
      json.out.writeEndArray();
    });
  }

  private void cohorts(String name, Map<String, Cohort> cohorts) throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, Cohort> cohort : cohorts.entrySet()) {
      cohort(cohort.getKey(), cohort.getValue());
    }
    out.writeEndObject();
  }

  private void cohort(String name, Cohort cohort) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("routed", cohort.accuracy().total());
    out.writeNumberField("misrouted", cohort.misrouted());
    out.writeNumberField("absence", cohort.absence());
    out.writeNumberField("balancing", cohort.balancing());
    out.writeNumberField("request", cohort.request());
    out.writeNumberField("pending", cohort.pending());
    share(cohort.accuracy());
    out.writeEndObject();
  }

  private void share(Proportion interval) throws IOException {
    if (interval.total() == 0) {
      out.writeNullField("share");
      return;
    }
    decimal("share", interval.share());
    decimal("low", interval.low());
    decimal("high", interval.high());
  }

  private void decimal(String name, double value) throws IOException {
    out.writeNumberField(
        name, BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN));
  }

  private void seconds(String name, @Nullable Duration duration) throws IOException {
    if (duration == null) {
      out.writeNullField(name);
    } else {
      out.writeNumberField(name, BigDecimal.valueOf(duration.toMillis(), 3));
    }
  }
}
