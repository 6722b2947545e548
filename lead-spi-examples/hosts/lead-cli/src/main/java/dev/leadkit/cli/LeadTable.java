// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.Message;
import dev.leadkit.Score.Contribution;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** A table of the best leads; only those that are shown are kept in memory. */
final class LeadTable {

  /** The display of senders. */
  enum Senders {
    SHOWN,
    MASKED
  }

  private static final int MAX_ROWS = 60;
  private static final int ROWS_OF_MANY = 40;
  private static final int MAX_REASONS = 3;
  private static final int MAX_SENDER_WIDTH = 44;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private record Row(
      boolean lead,
      int score,
      Instant time,
      String id,
      String sender,
      String queue,
      String sla,
      String why) {}

  /** Leads first, then by descending score, then by time. */
  private static final Comparator<Row> ORDER = Comparator.comparing(Row::lead)
      .reversed()
      .thenComparing(Comparator.comparingInt(Row::score).reversed())
      .thenComparing(Row::time)
      .thenComparing(Row::id);

  private final Senders senders;
  private final PriorityQueue<Row> best = new PriorityQueue<>(ORDER.reversed());
  private int count;

  LeadTable(Senders senders) {
    this.senders = senders;
  }

  void add(Lead lead) {
    Fact.Qualified decision = lead.decision();
    if (decision == null) {
      return;
    }
    count++;
    best.add(row(lead, decision));
    if (best.size() > MAX_ROWS) {
      best.poll();
    }
  }

  private Row row(Lead lead, Fact.Qualified decision) {
    Message opening = lead.messages().get(0);
    Assignment assignment = decision.assignment();
    boolean wanted = assignment.disposition() == Assignment.Disposition.LEAD;
    Instant date = opening.date();
    return new Row(
        wanted,
        decision.score().value(),
        date == null ? opening.receivedAt() : date,
        lead.id().value(),
        sender(lead.contact().address()),
        wanted
            ? assignment.queue()
            : "(" + assignment.disposition().name().toLowerCase(Locale.ROOT) + ")",
        sla(assignment.sla()),
        reasons(decision));
  }

  private String sender(Address address) {
    String shown = senders == Senders.MASKED || !address.isKnown()
        ? address.toString()
        : printable(address.email());
    return shown.length() <= MAX_SENDER_WIDTH
        ? shown
        : shown.substring(0, MAX_SENDER_WIDTH - 1) + "…";
  }

  /** The text without control characters, because its author is unknown and a terminal would obey them. */
  static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '�' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  static String sla(@Nullable Duration sla) {
    if (sla == null) {
      return "-";
    }
    long minutes = sla.toMinutes();
    return minutes % 60 == 0 && minutes > 60 ? minutes / 60 + " h" : minutes + " min";
  }

  static String time(Instant time) {
    return TIME.format(time);
  }

  static String heading(Ansi ansi, String text) {
    return ansi.enabled() ? "\u001b[1m" + text + "\u001b[22m" : text;
  }

  private static String reasons(Fact.Qualified decision) {
    List<Contribution> lines = new ArrayList<>(decision.score().contributions());
    lines.removeIf(line -> line.points() == 0);
    lines.sort(
        Comparator.comparingInt((Contribution line) -> Math.abs(line.points())).reversed());
    if (lines.isEmpty()) {
      return "route " + decision.assignment().route();
    }
    return lines.stream()
        .limit(MAX_REASONS)
        .map(line -> String.format(Locale.ROOT, "%+d %s", line.points(), line.rule()))
        .collect(Collectors.joining(", "));
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>(best);
    rows.sort(ORDER);
    return count > MAX_ROWS ? rows.subList(0, ROWS_OF_MANY) : rows;
  }

  /** The rows as objects, with senders as they are shown. */
  List<Json> json() {
    return rows().stream()
        .map(row -> new Json()
            .put("lead", row.id())
            .put("time", row.time())
            .put("sender", row.sender())
            .put("score", row.score())
            .put("queue", row.queue())
            .put("sla", row.sla())
            .put("reasons", row.why()))
        .toList();
  }

  void print(PrintStream out, Ansi ansi) {
    if (count == 0) {
      out.println("no new leads");
      return;
    }
    List<Row> rows = rows();
    int sender = width(rows.stream().map(Row::sender).toList(), "SENDER");
    int queue = width(rows.stream().map(Row::queue).toList(), "QUEUE");
    String format = "%-37s  %-16s  %-" + sender + "s  %5s  %-" + queue + "s  %7s  %s";
    out.println(heading(
        ansi, line(format, "LEAD", "TIME (UTC)", "SENDER", "SCORE", "QUEUE", "SLA", "REASONS")));
    for (Row row : rows) {
      out.println(line(
          format,
          row.id(),
          TIME.format(row.time()),
          row.sender(),
          Integer.toString(row.score()),
          row.queue(),
          row.sla(),
          row.why()));
    }
    if (rows.size() < count) {
      out.print(String.format(Locale.ROOT, "… and %,d more%n", count - rows.size()));
    }
  }

  private static int width(List<String> cells, String head) {
    return Math.max(head.length(), cells.stream().mapToInt(String::length).max().orElse(0));
  }

  private static String line(String format, Object... cells) {
    return String.format(Locale.ROOT, format, cells);
  }
}
