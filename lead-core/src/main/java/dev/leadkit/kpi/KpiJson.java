// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

import dev.leadkit.kpi.RoutingAccuracy.Cohort;
import dev.leadkit.kpi.SlaCompliance.Breach;
import dev.leadkit.kpi.SlaCompliance.Kept;
import dev.leadkit.report.JsonReport;
import java.util.Map;

/** KPI reports as JSON documents. */
final class KpiJson {

  private final JsonReport out;

  private KpiJson(JsonReport out) {
    this.out = out;
  }

  static byte[] write(SlaCompliance report) {
    return JsonReport.document(out -> new KpiJson(out).members(report));
  }

  static byte[] write(RoutingAccuracy report) {
    return JsonReport.document(out -> new KpiJson(out).members(report));
  }

  private void members(SlaCompliance report) {
    out.instant("as_of", report.asOf());
    kept("all", report.all());
    out.object("queues", () -> report.queues().forEach(this::kept));
    out.objects("breaches", report.breaches(), this::breach);
  }

  private void kept(String name, Kept kept) {
    out.object(name, () -> {
      out.number("kept", kept.kept().hits());
      out.number("breached", kept.breached());
      out.number("running", kept.running());
      out.number("unlimited", kept.unlimited());
      share(kept.kept());
      out.seconds("median_s", kept.median());
      out.seconds("p95_s", kept.p95());
    });
  }

  private void breach(Breach breach) {
    out.text("lead", breach.lead().value());
    out.text("queue", breach.queue());
    out.text("route", breach.route());
    out.instant("due", breach.due());
    out.instant("replied_at", breach.repliedAt());
    out.seconds("late_s", breach.late());
  }

  private void members(RoutingAccuracy report) {
    out.instant("as_of", report.asOf());
    out.seconds("window_s", report.window());
    cohort("all", report.all());
    cohorts("policies", report.policies());
    cohorts("routes", report.routes());
    out.objects("misroutes", report.misroutes().entrySet(), misroute -> {
      out.text("from", misroute.getKey().from());
      out.text("to", misroute.getKey().to());
      out.number("leads", misroute.getValue());
    });
  }

  private void cohorts(String name, Map<String, Cohort> cohorts) {
    out.object(name, () -> cohorts.forEach(this::cohort));
  }

  private void cohort(String name, Cohort cohort) {
    out.object(name, () -> {
      out.number("routed", cohort.accuracy().total());
      out.number("misrouted", cohort.misrouted());
      out.number("absence", cohort.absence());
      out.number("balancing", cohort.balancing());
      out.number("request", cohort.request());
      out.number("pending", cohort.pending());
      share(cohort.accuracy());
    });
  }

  private void share(Proportion share) {
    if (share.total() == 0) {
      out.unknown("share");
      return;
    }
    out.ratio("share", share.share());
    out.ratio("low", share.low());
    out.ratio("high", share.high());
  }
}
