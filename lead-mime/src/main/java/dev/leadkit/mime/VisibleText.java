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
  private static final List<String> FORWARDS = List.of(
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
  private static final List<String> ORIGINALS = List.of(
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

  private static final List<String> FROM =
      List.of("from", "von", "de", "da", "van", "från", "fra", "od", "expéditeur");
  private static final List<String> SUBJECT = List.of(
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
  private static final List<String> OTHERS = List.of(
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

  private static final List<String> SUBJECT_PREFIXES = List.of(
      "fwd:", "fw:", "wg:", "tr:", "rv:", "i:", "enc:", "doorst:", "vb:", "vs:", "pd:", "fwd ",
      "[fwd:");

  /** How an answer introduces what it quotes: the begin of the line, and how the line ends. */
  private static final List<List<String>> ATTRIBUTIONS = List.of(
      List.of("on ", " wrote:"),
      List.of("on ", " writes:"),
      List.of("am ", " schrieb", ":"),
      List.of("le ", " a écrit", ":"),
      List.of("el ", " escribió:"),
      List.of("il ", " ha scritto:"),
      List.of("em ", " escreveu:"),
      List.of("op ", " schreef", ":"),
      List.of("den ", " skrev", ":"),
      List.of("w dniu ", " napisał", ":"));

  private static final List<String> DEVICE_LINES = List.of(
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

  private static final List<String> CLOSINGS = List.of(
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

  private static final List<String> DISCLAIMERS = List.of(
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
    List<String> lines = body.lines().toList();
    boolean announced = isForward(subject);
    int mark = forwardMark(lines, announced);
    if (mark < 0) {
      return new VisibleText(written(lines), null);
    }
    Forwarded original = original(lines, mark);
    return original == null
        ? new VisibleText(written(lines), null)
        : new VisibleText(written(lines.subList(0, mark)), original);
  }

  /** Whether a subject says that the message is a forward. */
  static boolean isForward(String subject) {
    String start = subject.strip().toLowerCase(Locale.ROOT);
    return SUBJECT_PREFIXES.stream().anyMatch(start::startsWith);
  }

  /** The person is not shown. */
  @Override
  public String toString() {
    return "VisibleText[" + text.length() + " characters]";
  }

  private static int forwardMark(List<String> lines, boolean announced) {
    for (int i = 0; i < lines.size(); i++) {
      String line = unquoted(lines.get(i));
      if (line.length() > LONGEST_MARK || line.isEmpty()) {
        continue;
      }
      if (isMark(line, FORWARDS) || announced && (isMark(line, ORIGINALS) || isBlock(lines, i))) {
        return i;
      }
    }
    return -1;
  }

  /** The fields of the original below a mark, then its text; null where no sender stands there. */
  private static @Nullable Forwarded original(List<String> lines, int mark) {
    boolean quoted = lines.get(mark).startsWith(">");
    int at = isBlock(lines, mark) ? mark : mark + 1;
    while (at < lines.size() && unquoted(lines.get(at)).isEmpty()) {
      at++;
    }
    Address from = null;
    String subject = "";
    for (; at < lines.size() && !unquoted(lines.get(at)).isEmpty(); at++) {
      String line = unquoted(lines.get(at));
      String label = label(line);
      if (from == null && FROM.contains(label)) {
        from = address(value(line));
      } else if (subject.isEmpty() && SUBJECT.contains(label)) {
        subject = value(line);
      } else if (label.isEmpty() && from == null) {
        return null;
      }
    }
    if (from == null) {
      return null;
    }
    quoted |= at > mark + 1 && lines.get(at - 1).startsWith(">");
    List<String> rest = lines.subList(at, lines.size());
    List<String> text = quoted ? rest.stream().map(VisibleText::onceUnquoted).toList() : rest;
    return new Forwarded(from, subject, written(text));
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

  /** A sender and at least two more fields in a row, a subject among them or not. */
  private static boolean isBlock(List<String> lines, int from) {
    if (!FROM.contains(label(unquoted(lines.get(from))))) {
      return false;
    }
    int fields = 1;
    for (int i = from + 1; i < lines.size() && i < from + 10; i++) {
      String label = label(unquoted(lines.get(i)));
      if (SUBJECT.contains(label) || OTHERS.contains(label)) {
        fields++;
      }
    }
    return fields >= 3;
  }

  /** What stands before the colon, lower-case, without the asterisks of bold type; {@code ""} where it is no label. */
  private static String label(String line) {
    int colon = line.indexOf(':');
    return colon < 1 || colon > 20
        ? ""
        : line.substring(0, colon).replace("*", "").strip().toLowerCase(Locale.ROOT);
  }

  private static String value(String line) {
    String value = line.substring(line.indexOf(':') + 1).strip();
    return value.startsWith("*") ? value.substring(1).strip() : value;
  }

  private static boolean isMark(String line, List<String> marks) {
    int from = 0;
    int to = line.length();
    while (from < to && "-_= \t".indexOf(line.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && "-_= \t:".indexOf(line.charAt(to - 1)) >= 0) {
      to--;
    }
    if (to - from > 60 || to - from < 8) {
      return false;
    }
    String words = line.substring(from, to).toLowerCase(Locale.ROOT);
    boolean framed = from > 0 || line.endsWith(":");
    return marks.stream()
        .anyMatch(mark -> words.equals(mark) || framed && words.startsWith(mark + " "));
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

  private static String written(List<String> lines) {
    List<String> own = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String start = line.strip();
      if (start.startsWith(">")) {
        continue;
      }
      if (isSignatureMark(line) || isQuotationToTheEnd(lines, i, start)) {
        break;
      }
      int attribution = attributionEnd(lines, i, start);
      if (attribution < 0) {
        own.add(line.stripTrailing());
      } else if (isQuoteNext(lines, attribution + 1)) {
        i = attribution;
      } else {
        break;
      }
    }
    cutSignature(own);
    return String.join("\n", own).strip();
  }

  private static boolean isSignatureMark(String line) {
    return line.equals("-- ") || line.equals("--");
  }

  private static boolean isQuotationToTheEnd(List<String> lines, int index, String line) {
    if (line.isEmpty() || line.length() > LONGEST_MARK) {
      return false;
    }
    return line.charAt(0) == '-' && isMark(line, ORIGINALS) || isBlock(lines, index);
  }

  /** The last line of an attribution that begins here, which mail programs fold over up to three; -1 where none begins. */
  private static int attributionEnd(List<String> lines, int index, String line) {
    if (line.length() < 3 || line.length() > LONGEST_MARK) {
      return -1;
    }
    String joined = line.toLowerCase(Locale.ROOT);
    for (List<String> attribution : ATTRIBUTIONS) {
      if (joined.startsWith(attribution.get(0))) {
        return attributionEnd(lines, index, joined, attribution);
      }
    }
    return -1;
  }

  private static int attributionEnd(
      List<String> lines, int index, String first, List<String> attribution) {
    String joined = first;
    for (int i = index; i < index + 3 && i < lines.size(); i++) {
      if (i > index) {
        String next = lines.get(i).strip().toLowerCase(Locale.ROOT);
        if (next.isEmpty() || next.length() > LONGEST_MARK) {
          return -1;
        }
        joined = joined + " " + next;
      }
      if (joined.contains(attribution.get(1)) && joined.endsWith(":") && hasDigit(joined)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isQuoteNext(List<String> lines, int from) {
    for (int i = from; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty()) {
        return line.startsWith(">");
      }
    }
    return false;
  }

  /** Cuts at the first disclaimer or device line, and at a closing that only short lines follow. */
  private static void cutSignature(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String start = start(lines.get(i));
      if (DISCLAIMERS.stream().anyMatch(start::startsWith)
          || lines.get(i).length() < 60 && DEVICE_LINES.stream().anyMatch(start::startsWith)) {
        lines.subList(i, lines.size()).clear();
        break;
      }
    }
    int last = lines.size();
    while (last > 0 && lines.get(last - 1).isBlank()) {
      last--;
    }
    int signatureLines = 0;
    for (int i = last - 1; i > 0 && signatureLines <= SIGNATURE_LINES; i--) {
      String line = lines.get(i).strip();
      if (line.length() > SIGNATURE_WIDTH) {
        return;
      }
      if (isClosing(line)) {
        lines.subList(i, lines.size()).clear();
        return;
      }
      signatureLines += line.isEmpty() ? 0 : 1;
    }
  }

  private static boolean isClosing(String line) {
    int end = line.length();
    while (end > 0 && ",.!".indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    return end >= 3
        && end < 40
        && CLOSINGS.contains(line.substring(0, end).toLowerCase(Locale.ROOT));
  }

  private static String start(String line) {
    int from = 0;
    while (from < line.length() && !Character.isLetter(line.charAt(from))) {
      from++;
    }
    return line.substring(from, Math.min(line.length(), from + 60)).toLowerCase(Locale.ROOT);
  }
}
