// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Address;
import dev.leadkit.Forwarded;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the sender of a message wrote in it: without quotation, signature and disclaimer; and the original, where the message forwards one.
 *
 * <p>Plain text has no marks for any of these but customs: those of the common mail programs in English, German, French, Spanish, Italian,
 * Portuguese, Dutch, Swedish, Danish, Norwegian and Polish are known here. Text is taken out only on a mark; what carries none stays.
 *
 * @param text what the sender wrote, {@code ""} where it is nothing
 * @param forwarded the original that is forwarded in the text, null where there is none
 */
public record VisibleText(String text, @Nullable Forwarded forwarded) {
  public VisibleText {
    Objects.requireNonNull(text, "text");
  }

  /** A line that only says "what follows is forwarded", lower-case, without its dashes and blanks. */
  private static final Phrases FORWARDS = Phrases.of(
      "forwarded message",
      "begin forwarded message",
      "forwarded by",
      "weitergeleitete nachricht",
      "anfang der weitergeleiteten nachricht",
      "beginn der weitergeleiteten nachricht",
      "message transféré",
      "message transmis",
      "début du message réexpédié",
      "début du message transféré",
      "mensaje reenviado",
      "inicio del mensaje reenviado",
      "messaggio inoltrato",
      "inizio messaggio inoltrato",
      "mensagem encaminhada",
      "mensagem reencaminhada",
      "início da mensagem encaminhada",
      "doorgestuurd bericht",
      "begin doorgestuurd bericht",
      "vidarebefordrat meddelande",
      "videresendt meddelelse",
      "videresendt melding",
      "wiadomość przekazana",
      "przekazana wiadomość");

  /** A line that says "what follows is an earlier message": quoted in an answer, forwarded where the subject says so. */
  private static final Phrases ORIGINALS = Phrases.of(
      "original message",
      "original-nachricht",
      "originalnachricht",
      "ursprüngliche nachricht",
      "message d'origine",
      "message d’origine",
      "message original",
      "mensaje original",
      "messaggio originale",
      "mensagem original",
      "oorspronkelijk bericht",
      "originalmeddelande",
      "oprindelig meddelelse",
      "opprinnelig melding",
      "wiadomość oryginalna",
      "reply message",
      "original appointment");

  private static final Phrases FROM =
      Phrases.of("from", "von", "de", "da", "van", "från", "fra", "od", "expéditeur");
  private static final Phrases SUBJECT = Phrases.of(
      "subject",
      "betreff",
      "objet",
      "asunto",
      "oggetto",
      "assunto",
      "onderwerp",
      "ämne",
      "emne",
      "temat");
  private static final Phrases OTHERS = Phrases.of(
      "date",
      "sent",
      "to",
      "cc",
      "reply-to",
      "datum",
      "gesendet",
      "an",
      "kopie",
      "envoyé",
      "à",
      "enviado",
      "enviado el",
      "fecha",
      "para",
      "inviato",
      "data",
      "a",
      "enviada em",
      "verzonden",
      "aan",
      "skickat",
      "till",
      "dato",
      "sendt",
      "til",
      "wysłano",
      "do",
      "dw",
      "bcc",
      "importance",
      "wichtigkeit",
      "attachments",
      "anlagen",
      "destinataire",
      "priority");

  private static final Phrases SUBJECT_PREFIXES = Phrases.of(
      "fwd:", "fw:", "wg:", "tr:", "rv:", "i:", "enc:", "doorst:", "vb:", "vs:", "pd:", "fwd ",
      "[fwd:");

  /** How an answer introduces what it quotes: the begin of the line, and by its place the verb at its end. */
  private static final Phrases INTRODUCTIONS =
      Phrases.of("on ", "am ", "le ", "el ", "il ", "em ", "op ", "den ", "w dniu ");

  private static final List<String> VERBS = List.of(
      " wrote",
      " writes",
      " schrieb",
      " a écrit",
      " escribió",
      " ha scritto",
      " escreveu",
      " schreef",
      " skrev",
      " napisał");

  private static final Phrases DEVICE_LINES = Phrases.of(
      "sent from my ",
      "sent via ",
      "get outlook for ",
      "von meinem ",
      "gesendet mit der ",
      "envoyé de mon ",
      "envoyé depuis ",
      "enviado desde mi ",
      "inviato da ",
      "enviado do meu ",
      "verzonden vanaf mijn ",
      "skickat från min ",
      "sendt fra min ",
      "wysłane z ");

  private static final Phrases CLOSINGS = Phrases.of(
      "best",
      "best regards",
      "kind regards",
      "regards",
      "warm regards",
      "many thanks",
      "thanks",
      "thank you",
      "thanks and regards",
      "cheers",
      "sincerely",
      "yours sincerely",
      "yours truly",
      "yours faithfully",
      "best wishes",
      "all the best",
      "mit freundlichen grüßen",
      "mit freundlichen gruessen",
      "mit freundlichem gruß",
      "freundliche grüße",
      "viele grüße",
      "beste grüße",
      "liebe grüße",
      "mfg",
      "herzliche grüße",
      "cordialement",
      "bien cordialement",
      "bien à vous",
      "meilleures salutations",
      "saludos",
      "saludos cordiales",
      "un saludo",
      "atentamente",
      "cordiali saluti",
      "distinti saluti",
      "atenciosamente",
      "com os melhores cumprimentos",
      "met vriendelijke groet",
      "vriendelijke groeten",
      "med vänlig hälsning",
      "med vänliga hälsningar",
      "med venlig hilsen",
      "med vennlig hilsen",
      "z poważaniem",
      "pozdrawiam",
      "sincerely yours",
      "lg",
      "vg",
      "mvh",
      "ystävällisin terveisin",
      "terveisin",
      "s pozdravem",
      "üdvözlettel",
      "cu stimă",
      "с уважением",
      "з повагою",
      "με εκτίμηση",
      "saygılarımla");

  private static final Phrases DISCLAIMERS = Phrases.of(
      "confidentiality notice",
      "confidentiality note",
      "disclaimer",
      "legal notice",
      "this e-mail and any",
      "this email and any",
      "this e-mail is confidential",
      "this email is confidential",
      "this message and any",
      "this message is intended only",
      "this message is confidential",
      "this communication is confidential",
      "the information contained in this",
      "the contents of this e",
      "please consider the environment",
      "diese e-mail enthält vertrauliche",
      "diese e-mail und alle",
      "diese nachricht enthält vertrauliche",
      "der inhalt dieser e-mail ist vertraulich",
      "ce message et toutes les pièces",
      "ce message et ses pièces",
      "ce message est confidentiel",
      "ce courriel",
      "este mensaje y",
      "este mensaje es confidencial",
      "este correo electrónico",
      "questo messaggio è",
      "le informazioni contenute in",
      "esta mensagem",
      "dit bericht is",
      "denna e-post",
      "this footnote confirms");

  private static final int MAX_MARK_LENGTH = 300;
  private static final int RULE_WIDTH = 20;
  private static final int FOOTER_LINES = 8;
  private static final int SIGNATURE_LINES = 12;
  private static final int SIGNATURE_WIDTH = 70;

  /** Reads one plain text under the subject of its message. */
  public static VisibleText of(String subject, String body) {
    int mark = forwardMark(body, isForward(subject));
    Forwarded original = mark < 0 ? null : original(body, mark);
    return new VisibleText(written(body, original == null ? body.length() : mark), original);
  }

  /** Whether a subject says that the message is a forward. */
  static boolean isForward(String subject) {
    return SUBJECT_PREFIXES.begin(subject.strip());
  }

  /** The person is not shown. */
  @Override
  public String toString() {
    return "VisibleText[" + text.length() + " characters]";
  }

  private static int forwardMark(String body, boolean announced) {
    int end;
    for (int at = 0; at < body.length(); at = end + 1) {
      end = lineEnd(body, at, body.length());
      if (isMark(body, at, end, FORWARDS)
          || announced
              && (isMark(body, at, end, ORIGINALS) || isBlock(body, at, end, body.length()))) {
        return at;
      }
    }
    return -1;
  }

  /** The fields of the original below a mark, then its text; null where no sender stands there. */
  private static @Nullable Forwarded original(String body, int mark) {
    int to = body.length();
    int end = lineEnd(body, mark, to);
    int at = isBlock(body, mark, end, to) ? mark : end + 1;
    int last = mark;
    while (at < to && unquoted(body, at, lineEnd(body, at, to)).isEmpty()) {
      last = at;
      at = lineEnd(body, at, to) + 1;
    }
    Address from = null;
    String subject = "";
    for (; at < to; at = lineEnd(body, last, to) + 1) {
      String line = unquoted(body, at, lineEnd(body, at, to));
      if (line.isEmpty()) {
        break;
      }
      if (from == null && hasLabel(line, 0, line.length(), FROM)) {
        from = address(value(line));
      } else if (subject.isEmpty() && hasLabel(line, 0, line.length(), SUBJECT)) {
        subject = value(line);
      } else if (from == null && !hasLabel(line, 0, line.length(), OTHERS)) {
        return null;
      }
      last = at;
    }
    if (from == null) {
      return null;
    }
    String rest = body.substring(Math.min(at, to));
    if (body.charAt(last) == '>') {
      rest = rest.lines().map(VisibleText::onceUnquoted).collect(Collectors.joining("\n"));
    }
    return new Forwarded(from, subject, written(rest, rest.length()));
  }

  /** Outlook writes {@code Jane Doe [mailto:jane@example.com]}. */
  private static Address address(String value) {
    String text = value
        .replace("[mailto:", "<")
        .replace("<mailto:", "<")
        .replace(']', '>')
        .replace("*", "");
    List<Address> parsed = AddressList.parse(text, MimeLimits.standard(), new Defects(), -1);
    return parsed.isEmpty() ? Address.UNKNOWN : parsed.get(0);
  }

  /** A sender and at least two more fields in the lines below. */
  private static boolean isBlock(String body, int from, int end, int to) {
    if (!hasLabel(body, from, end, FROM)) {
      return false;
    }
    int fields = 1;
    int at = end + 1;
    for (int i = 1; i < 10 && at < to; i++) {
      int stop = lineEnd(body, at, to);
      if (hasLabel(body, at, stop, SUBJECT) || hasLabel(body, at, stop, OTHERS)) {
        fields++;
      }
      at = stop + 1;
    }
    return fields >= 3;
  }

  /** Whether a line, quoted or in the asterisks of bold type or not, begins with one of these and a colon. */
  private static boolean hasLabel(String body, int start, int end, Phrases labels) {
    int from = start;
    int limit = Math.min(end, start + MAX_MARK_LENGTH);
    while (from < limit && "*> \t".indexOf(body.charAt(from)) >= 0) {
      from++;
    }
    if (from == limit || !Character.isLetter(body.charAt(from))) {
      return false;
    }
    int stop = Math.min(end, from + 20);
    int colon = from;
    while (colon < stop && body.charAt(colon) != ':') {
      colon++;
    }
    int to = colon;
    while (to > from && "* \u00A0".indexOf(body.charAt(to - 1)) >= 0) {
      to--;
    }
    return colon < stop && labels.hold(body, from, to);
  }

  private static String value(String line) {
    String value = line.substring(line.indexOf(':') + 1).strip();
    return value.startsWith("*") ? value.substring(1).strip() : value;
  }

  /** Whether a line is one of these marks, dashes and a quotation sign around it or not, or begins with one within dashes. */
  private static boolean isMark(String body, int start, int end, Phrases marks) {
    if (end - start > MAX_MARK_LENGTH) {
      return false;
    }
    int from = start;
    while (from < end && isDecoration(body.charAt(from))) {
      from++;
    }
    if (end - from < 8 || !marks.mayBegin(body.charAt(from))) {
      return false;
    }
    int to = end;
    while (to > from && "-_= \t:".indexOf(body.charAt(to - 1)) >= 0) {
      to--;
    }
    if (to - from < 8 || to - from > 80) {
      return false;
    }
    if (marks.hold(body, from, to)) {
      return true;
    }
    if (from - start < 2 || !body.startsWith("--", start) || body.charAt(from - 1) == '>') {
      return false;
    }
    String mark = marks.at(body, from, to);
    int after = from + mark.length();
    return !mark.isEmpty() && after < end && body.charAt(after) == ' ';
  }

  private static boolean isDecoration(char c) {
    return c == '-' || c == '_' || c == '=' || c == '>' || c == ' ' || c == '\t';
  }

  private static String unquoted(String body, int start, int end) {
    int at = start;
    while (at < end && (body.charAt(at) == '>' || body.charAt(at) <= ' ')) {
      at++;
    }
    return body.substring(at, end).strip();
  }

  private static String onceUnquoted(String line) {
    if (!line.startsWith(">")) {
      return line;
    }
    return line.startsWith("> ") ? line.substring(2) : line.substring(1);
  }

  /** Leaves out what is quoted. What stands below a mark is left out only where something stands above it: else it is the answer. */
  private static String written(String body, int to) {
    Kept kept = new Kept(body);
    boolean begun = false;
    int colon = -1;
    int end;
    for (int at = 0; at < to; at = end + 1) {
      end = lineEnd(body, at, to);
      if (isQuoted(body, at, end)) {
        continue;
      }
      if (colon < at) {
        colon = body.indexOf(':', at);
        colon = colon < 0 ? Integer.MAX_VALUE : colon;
      }
      int attribution = attributionEnd(body, at, end, to, colon < end);
      if (isSignatureMark(body, at, end)
          || begun && isQuotationToTheEnd(body, at, end, to, colon < end)
          || begun && attribution >= 0 && !isQuoteNext(body, attribution + 1, to)) {
        break;
      }
      if (attribution >= 0) {
        end = attribution;
      } else if (begun || !isMarkOrField(body, at, end, colon < end)) {
        int stop = stripTrailing(body, at, end);
        if (isSignature(body, at, stop)) {
          break;
        }
        begun |= stop > at;
        kept.line(at, stop);
      }
    }
    return kept.text();
  }

  /** The lines that stay, as one range of the body as long as nothing between them is left out. */
  private static final class Kept {
    private final String body;
    private final StringBuilder before = new StringBuilder(0);
    private int from = -1;
    private int to;

    Kept(String body) {
      this.body = body;
    }

    void line(int start, int end) {
      if (from >= 0 && start != to + 1) {
        if (before.length() == 0) {
          before.ensureCapacity(body.length() - from);
        }
        before.append(body, from, to).append('\n');
        from = -1;
      }
      from = from < 0 ? start : from;
      to = end;
    }

    String text() {
      if (from < 0) {
        return "";
      }
      if (before.length() == 0) {
        return withoutClosing(body, from, to);
      }
      String whole = before.append(body, from, to).toString();
      return withoutClosing(whole, 0, whole.length());
    }
  }

  private static boolean isMarkOrField(String body, int from, int end, boolean colon) {
    return from < end && body.charAt(from) == '-' && isMark(body, from, end, ORIGINALS)
        || colon
            && (hasLabel(body, from, end, FROM)
                || hasLabel(body, from, end, SUBJECT)
                || hasLabel(body, from, end, OTHERS));
  }

  private static boolean isQuoted(String body, int from, int end) {
    int at = from;
    while (at < end && body.charAt(at) <= ' ') {
      at++;
    }
    return at < end && body.charAt(at) == '>';
  }

  /** RFC 3676 §4.3; the blank behind the dashes is lost often. */
  private static boolean isSignatureMark(String body, int from, int end) {
    return body.startsWith("--", from)
        && (end == from + 2 || end == from + 3 && body.charAt(from + 2) == ' ');
  }

  private static boolean isQuotationToTheEnd(
      String body, int from, int end, int to, boolean colon) {
    return from < end && body.charAt(from) == '-' && isMark(body, from, end, ORIGINALS)
        || from < end && body.charAt(from) == '_' && isRuleAboveTheEnd(body, from, end, to)
        || colon && isBlock(body, from, end, to);
  }

  /** A line of underscores, below which the fields of a quoted message stand, or the few lines that a mailing list adds. */
  private static boolean isRuleAboveTheEnd(String body, int from, int end, int to) {
    for (int i = from; i < end; i++) {
      if (body.charAt(i) != '_') {
        return false;
      }
    }
    if (end - from < RULE_WIDTH || end >= to) {
      return false;
    }
    int next = end + 1;
    if (isBlock(body, next, lineEnd(body, next, to), to)) {
      return true;
    }
    int lines = 0;
    while (next < to && lines <= FOOTER_LINES) {
      next = lineEnd(body, next, to) + 1;
      lines++;
    }
    return lines <= FOOTER_LINES;
  }

  /** The end of the last line of an attribution that begins here, which mail programs fold over up to three; -1 where none begins. */
  private static int attributionEnd(String body, int from, int end, int to, boolean colon) {
    int start = stripLeading(body, from, end);
    int stop = stripTrailing(body, start, end);
    if (start == stop || stop - start > MAX_MARK_LENGTH) {
      return -1;
    }
    if (colon
        && body.charAt(stop - 1) == ':'
        && isQuoteNext(body, end + 1, to)
        && isAttribution(body.substring(start, stop))) {
      return end;
    }
    if (!INTRODUCTIONS.begin(body, start, stop)) {
      return -1;
    }
    String joined = body.substring(start, stop);
    int last = end;
    for (int i = 0; i < 3; i++) {
      if (joined.endsWith(":") && hasDigit(joined) && hasVerb(joined)) {
        return last;
      }
      if (last + 1 >= to) {
        return -1;
      }
      int nextEnd = lineEnd(body, last + 1, to);
      String next = body.substring(last + 1, nextEnd).strip();
      if (next.isEmpty() || next.length() > MAX_MARK_LENGTH) {
        return -1;
      }
      joined = joined + " " + next;
      last = nextEnd;
    }
    return -1;
  }

  /** Of a line with a colon above a quotation: it says that somebody wrote, in whatever language an address and a time stand there. */
  private static boolean isAttribution(String line) {
    return hasVerb(line) || line.endsWith(">:") && line.indexOf('@') > 0 && hasDigit(line);
  }

  private static boolean hasVerb(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return VERBS.stream().anyMatch(lower::contains);
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isQuoteNext(String body, int from, int to) {
    int at = from;
    for (int i = 0; i < 5 && at < to; i++) {
      int end = lineEnd(body, at, to);
      if (stripLeading(body, at, end) < end) {
        return isQuoted(body, at, end);
      }
      at = end + 1;
    }
    return at < to && isQuoted(body, at, lineEnd(body, at, to));
  }

  /** A line that the sender's device or company wrote. */
  private static boolean isSignature(String body, int from, int end) {
    int start = from;
    int limit = Math.min(end, from + MAX_MARK_LENGTH);
    while (start < limit && !Character.isLetter(body.charAt(start))) {
      start++;
    }
    return DISCLAIMERS.begin(body, start, end)
        || end - from < 60 && DEVICE_LINES.begin(body, start, end);
  }

  private static String withoutClosing(String text, int from, int to) {
    int closing = closing(text, from, to);
    int end = closing < 0 ? to : closing;
    int start = stripLeading(text, from, end);
    return text.substring(start, stripTrailing(text, start, end));
  }

  /** Where a closing stands that only a few short lines follow, -1 where none does. */
  private static int closing(String text, int from, int to) {
    int below = 0;
    int end = to;
    while (below <= SIGNATURE_LINES) {
      int at = text.lastIndexOf('\n', end - 1) + 1;
      if (at <= from) {
        return -1;
      }
      int start = stripLeading(text, at, end);
      int stop = stripTrailing(text, start, end);
      if (stop - start > SIGNATURE_WIDTH) {
        return -1;
      }
      below += stop > start ? 1 : 0;
      while (stop > start && ",.!".indexOf(text.charAt(stop - 1)) >= 0) {
        stop--;
      }
      if (CLOSINGS.hold(text, start, stop)) {
        return at;
      }
      end = at - 1;
    }
    return -1;
  }

  private static int lineEnd(String text, int from, int to) {
    int end = text.indexOf('\n', from);
    return end < 0 || end > to ? to : end;
  }

  private static int stripLeading(String text, int from, int to) {
    int at = from;
    while (at < to && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int stripTrailing(String text, int from, int to) {
    int at = to;
    while (at > from && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }
}
