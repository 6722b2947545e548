// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a master file (RFC 1035 §5): comments, quoted strings, escapes, parentheses, {@code @}, {@code $ORIGIN}, inherited owners. Records of
 * types that mail authentication does not ask for only make their name exist; {@code $TTL} is passed over, {@code $INCLUDE} is a mistake.
 */
public final class ZoneFile {

  /** A word or quoted string of the file. */
  private record Word(String text) {}

  private final ZoneDnsResolver.Builder zone = ZoneDnsResolver.builder();
  private final String text;
  private String origin;
  private String owner = "";
  private int at;
  private int line = 1;

  private ZoneFile(String text, String origin) {
    this.text = text;
    this.origin = origin;
  }

  /**
   * Reads a zone.
   *
   * @param origin the domain to which names without a final dot belong, until {@code $ORIGIN}
   * @throws IllegalArgumentException with the line, for the first entry that cannot be read
   */
  public static ZoneDnsResolver parse(String text, String origin) {
    ZoneFile file = new ZoneFile(text, origin.endsWith(".") ? origin : origin + ".");
    while (file.at < text.length()) {
      file.entry();
    }
    return file.zone.build();
  }

  private void entry() {
    int first = line;
    boolean inherits = at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t');
    try {
      List<Word> words = words();
      if (words.isEmpty()) {
        return;
      }
      if (words.get(0).text().equalsIgnoreCase("$ORIGIN")) {
        origin = absolute(words.get(1).text());
      } else if (words.get(0).text().startsWith("$")) {
        if (!words.get(0).text().equalsIgnoreCase("$TTL")) {
          throw new IllegalArgumentException("cannot read " + words.get(0).text());
        }
      } else {
        if (!inherits) {
          owner = absolute(words.remove(0).text());
        }
        add(words);
      }
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("line " + first + ": the entry ends too early", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + first + ": " + e.getMessage(), e);
    }
  }

  /** {@code [TTL] [class] type RDATA}, TTL and class in any order. */
  private void add(List<Word> words) {
    int next = 0;
    while (words.get(next).text().matches("(?i)IN|[0-9]+[smhdw]?([0-9]+[smhdw])*")) {
      next++;
    }
    String type = words.get(next).text().toUpperCase(Locale.ROOT);
    List<Word> data = words.subList(next + 1, words.size());
    zone.name(owner);
    DnsRecord found = data(type, data);
    if (found != null) {
      zone.add(owner, found);
    }
  }

  private @Nullable DnsRecord data(String type, List<Word> data) {
    switch (type) {
      case "A", "AAAA" -> {
        var address = IpAddress.parse(data.get(0).text());
        if (address == null || (address.getAddress().length == 4) != type.equals("A")) {
          throw new IllegalArgumentException(
              "'" + data.get(0).text() + "' is not an address for " + type);
        }
        return new DnsRecord.Address(address);
      }
      case "MX" -> {
        if (!data.get(0).text().matches("[0-9]{1,5}")) {
          throw new IllegalArgumentException("'" + data.get(0).text() + "' is not a preference");
        }
        return new DnsRecord.Mx(
            Integer.parseInt(data.get(0).text()), absolute(data.get(1).text()));
      }
      case "PTR" -> {
        return new DnsRecord.Ptr(absolute(data.get(0).text()));
      }
      case "CNAME" -> {
        return new DnsRecord.Cname(absolute(data.get(0).text()));
      }
      case "TXT" -> {
        data.get(0);
        return new DnsRecord.Txt(data.stream().map(Word::text).toList());
      }
      default -> {
        return null;
      }
    }
  }

  private String absolute(String name) {
    return name.equals("@") ? origin : name.endsWith(".") ? name : name + "." + origin;
  }

  /** The words up to the end of the line, or of the line on which all parentheses are closed. */
  private List<Word> words() {
    List<Word> words = new ArrayList<>();
    int depth = 0;
    while (at < text.length()) {
      char each = text.charAt(at);
      if (each == '\n') {
        line++;
        at++;
        if (depth == 0) {
          break;
        }
      } else if (each == ';') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (each == '(' || each == ')') {
        depth += each == '(' ? 1 : -1;
        if (depth < 0) {
          throw new IllegalArgumentException("a closing parenthesis without an opening one");
        }
        at++;
      } else if (each == ' ' || each == '\t' || each == '\r') {
        at++;
      } else {
        words.add(word(each == '"'));
      }
    }
    if (depth > 0) {
      throw new IllegalArgumentException("a parenthesis is not closed");
    }
    return words;
  }

  private Word word(boolean quoted) {
    StringBuilder word = new StringBuilder();
    at += quoted ? 1 : 0;
    while (at < text.length()
        && (quoted ? text.charAt(at) != '"' : " \t\r\n;()\"".indexOf(text.charAt(at)) < 0)) {
      char each = text.charAt(at++);
      if (each == '\n') {
        line++;
      }
      if (each == '\\' && at < text.length()) {
        each = escaped();
      }
      word.append(each);
    }
    if (quoted && at == text.length()) {
      throw new IllegalArgumentException("a quotation mark is not closed");
    }
    at += quoted ? 1 : 0;
    return new Word(word.toString());
  }

  /** {@code \DDD} is an octet in decimal, {@code \X} the character itself. */
  private char escaped() {
    String digits = text.substring(at, Math.min(text.length(), at + 3));
    if (digits.matches("[0-2][0-9]{2}") && Integer.parseInt(digits) < 256) {
      at += 3;
      return (char) Integer.parseInt(digits);
    }
    return text.charAt(at++);
  }
}
