// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.Spam;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the fields of other filters than SpamAssassin: Rspamd, Microsoft 365, Amazon SES, Mailgun, Barracuda, Mimecast and Proofpoint. Each
 * has its own scale, which is mapped so that one half is the threshold from which the filter calls a message spam.
 */
final class FilterFields {

  /** The spam confidence level from which Microsoft calls a message spam, and the highest one. */
  private static final double SCL_SPAM = 5;

  private static final double SCL_MAX = 9;
  private static final int BCL_BULK = 7;
  private static final double VERDICT = 0.9;

  private double score;
  private boolean known;
  private final List<String> flags = new ArrayList<>(0);

  private FilterFields() {}

  /** The highest score of these filters with the flags of all, {@link Spam#NONE} if none wrote a field. */
  static Spam read(HeaderFields header) {
    FilterFields fields = new FilterFields();
    fields.rspamd(header);
    fields.microsoft(header);
    fields.services(header);
    return fields.known && (fields.score > 0 || !fields.flags.isEmpty())
        ? new Spam(fields.score, fields.flags)
        : Spam.NONE;
  }

  private void found(double value) {
    known = true;
    score = Math.max(score, Math.min(1, value));
  }

  private void points(String points, double required) {
    Double value = SpamFields.number(points.strip());
    if (value != null) {
      found(SpamFields.score(value, required));
    }
  }

  /** {@code default: False [6.17 / 15.00]; BAYES_SPAM(5.10)[99%]; R_SPF_ALLOW(-0.20)[…]}. */
  private void rspamd(HeaderFields header) {
    String result = header.first(FieldName.X_SPAMD_RESULT);
    int open = result.indexOf('[');
    int slash = result.indexOf('/', open);
    int close = result.indexOf(']', slash);
    if (open >= 0 && slash > open && close > slash) {
      Double required = SpamFields.number(result.substring(slash + 1, close).strip());
      points(result.substring(open + 1, slash), required == null ? 0 : required);
      for (String symbol : result.substring(close + 1).split(";", 200)) {
        int bracket = symbol.indexOf('(');
        Double weight =
            bracket < 0 ? null : SpamFields.number(symbol.substring(bracket + 1).strip());
        if (weight != null && weight > 0) {
          flags.add(symbol.substring(0, bracket).strip());
        }
      }
    }
    String action = header.first(FieldName.X_RSPAMD_ACTION).toLowerCase(Locale.ROOT);
    if (action.startsWith("reject") || action.startsWith("add header")) {
      found(VERDICT);
    }
    if (SpamFields.isYes(header.first(FieldName.X_SPAM))) {
      found(VERDICT);
    }
  }

  /** {@code CIP:192.0.2.1;CTRY:;LANG:en;SCL:5;SFV:SPM;CAT:SPM;…}. */
  private void microsoft(HeaderFields header) {
    String report = header.first(FieldName.X_FOREFRONT_REPORT);
    String level = part(report, "SCL");
    level = level.isEmpty() ? header.first(FieldName.X_MS_SCL).strip() : level;
    Double scl = SpamFields.number(level);
    if (scl != null) {
      found(
          scl <= 0
              ? 0
              : scl < SCL_SPAM
                  ? scl / (2 * SCL_SPAM)
                  : 0.6 + 0.35 * (scl - SCL_SPAM) / (SCL_MAX - SCL_SPAM));
      if (scl >= SCL_SPAM) {
        flags.add("SCL_" + scl.intValue());
      }
    }
    String category = part(report, "CAT");
    if (!category.isEmpty() && !category.equals("NONE")) {
      flags.add("CAT_" + category);
    }
    Double bulk = SpamFields.number(part(header.first(FieldName.X_MICROSOFT_ANTISPAM), "BCL"));
    if (bulk != null && bulk >= BCL_BULK) {
      known = true;
      flags.add("BCL_" + bulk.intValue());
    }
  }

  /** The value of a part such as {@code SCL:5} between semicolons, {@code ""} if there is none. */
  private static String part(String report, String name) {
    for (String part : report.split(";", 100)) {
      String text = part.strip();
      if (text.startsWith(name + ":")) {
        return text.substring(name.length() + 1).strip();
      }
    }
    return "";
  }

  private void services(HeaderFields header) {
    verdict(header.first(FieldName.X_SES_SPAM), "SES_SPAM");
    verdict(header.first(FieldName.X_SES_VIRUS), "SES_VIRUS");
    if (SpamFields.isYes(header.first(FieldName.X_MAILGUN_SFLAG))) {
      found(VERDICT);
      flags.add("MAILGUN_SFLAG");
    }
    points(header.first(FieldName.X_MAILGUN_SSCORE), 5);
    points(header.first(FieldName.X_MIMECAST_SCORE), 5);
    String barracuda = header.first(FieldName.X_BARRACUDA_STATUS);
    Double tagged = SpamFields.number(SpamFields.value(barracuda, "TAG_LEVEL="));
    Double killed = SpamFields.number(SpamFields.value(barracuda, "KILL_LEVEL="));
    double threshold = tagged != null && tagged < 100 ? tagged : killed == null ? 0 : killed;
    points(SpamFields.value(barracuda, "SCORE="), threshold);
    flags.addAll(SpamFields.tests(barracuda));
    String proofpoint = header.first(FieldName.X_PROOFPOINT_DETAILS);
    Double percent = SpamFields.number(SpamFields.value(proofpoint, " spamscore="));
    if (percent != null) {
      found(Math.max(0, percent) / 100);
    }
    if (proofpoint.contains("rule=spam")) {
      found(VERDICT);
      flags.add("PROOFPOINT_SPAM");
    }
  }

  private void verdict(String value, String flag) {
    String verdict = value.strip().toUpperCase(Locale.ROOT);
    if (verdict.equals("FAIL")) {
      found(VERDICT);
      flags.add(flag);
    } else if (verdict.equals("GRAY")) {
      found(0.5);
      flags.add(flag + "_GRAY");
    }
  }
}
