// SPDX-License-Identifier: Apache-2.0
package planted.report;

import planted.kpi.KpiThatKnowsThePolicy;

/** A planted fault: the writer of reports knows one of them. */
public interface ReportThatKnowsTheKpi {
  KpiThatKnowsThePolicy kpi();
}
