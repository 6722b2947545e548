// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Lead;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Selects the leads that meet every option. */
final class LeadFilter implements Predicate<LeadSummary> {

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      split = ",",
      description = "new, assigned, replied, automatic or quarantined; several with commas.")
  private List<Lead.Status> statuses = new ArrayList<>();

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      split = ",",
      description = "The queue; several with commas.")
  private List<String> queues = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Start.class,
      description = "Received at this time or later: 2026-03-02 or 2026-03-02T12:00:00Z (UTC).")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Start.class,
      description = "Received before this time.")
  private @Nullable Instant until;

  @Option(
      names = "--score",
      paramLabel = "RANGE",
      converter = Range.Converter.class,
      description = "Scores: 50, 50..80, 50.. or ..0, both ends included.")
  private @Nullable Range score;

  @Option(
      names = "--company",
      paramLabel = "TEXT",
      description = "The domain of the company or contact, or part of the company's name.")
  private @Nullable String company;

  @Option(
      names = "--contact",
      paramLabel = "TEXT",
      description = "The address of the contact, or part of it.")
  private @Nullable String contact;

  @Override
  public boolean test(LeadSummary lead) {
    return (statuses.isEmpty() || statuses.contains(lead.status()))
        && (queues.isEmpty() || queues.contains(lead.queue()))
        && (since == null || !lead.receivedAt().isBefore(since))
        && (until == null || lead.receivedAt().isBefore(until))
        && (score == null || score.contains(lead.score()))
        && isOfCompany(lead)
        && (contact == null || contains(lead.contact(), contact));
  }

  private boolean isOfCompany(LeadSummary lead) {
    return company == null
        || contains(lead.company(), company)
        || lead.domain().equalsIgnoreCase(company)
        || lead.domain().toLowerCase(Locale.ROOT).endsWith("." + company.toLowerCase(Locale.ROOT));
  }

  private static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  /** A range of scores, both ends included. */
  record Range(int from, int to) {

    private static final Pattern RANGE = Pattern.compile("(-?\\d{1,9})?(\\.\\.)?(-?\\d{1,9})?");

    boolean contains(@Nullable Integer score) {
      return score != null && from <= score && score <= to;
    }

    static final class Converter implements ITypeConverter<Range> {
      @Override
      public Range convert(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches() || (range.group(1) == null && range.group(3) == null)) {
          throw new TypeConversionException(
              "expected a range such as 50, 50..80, 50.. or ..0, got '" + text + "'");
        }
        int from = range.group(1) == null ? Integer.MIN_VALUE : Integer.parseInt(range.group(1));
        int to = range.group(3) == null
            ? (range.group(2) == null ? from : Integer.MAX_VALUE)
            : Integer.parseInt(Objects.requireNonNull(range.group(3)));
        if (from > to || (range.group(2) == null && range.group(3) != null)) {
          throw new TypeConversionException(
              "expected a range from low to high such as 50..80, got '" + text + "'");
        }
        return new Range(from, to);
      }
    }
  }

  /** An instant, or the beginning of a day in UTC. */
  static final class Start implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "expected 2026-03-02 or 2026-03-02T12:00:00Z, got '" + text + "'");
      }
    }
  }
}
