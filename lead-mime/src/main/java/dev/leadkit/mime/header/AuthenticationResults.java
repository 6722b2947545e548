// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.Security;
import dev.leadkit.Security.Result;
import java.util.Locale;
import java.util.Set;

/**
 * Reads {@code Authentication-Results} (RFC 8601 §2.2) of trusted hosts. Anyone can write such a field, so fields of other hosts are ignored.
 * For each method the topmost field counts: a trusted host adds its own above the fields that came with the message.
 */
public final class AuthenticationResults {

  private Result dkim = Result.NONE;
  private Result spf = Result.NONE;
  private Result dmarc = Result.NONE;
  private boolean dkimKnown;
  private boolean spfKnown;
  private boolean dmarcKnown;

  private AuthenticationResults() {}

  /**
   * The results in the header.
   *
   * @param trusted the names of the trusted hosts, in lower case
   */
  public static Security read(HeaderFields header, Set<String> trusted) {
    if (trusted.isEmpty() || !header.has(FieldName.AUTHENTICATION_RESULTS)) {
      return Security.NONE;
    }
    AuthenticationResults results = new AuthenticationResults();
    FieldName name = FieldName.AUTHENTICATION_RESULTS;
    for (int i = header.indexOf(name, 0); i >= 0; i = header.indexOf(name, i + 1)) {
      results.read(withoutComments(header.value(i)), trusted);
    }
    return new Security(results.dkim, results.spf, results.dmarc);
  }

  private void read(String field, Set<String> trusted) {
    int semicolon = field.indexOf(';');
    if (semicolon < 0 || !trusted.contains(firstWord(field.substring(0, semicolon)))) {
      return;
    }
    boolean dkimBefore = dkimKnown;
    boolean spfBefore = spfKnown;
    boolean dmarcBefore = dmarcKnown;
    int at = semicolon + 1;
    while (at < field.length()) {
      int end = endOfResult(field, at);
      String method = method(field, at, end);
      Result result = method.isEmpty() ? Result.NONE : result(field, at, end);
      if (method.equals("dkim") && !dkimBefore) {
        dkim = better(dkimKnown, dkim, result);
        dkimKnown = true;
      } else if (method.equals("spf") && !spfBefore) {
        spf = better(spfKnown, spf, result);
        spfKnown = true;
      } else if (method.equals("dmarc") && !dmarcBefore) {
        dmarc = better(dmarcKnown, dmarc, result);
        dmarcKnown = true;
      }
      at = end + 1;
    }
  }

  /** One valid signature of several is enough (RFC 6376 §6.1); otherwise the first result counts. */
  private static Result better(boolean known, Result before, Result now) {
    return !known || now == Result.PASS ? now : before;
  }

  /** The authserv-id without a version, which some hosts write after a slash. */
  private static String firstWord(String text) {
    String word = text.strip().replace("\"", "");
    int end = 0;
    while (end < word.length() && word.charAt(end) > ' ' && word.charAt(end) != '/') {
      end++;
    }
    return word.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static int endOfResult(String field, int from) {
    boolean quoted = false;
    for (int i = from; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ';' && !quoted) {
        return i;
      }
    }
    return field.length();
  }

  private static String method(String field, int from, int to) {
    int equals = field.indexOf('=', from);
    return equals < 0 || equals >= to ? "" : firstWord(field.substring(from, equals));
  }

  private static Result result(String field, int from, int to) {
    return switch (firstWord(field.substring(field.indexOf('=', from) + 1, to))) {
      case "pass" -> Result.PASS;
      case "fail", "hardfail" -> Result.FAIL;
      case "softfail" -> Result.SOFTFAIL;
      case "neutral" -> Result.NEUTRAL;
      case "policy" -> Result.POLICY;
      case "temperror" -> Result.TEMPERROR;
      case "permerror" -> Result.PERMERROR;
      default -> Result.NONE;
    };
  }

  /** The text with each comment, possibly nested (RFC 5322 §3.2.2), replaced by a blank. */
  private static String withoutComments(String text) {
    if (text.indexOf('(') < 0) {
      return text;
    }
    StringBuilder rest = new StringBuilder(text.length());
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"' && depth == 0) {
        quoted = !quoted;
        rest.append(c);
      } else if (c == '(' && !quoted) {
        depth++;
        rest.append(' ');
      } else if (c == ')' && depth > 0) {
        depth--;
      } else if (depth == 0) {
        rest.append(c);
      }
    }
    return rest.toString();
  }
}
