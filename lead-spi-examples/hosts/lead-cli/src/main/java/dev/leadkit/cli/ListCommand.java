// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists the leads of a data folder, the newest first.")
final class ListCommand implements Callable<Integer> {

  private static final int LINES_BETWEEN_CHECKS = 100;
  private static final int MAX_CONTACT_WIDTH = 44;

  private static final Comparator<LeadSummary> NEWEST_FIRST =
      Comparator.comparing(LeadSummary::receivedAt).reversed().thenComparing(LeadSummary::lead);

  @Mixin
  private final Invocation call = new Invocation();

  @Mixin
  private final DataOption data = new DataOption();

  @Mixin
  private final LeadFilter filter = new LeadFilter();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "The largest number of leads to list; 0 for all.")
  private int limit = 100;

  @Mixin
  private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    if (limit < 0) {
      throw call.wrongUsage("--limit: expected 0 or more, got " + limit);
    }
    var newest = new PriorityQueue<LeadSummary>(NEWEST_FIRST.reversed());
    int[] found = {0};
    try (DataFolder dataFolder = DataFolder.existing(data.folder())) {
      dataFolder.eachLead(lead -> {
        LeadSummary summary = LeadSummary.of(lead);
        if (lead.opening() != null && filter.test(summary)) {
          found[0]++;
          newest.add(summary);
          if (limit > 0 && newest.size() > limit) {
            newest.poll();
          }
        }
      });
    }
    List<LeadSummary> shown = new ArrayList<>(newest);
    shown.sort(NEWEST_FIRST);
    if (json.isGiven()) {
      print(shown, lead -> lead.json().toString());
    } else {
      table(shown, found[0]);
    }
    return ExitCode.OK;
  }

  private void table(List<LeadSummary> leads, int found) {
    int queue = width(leads.stream().map(LeadSummary::queue).toList(), "QUEUE");
    int contact = width(leads.stream().map(ListCommand::contact).toList(), "CONTACT");
    String format = "%-37s  %-16s  %-11s  %5s  %-" + queue + "s  %-" + contact + "s  %s";
    call.out()
        .println(LeadTable.heading(
            call.lead().ansi(),
            line(
                format,
                "LEAD",
                "RECEIVED (UTC)",
                "STATUS",
                "SCORE",
                "QUEUE",
                "CONTACT",
                "COMPANY")));
    print(
        leads,
        lead -> line(
            format,
            lead.lead(),
            LeadTable.time(lead.receivedAt()),
            lead.status().name().toLowerCase(Locale.ROOT),
            lead.score() == null ? "-" : lead.score().toString(),
            lead.queue().isEmpty() ? "-" : lead.queue(),
            contact(lead),
            LeadTable.printable(lead.company().isEmpty() ? lead.domain() : lead.company())));
    if (leads.size() < found) {
      call.lead()
          .complain(String.format(
              Locale.ROOT, "%,d more leads are not shown; see --limit", found - leads.size()));
    }
  }

  private void print(List<LeadSummary> leads, Function<LeadSummary, String> line) {
    int lines = 0;
    for (LeadSummary lead : leads) {
      call.out().println(line.apply(lead));
      if (++lines % LINES_BETWEEN_CHECKS == 0) {
        call.lead().checkOut();
      }
    }
  }

  private static String contact(LeadSummary lead) {
    String shown = LeadTable.printable(lead.contact().isEmpty() ? "-" : lead.contact());
    return shown.length() <= MAX_CONTACT_WIDTH
        ? shown
        : shown.substring(0, MAX_CONTACT_WIDTH - 1) + "…";
  }

  private static int width(List<String> cells, String head) {
    return Math.max(head.length(), cells.stream().mapToInt(String::length).max().orElse(0));
  }

  private static String line(String format, Object... cells) {
    return String.format(Locale.ROOT, format, cells).stripTrailing();
  }
}
