// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.Security;
import dev.leadkit.Security.Result;
import java.util.Locale;

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

  private boolean aligned;
  private boolean sealed;
  private final String author;

  private AuthenticationResults(String author) {
    this.author = author;
  }

  /**
   * The results in the header.
   *
   * @param trust whose fields are believed
   * @param author the domain of the author, {@code ""} if it is not known
   */
  public static Security read(HeaderFields header, HostTrust trust, String author) {
    FieldName name = FieldName.AUTHENTICATION_RESULTS;
    if (trust.isEmpty() || !header.has(name)) {
      return Security.NONE;
    }
    AuthenticationResults results = new AuthenticationResults(author.toLowerCase(Locale.ROOT));
    int topmost = header.indexOf(name, 0);
    for (int i = topmost; i >= 0; i = header.indexOf(name, i + 1)) {
      String field = withoutComments(header.value(i));
      int semicolon = field.indexOf(';');
      String host = semicolon < 0 ? "" : field.substring(0, semicolon);
      if (semicolon >= 0 && trust.hosts().contains(firstWord(host))) {
        results.read(field, semicolon + 1);
      } else if (i == topmost
          && trust.unnamed() == HostTrust.Unnamed.TOPMOST
          && !method(field, 0, semicolon < 0 ? field.length() : semicolon).isEmpty()) {
        results.read(field, 0);
      }
    }
    if (results.sealed && !trust.sealers().isEmpty()) {
      results.readSealed(header, trust);
    }
    return new Security(results.dkim, results.spf, results.dmarc, results.aligned);
  }

  private void read(String field, int from) {
    boolean dkimBefore = dkimKnown;
    boolean spfBefore = spfKnown;
    boolean dmarcBefore = dmarcKnown;
    int at = from;
    while (at < field.length()) {
      int end = endOfResult(field, at);
      String method = method(field, at, end);
      Result result = method.isEmpty() ? Result.NONE : result(field, at, end);
      if (method.equals("dkim") && !dkimBefore) {
        dkim = better(dkimKnown, dkim, result);
        dkimKnown = true;
        align(result, domain(field, at, end, "header.d", "header.i"));
      } else if (method.equals("spf") && !spfBefore) {
        spf = better(spfKnown, spf, result);
        spfKnown = true;
        align(result, domain(field, at, end, "smtp.mailfrom", "smtp.mfrom"));
      } else if (method.equals("dmarc") && !dmarcBefore) {
        dmarc = better(dmarcKnown, dmarc, result);
        dmarcKnown = true;
      } else if (method.equals("arc")) {
        sealed |= result == Result.PASS;
      }
      at = end + 1;
    }
  }

  /** The results that the newest seal vouches for, where it is of a trusted sealer (RFC 8617 §4.1). */
  private void readSealed(HeaderFields header, HostTrust trust) {
    FieldName name = FieldName.ARC_SEAL;
    int newest = 0;
    String sealer = "";
    for (int i = header.indexOf(name, 0); i >= 0; i = header.indexOf(name, i + 1)) {
      int instance = instance(header.value(i));
      if (instance > newest) {
        newest = instance;
        sealer = tag(header.value(i), "d").toLowerCase(Locale.ROOT);
      }
    }
    if (newest == 0 || !trust.sealers().contains(sealer)) {
      return;
    }
    name = FieldName.ARC_AUTHENTICATION_RESULTS;
    for (int i = header.indexOf(name, 0); i >= 0; i = header.indexOf(name, i + 1)) {
      String field = withoutComments(header.value(i));
      if (instance(field) == newest) {
        AuthenticationResults found = new AuthenticationResults(author);
        int host = field.indexOf(';', field.indexOf(';') + 1);
        found.read(field, host < 0 ? field.length() : host + 1);
        dkim = found.dkim == Result.PASS ? Result.PASS : dkim;
        spf = found.spf == Result.PASS ? Result.PASS : spf;
        dmarc = found.dmarc == Result.PASS ? Result.PASS : dmarc;
        aligned |= found.aligned;
        return;
      }
    }
  }

  /** The number of the set that a field of ARC belongs to, 0 if it is missing. */
  private static int instance(String field) {
    String text = tag(field, "i");
    boolean isNumber =
        !text.isEmpty() && text.length() <= 2 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? Integer.parseInt(text) : 0;
  }

  private static String tag(String field, String name) {
    for (String part : field.split(";", 100)) {
      int equals = part.indexOf('=');
      if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(name)) {
        return part.substring(equals + 1).strip();
      }
    }
    return "";
  }

  private void align(Result result, String domain) {
    aligned |= result == Result.PASS
        && !author.isEmpty()
        && domain.indexOf('.') > 0
        && (domain.equals(author)
            || domain.endsWith("." + author)
            || author.endsWith("." + domain));
  }

  /** The domain of the first of two properties of a result (RFC 8601 §2.3), {@code ""} if neither is there. */
  private static String domain(String field, int from, int to, String name, String other) {
    String result = field.substring(from, to).toLowerCase(Locale.ROOT);
    int start = property(result, name);
    start = start < 0 ? property(result, other) : start;
    if (start < 0) {
      return "";
    }
    int end = start;
    while (end < result.length() && result.charAt(end) > ' ' && result.charAt(end) != ';') {
      end++;
    }
    String value =
        result.substring(start, end).replace("\"", "").replace("<", "").replace(">", "");
    return value.substring(value.lastIndexOf('@') + 1);
  }

  /** Where the value of a property begins, -1 if it is not there. A property inside a quoted value is none. */
  private static int property(String result, String name) {
    boolean quoted = false;
    for (int i = 0; i + name.length() < result.length(); i++) {
      quoted ^= result.charAt(i) == '"';
      if (!quoted && i > 0 && result.charAt(i - 1) <= ' ' && result.startsWith(name + "=", i)) {
        return i + name.length() + 1;
      }
    }
    return -1;
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
