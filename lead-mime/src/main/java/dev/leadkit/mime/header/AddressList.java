// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.Address;
import dev.leadkit.Defect.Code;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.scan.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses a list of addresses (RFC 5322 §3.4, with the obsolete syntax of §4.4) in one forward pass. Groups are flattened, a comment is the
 * name if there is no other, and damage is repaired.
 *
 * <p>The most common damage is a display name with a comma outside quotes: {@code Doe, Jane <jane@example.com>} is one mailbox. Words without
 * an address before a comma are therefore held back until the next angle bracket.
 */
public final class AddressList {

  /** Replaces an at sign that does not separate a local part from a domain. */
  private static final char QUOTED_AT = '\uFFFF';

  private final String text;
  private final int limit;
  private final Defects defects;
  private final long position;
  private final List<Address> mailboxes = new ArrayList<>(2);

  private final StringBuilder phrase = new StringBuilder();
  private final StringBuilder tail = new StringBuilder();
  private final StringBuilder waiting = new StringBuilder();
  private final StringBuilder scratch = new StringBuilder();
  private String comment = "";
  private String angle = "";
  private boolean bracketed;
  private boolean hasAt;
  private int groups;
  private String waitingSeparator = ", ";
  private boolean noQuoteEnds;
  private boolean noCommentEnds;
  private boolean overspent;
  private int at;

  private AddressList(String text, int limit, Defects defects, long position) {
    this.text = text;
    this.limit = limit;
    this.defects = defects;
    this.position = position;
  }

  /**
   * The mailboxes of a field body, in order. A mailbox without an address has the address {@code ""}.
   *
   * @param maxAddresses the maximum number of mailboxes
   * @param position the position of the field in the message, for defects
   */
  public static List<Address> parse(String text, int maxAddresses, Defects defects, long position) {
    if (text.isEmpty()) {
      return List.of();
    }
    AddressList list = new AddressList(text, maxAddresses, defects, position);
    list.parse();
    return list.hasAddress() ? list.mailboxes : hidden(text, list, maxAddresses);
  }

  private boolean hasAddress() {
    for (Address mailbox : mailboxes) {
      if (mailbox.email().indexOf('@') >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Searches a list without any address for one inside encoded words, where RFC 2047 §5 does not allow it, or inside quotes. */
  private static List<Address> hidden(String text, AddressList list, int maxAddresses) {
    Defects unheard = new Defects();
    String decoded = EncodedWords.decode(text, unheard, -1);
    if (!decoded.equals(text) && decoded.indexOf('@') >= 0) {
      AddressList inner = new AddressList(decoded, maxAddresses, unheard, -1);
      inner.parse();
      if (inner.hasAddress()) {
        list.repaired("an address is inside an encoded word");
        return inner.mailboxes;
      }
    }
    for (Address mailbox : list.mailboxes) {
      if (mailbox.email().isEmpty() && mailbox.name().indexOf('@') >= 0) {
        AddressList inner = new AddressList(mailbox.name(), maxAddresses, unheard, -1);
        inner.parse();
        if (inner.hasAddress()) {
          list.repaired("an address is inside quotes");
          return inner.mailboxes;
        }
      }
    }
    return list.mailboxes;
  }

  private void parse() {
    while (at < text.length() && !overspent) {
      char c = text.charAt(at);
      switch (c) {
        case ',' -> {
          at++;
          comma();
        }
        case ';' -> {
          at++;
          semicolon();
        }
        case ':' -> {
          at++;
          colon();
        }
        case '<' -> {
          if (bracketed) {
            repaired("a comma is missing");
            String next = tail.toString();
            mailbox();
            phrase.append(next);
          }
          at++;
          angle();
        }
        case '"' -> quoted();
        case '(' -> comment();
        default -> word(c);
      }
    }
    mailbox();
    release();
  }

  private void word(char c) {
    StringBuilder target = bracketed ? tail : phrase;
    if (c <= ' ') {
      at++;
      space(target);
    } else if (c == '=' && text.startsWith("=?", at)) {
      int end = EncodedWords.end(text, at);
      int stop = end < 0 ? at + 2 : end;
      append(target, text.substring(at, stop));
      at = stop;
    } else {
      target.append(c == '>' ? ' ' : c);
      hasAt |= c == '@' && !bracketed;
      at++;
    }
  }

  private static void space(StringBuilder target) {
    int length = target.length();
    if (length > 0 && target.charAt(length - 1) != ' ') {
      target.append(' ');
    }
  }

  /** A quoted string (RFC 5322 §3.2.4). A quote that is never closed does not begin one. */
  private void quoted() {
    int start = at++;
    scratch.setLength(0);
    while (!noQuoteEnds && at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        endOfQuoted(start);
        return;
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      scratch.append(c);
    }
    noQuoteEnds = true;
    repaired("a quote is not closed");
    at = start + 1;
  }

  private void endOfQuoted(int start) {
    if (at < text.length() && text.charAt(at) == '@' && !bracketed) {
      int end = at;
      while (end < text.length()
          && text.charAt(end) > ' '
          && ",;<>(".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      angle = text.substring(start, end);
      bracketed = true;
      at = end;
      return;
    }
    append(bracketed ? tail : phrase, scratch.toString());
  }

  /** Appends words that were in quotes or encoded: they are part of a name, whatever they contain. */
  private static void append(StringBuilder target, String words) {
    target.append(words.replace('@', QUOTED_AT));
  }

  /** A comment (RFC 5322 §3.2.2), possibly nested. A parenthesis that is never closed does not begin one. */
  private void comment() {
    int start = at++;
    int depth = 1;
    scratch.setLength(0);
    while (!noCommentEnds && at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        if (comment.isEmpty()) {
          comment = scratch.toString();
        }
        space(bracketed ? tail : phrase);
        return;
      }
      scratch.append(c);
    }
    noCommentEnds = true;
    repaired("a comment is not closed");
    at = start + 1;
    space(bracketed ? tail : phrase);
  }

  /** An angle-addr (RFC 5322 §3.4), with the route of §4.4. Without its closing bracket it ends at a comma. */
  private void angle() {
    scratch.setLength(0);
    bracketed = true;
    StringBuilder address = scratch;
    boolean gap = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '>') {
        at++;
        angle = address.toString();
        return;
      }
      boolean route = address.length() > 0 && address.charAt(0) == '@';
      if ((c == ',' || c == ';') && !route) {
        break;
      }
      at++;
      if (c == '<' || c == ':' && route) {
        address.setLength(0);
      } else if (c == ':' && isEndOfGroup()) {
        emptyGroup();
        return;
      } else if (c == '"') {
        at = copyQuoted(at, address);
      } else if (c == '(' && skipComment()) {
        gap = false;
        continue;
      } else if (c > ' ') {
        if (gap && isWithinWord(address, c)) {
          repaired("a blank stands within an address");
        }
        address.append(c);
      }
      gap = c <= ' ';
    }
    repaired("an angle bracket is not closed");
    angle = address.toString();
  }

  /** Skips a comment within an address (RFC 5322 A.5); returns false if it is never closed. */
  private boolean skipComment() {
    int depth = 1;
    for (int i = at; i < text.length() && !noCommentEnds; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        at = i + 1;
        return true;
      }
    }
    noCommentEnds = true;
    return false;
  }

  /** Whether a blank here is within the address: blanks are allowed around dots and the at sign only (RFC 5322 §4.4). */
  private static boolean isWithinWord(StringBuilder address, char next) {
    int length = address.length();
    return length > 0 && ".@".indexOf(address.charAt(length - 1)) < 0 && ".@".indexOf(next) < 0;
  }

  private boolean isEndOfGroup() {
    int next = at;
    while (next < text.length() && text.charAt(next) <= ' ') {
      next++;
    }
    return next < text.length() && text.charAt(next) == ';';
  }

  /** {@code <undisclosed-recipients:;@example.com>}: an empty group that a relay mistook for an address and completed. */
  private void emptyGroup() {
    repaired("a group stands in angle brackets");
    int close = text.indexOf('>', at);
    at = close < 0 ? text.length() : close + 1;
  }

  private int copyQuoted(int from, StringBuilder address) {
    int close = noQuoteEnds ? -1 : text.indexOf('"', from);
    if (close < 0) {
      noQuoteEnds = true;
      return from;
    }
    if (close + 1 < text.length() && text.charAt(close + 1) == '@') {
      address.append(text, from - 1, close + 1);
    } else {
      repaired("a quote stands within an address");
      address.append(text, from, close);
    }
    return close + 1;
  }

  /** A colon ends the name of a group; within an address it belongs to a domain literal or to a scheme such as {@code mailto}. */
  private void colon() {
    if (bracketed) {
      tail.append(':');
    } else if (hasAt) {
      phrase.append(':');
    } else {
      groups++;
      phrase.setLength(0);
      waiting.setLength(0);
      comment = "";
    }
  }

  /** A comma ends a mailbox that has an address; otherwise it belongs to a name. */
  private void comma() {
    separate(", ");
  }

  /** A semicolon ends a group; some programs write it instead of a comma. */
  private void semicolon() {
    if (groups > 0) {
      groups--;
      mailbox();
      release();
    } else {
      separate("; ");
    }
  }

  private void separate(String separator) {
    if (bracketed || hasAt) {
      mailbox();
      return;
    }
    String words = phrase.toString().strip();
    if (!words.isEmpty()) {
      if (comment.length() > 0) {
        words += " (" + comment + ")";
        comment = "";
      }
      if (waiting.length() > 0) {
        waiting.append(waitingSeparator);
      }
      waiting.append(words);
      waitingSeparator = separator;
      phrase.setLength(0);
    }
  }

  private void mailbox() {
    String name = phrase.toString().strip();
    if (bracketed) {
      if (angle.indexOf('@') < 0 && !angle.isEmpty()) {
        repaired("an address has no domain");
      }
      if (waiting.length() > 0) {
        defects.add(Code.UNQUOTED_COMMA, position, "kept as one name");
        name = name.isEmpty() ? waiting.toString() : waiting + waitingSeparator + name;
        waiting.setLength(0);
      }
      if (name.isEmpty()) {
        name = comment.isEmpty() ? tail.toString().strip() : comment;
      }
      add(angle, name);
    } else if (hasAt && name.indexOf('@') >= 0) {
      release();
      bare(name);
    } else if (!name.isEmpty()) {
      if (waiting.length() > 0) {
        waiting.append(waitingSeparator);
      }
      waiting.append(name);
    }
    phrase.setLength(0);
    tail.setLength(0);
    comment = "";
    angle = "";
    bracketed = false;
    hasAt = false;
  }

  /** Words that were held back for an angle bracket that did not follow are a name without an address. */
  private void release() {
    if (waiting.length() > 0) {
      repaired("an entry has no address");
      add("", waiting.toString());
      waiting.setLength(0);
    }
  }

  /** Reads an address without brackets: alone, with blanks around its dots (RFC 5322 §4.4), or among the words of a name. */
  private void bare(String words) {
    if (words.indexOf(' ') < 0) {
      add(words, comment);
      return;
    }
    String joined =
        words.replace(" @", "@").replace("@ ", "@").replace(" .", ".").replace(". ", ".");
    if (joined.indexOf(' ') < 0) {
      add(joined, comment);
      return;
    }
    repaired("brackets are missing");
    StringBuilder name = new StringBuilder();
    List<String> addresses = new ArrayList<>(2);
    for (String word : words.replace(" @", "@").replace("@ ", "@").split(" +", -1)) {
      if (word.indexOf('@') >= 0) {
        addresses.add(word);
      } else {
        space(name);
        name.append(word);
      }
    }
    for (String address : addresses) {
      add(address, addresses.size() == 1 ? name.toString() : "");
    }
  }

  private void add(String address, String name) {
    if (address.isEmpty() && name.isEmpty()) {
      return;
    }
    if (mailboxes.size() == limit) {
      overspent = true;
      defects.add(Code.TOO_MANY_ADDRESSES, position, "kept " + limit);
      return;
    }
    String words = EncodedWords.decode(name.replace(QUOTED_AT, '@'), defects, position);
    mailboxes.add(new Address(clean(address.replace(QUOTED_AT, '@')), Text.line(words)));
  }

  /** The address without the quotes, brackets and stops around it. */
  private String clean(String address) {
    int from = 0;
    int to = address.length();
    if (address.regionMatches(true, 0, "mailto:", 0, 7)) {
      from = 7;
    }
    int start = from;
    if (address.endsWith("&gt")) {
      to -= 3;
    }
    while (from < to && "'`<>[".indexOf(address.charAt(from)) >= 0) {
      from++;
    }
    int literal = address.indexOf("@[");
    while (to > from
        && ("'`<>.:".indexOf(address.charAt(to - 1)) >= 0
            || literal < 0 && address.charAt(to - 1) == ']')) {
      to--;
    }
    if (from > start || to < address.length()) {
      repaired("marks around an address were taken off");
    }
    return Text.line(address.substring(from, to));
  }

  private void repaired(String detail) {
    defects.add(Code.MALFORMED_ADDRESS, position, detail);
  }
}
