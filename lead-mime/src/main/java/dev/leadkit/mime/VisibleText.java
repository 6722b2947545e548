// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Address;
import dev.leadkit.Forwarded;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
      "pozdrawiam");

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

  private static final int LONGEST_MARK = 300;
  private static final int SIGNATURE_LINES = 12;
  private static final int SIGNATURE_WIDTH = 70;

  /** Reads one plain text under the subject of its message. */
  public static VisibleText of(String subject, String body) {
    List<String> lines = lines(body);
    boolean announced = isForward(subject);
    int mark = forwardMark(lines, announced);
    Forwarded original = mark < 0 ? null : original(lines, mark);
    return new VisibleText(written(original == null ? lines : lines.subList(0, mark)), original);
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

  private static List<String> lines(String body) {
    List<String> lines = new ArrayList<>();
    int at = 0;
    while (at < body.length()) {
      int end = body.indexOf('\n', at);
      end = end < 0 ? body.length() : end;
      lines.add(body.substring(at, end));
      at = end + 1;
    }
    return lines;
  }

  private static int forwardMark(List<String> lines, boolean announced) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (isMark(line, FORWARDS) || announced && (isMark(line, ORIGINALS) || isBlock(lines, i))) {
        return i;
      }
    }
    return -1;
  }

  /** The fields of the original below a mark, then its text; null where no sender stands there. */
  private static @Nullable Forwarded original(List<String> lines, int mark) {
    int at = isBlock(lines, mark) ? mark : mark + 1;
    while (at < lines.size() && unquoted(lines.get(at)).isEmpty()) {
      at++;
    }
    Address from = null;
    String subject = "";
    for (; at < lines.size() && !unquoted(lines.get(at)).isEmpty(); at++) {
      String line = unquoted(lines.get(at));
      if (from == null && hasLabel(line, FROM)) {
        from = address(value(line));
      } else if (subject.isEmpty() && hasLabel(line, SUBJECT)) {
        subject = value(line);
      } else if (from == null && !hasLabel(line, OTHERS)) {
        return null;
      }
    }
    if (from == null) {
      return null;
    }
    List<String> rest = lines.subList(at, lines.size());
    boolean quoted = lines.get(at - 1).startsWith(">");
    return new Forwarded(
        from,
        subject,
        written(quoted ? rest.stream().map(VisibleText::onceUnquoted).toList() : rest));
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
  private static boolean isBlock(List<String> lines, int from) {
    if (!hasLabel(lines.get(from), FROM)) {
      return false;
    }
    int fields = 1;
    for (int i = from + 1; i < lines.size() && i < from + 10; i++) {
      String line = lines.get(i);
      if (hasLabel(line, SUBJECT) || hasLabel(line, OTHERS)) {
        fields++;
      }
    }
    return fields >= 3;
  }

  /** Whether a line, quoted or in the asterisks of bold type or not, begins with one of these and a colon. */
  private static boolean hasLabel(String line, Phrases labels) {
    int from = 0;
    while (from < line.length() && ("*> \t".indexOf(line.charAt(from)) >= 0)) {
      from++;
    }
    if (from == line.length() || !Character.isLetter(line.charAt(from))) {
      return false;
    }
    int stop = Math.min(line.length(), from + 20);
    int to = from;
    while (to < stop && line.charAt(to) != ':') {
      to++;
    }
    int end = to;
    while (end > from && "* \u00A0".indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    return to < stop && labels.hold(line, from, end);
  }

  private static String value(String line) {
    String value = line.substring(line.indexOf(':') + 1).strip();
    return value.startsWith("*") ? value.substring(1).strip() : value;
  }

  /** Whether a line is one of these marks, dashes and a quotation sign around it or not, or begins with one within dashes. */
  private static boolean isMark(String line, Phrases marks) {
    int from = 0;
    int to = line.length();
    while (from < to && "-_=> \t".indexOf(line.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && "-_= \t:".indexOf(line.charAt(to - 1)) >= 0) {
      to--;
    }
    if (to - from < 8 || to - from > 80) {
      return false;
    }
    if (marks.hold(line, from, to)) {
      return true;
    }
    String mark = from > 0 && line.charAt(from - 1) != '>' ? marks.at(line, from) : "";
    return line.startsWith("--") && !mark.isEmpty() && line.charAt(from + mark.length()) == ' ';
  }

  private static String unquoted(String line) {
    int at = 0;
    while (at < line.length() && (line.charAt(at) == '>' || line.charAt(at) <= ' ')) {
      at++;
    }
    return line.substring(at).strip();
  }

  private static String onceUnquoted(String line) {
    if (!line.startsWith(">")) {
      return line;
    }
    return line.startsWith("> ") ? line.substring(2) : line.substring(1);
  }

  /** Leaves out what is quoted. What stands below a mark is left out only where something stands above it: else it is the answer. */
  private static String written(List<String> lines) {
    List<String> own = new ArrayList<>(lines.size());
    boolean begun = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (isQuoted(line)) {
        continue;
      }
      int attribution = attributionEnd(lines, i);
      if (isSignatureMark(line)
          || begun && isQuotationToTheEnd(lines, i)
          || begun && attribution >= 0 && !isQuoteNext(lines, attribution + 1)) {
        break;
      }
      if (attribution >= 0) {
        i = attribution;
      } else if (begun || !isMarkOrField(line)) {
        begun |= !line.isBlank();
        own.add(line.stripTrailing());
      }
    }
    cutSignature(own);
    return String.join("\n", own).strip();
  }

  private static boolean isMarkOrField(String line) {
    return line.startsWith("-") && isMark(line, ORIGINALS)
        || hasLabel(line, FROM)
        || hasLabel(line, SUBJECT)
        || hasLabel(line, OTHERS);
  }

  private static boolean isQuoted(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) <= ' ') {
      at++;
    }
    return at < line.length() && line.charAt(at) == '>';
  }

  /** RFC 3676 §4.3; the blank behind the dashes is lost often. */
  private static boolean isSignatureMark(String line) {
    return line.equals("-- ") || line.equals("--");
  }

  private static boolean isQuotationToTheEnd(List<String> lines, int index) {
    String line = lines.get(index);
    return line.startsWith("-") && isMark(line, ORIGINALS) || isBlock(lines, index);
  }

  /** The last line of an attribution that begins here, which mail programs fold over up to three; -1 where none begins. */
  private static int attributionEnd(List<String> lines, int index) {
    String joined = lines.get(index).strip();
    if (joined.length() > LONGEST_MARK) {
      return -1;
    }
    if (joined.endsWith(":") && isQuoteNext(lines, index + 1) && hasVerb(joined)) {
      return index;
    }
    if (!INTRODUCTIONS.begin(joined)) {
      return -1;
    }
    for (int i = index; i < index + 3 && i < lines.size(); i++) {
      if (i > index) {
        String next = lines.get(i).strip();
        if (next.isEmpty() || next.length() > LONGEST_MARK) {
          return -1;
        }
        joined = joined + " " + next;
      }
      if (joined.endsWith(":") && hasDigit(joined) && hasVerb(joined)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean hasVerb(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return VERBS.stream().anyMatch(lower::contains);
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isQuoteNext(List<String> lines, int from) {
    int at = from;
    while (at < lines.size() && at < from + 5 && lines.get(at).isBlank()) {
      at++;
    }
    return at < lines.size() && isQuoted(lines.get(at));
  }

  private static void cutSignature(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int start = firstLetter(line);
      if (!DISCLAIMERS.at(line, start).isEmpty()
          || line.length() < 60 && !DEVICE_LINES.at(line, start).isEmpty()) {
        lines.subList(i, lines.size()).clear();
        break;
      }
    }
    int closing = closing(lines);
    if (closing >= 0) {
      lines.subList(closing, lines.size()).clear();
    }
  }

  /** Where a closing stands that only a few short lines follow, -1 where none does. */
  private static int closing(List<String> lines) {
    int below = 0;
    for (int i = lines.size() - 1; i > 0 && below <= SIGNATURE_LINES; i--) {
      String line = lines.get(i).strip();
      if (line.length() > SIGNATURE_WIDTH) {
        return -1;
      }
      int end = line.length();
      while (end > 0 && ",.!".indexOf(line.charAt(end - 1)) >= 0) {
        end--;
      }
      if (CLOSINGS.hold(line, 0, end)) {
        return i;
      }
      below += line.isEmpty() ? 0 : 1;
    }
    return -1;
  }

  private static int firstLetter(String line) {
    int at = 0;
    while (at < line.length() && !Character.isLetter(line.charAt(at))) {
      at++;
    }
    return at;
  }
}
