// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.FormField;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import dev.leadkit.Segment.Kind;
import dev.leadkit.text.WordFile;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The words by which two messages of one person are compared: what the person wrote, whatever gateways, lists and mail programs put around it.
 *
 * @param words in lower case, letters and digits only; of an address on the web the host and path
 * @param paragraphs the indexes of the words that begin a paragraph, which an empty line or a line without words separates from the one before
 * @param addresses the mail addresses in the text
 * @param fields the values of a form by label
 * @param files the hashes of the attached files
 * @param subject the base subject
 */
record OwnText(
    List<String> words,
    BitSet paragraphs,
    Set<String> addresses,
    TreeMap<String, String> fields,
    Set<String> files,
    String subject) {

  /** Longer texts are compared by their beginning. */
  private static final int MAX_WORDS = 1_200;

  private static final int MAX_CHARACTERS = 40_000;

  /** An empty line, or a line of a separator without words. */
  private static final Pattern PARAGRAPH =
      Pattern.compile("\\R[ \\t]*(?:[-_=*]{2,}[ \\t]*)?(?:\\R|$)");

  private static final List<String> ADDED = WordFile.read(OwnText.class, "added-paragraphs.txt");

  private static final Set<Kind> WRITTEN = Set.of(Kind.OWN_TEXT, Kind.SIGN_OFF, Kind.FORM_FIELD);

  /** The text of the person behind the message: of a forward, the innermost message. */
  static OwnText of(Message message) {
    Forwarded forwarded = message.forwarded();
    String text = written(message);
    String subject = message.subject();
    if (forwarded != null && forwarded.from().isKnown()) {
      text = forwarded.text();
      subject = forwarded.subject().isBlank() ? subject : forwarded.subject();
    }
    var addresses = new TreeSet<String>();
    var paragraphs = new BitSet();
    List<String> words = words(withoutMarks(text), paragraphs, addresses);
    var fields = new TreeMap<String, String>();
    for (FormField field : message.understanding().fields()) {
      fields.merge(
          field.label().toLowerCase(Locale.ROOT).strip(),
          field.value().strip(),
          (a, b) -> a + "\n" + b);
    }
    var files = new TreeSet<String>();
    message.attachments().stream()
        .filter(file -> file.contentId().isEmpty())
        .filter(file -> !file.mime().equals("message/rfc822"))
        .forEach(file -> files.add(file.blob().sha256()));
    return new OwnText(words, paragraphs, addresses, fields, files, BaseSubject.of(subject));
  }

  private static String written(Message message) {
    String own = message.understanding().text(WRITTEN);
    if (!own.isBlank()) {
      return own;
    }
    return message.visibleText().isBlank() ? message.textBody() : message.visibleText();
  }

  /**
   * Drops the paragraphs that gateways write on top and lists and servers below, in case the reader did not divide the text. If all would be
   * dropped, all stay.
   */
  private static String withoutMarks(String text) {
    String shown = text.substring(0, Math.min(MAX_CHARACTERS, text.length())).strip();
    List<String> paragraphs = List.of(PARAGRAPH.split(shown));
    int from = 0;
    int to = paragraphs.size();
    while (from < to && isAdded(paragraphs.get(from))) {
      from++;
    }
    while (to > from && isAdded(paragraphs.get(to - 1))) {
      to--;
    }
    return from == to ? shown : String.join("\n\n", paragraphs.subList(from, to));
  }

  private static boolean isAdded(String paragraph) {
    String bare = paragraph.strip().toLowerCase(Locale.ROOT);
    return bare.isEmpty()
        || (bare.startsWith("[ext") && bare.indexOf(']') == bare.length() - 1)
        || ADDED.stream().anyMatch(bare::contains);
  }

  private static List<String> words(String text, BitSet paragraphs, Set<String> addresses) {
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    int at = 0;
    int lines = 2;
    while (at < normal.length() && words.size() < MAX_WORDS) {
      int c = normal.codePointAt(at);
      lines += c == '\n' ? 1 : 0;
      if (isLink(normal, at) && word.isEmpty()) {
        at = skipQuery(normal, at);
        continue;
      }
      at += Character.charCount(c);
      if (Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
        if (lines > 1) {
          paragraphs.set(words.size());
        }
        lines = 0;
        word.appendCodePoint(c);
      } else if (Character.getType(c) != Character.FORMAT && !word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    if (!word.isEmpty() && words.size() < MAX_WORDS) {
      words.add(word.toString());
    }
    for (String part : normal.split("[\\s<>(),;:\"]+")) {
      int sign = part.indexOf('@');
      if (sign > 0 && part.indexOf('.', sign) > 0) {
        addresses.add(part.endsWith(".") ? part.substring(0, part.length() - 1) : part);
      }
    }
    return words;
  }

  private static boolean isLink(String text, int at) {
    return text.startsWith("http://", at) || text.startsWith("https://", at);
  }

  /** The index after an address on the web: it may be another for each recipient, so it does not count as a word. */
  private static int skipQuery(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) > ' ' && "<>\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
