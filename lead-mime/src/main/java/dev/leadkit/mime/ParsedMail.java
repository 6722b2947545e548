// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Address;
import dev.leadkit.Defect.Code;
import dev.leadkit.Forwarded;
import dev.leadkit.Link;
import dev.leadkit.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A mail taken apart: its header, its parts and its texts. The one that came in, or one that is attached to it. */
final class ParsedMail {

  private static final int MAX_NOTE_LENGTH = 1_000;

  /** How much hidden text is kept, in characters. */
  private static final int MAX_HIDDEN_LENGTH = 64 * 1024;

  /** What stands before or after parts, and the text it is. */
  record OutsideText(ByteRange octets, String text) {}

  private final HeaderFields header;
  private final List<Entity> entities;
  private final BodySelection body;
  private final MimeLimits limits;
  private final Defects defects;
  private final String text;
  private final String html;
  private final String readable;
  private final List<Entity> shownParts;
  private final List<ByteRange> outside;
  private final List<OutsideText> outsideTexts;
  private int textLeft;
  private int htmlLeft;

  private ParsedMail(HeaderFields header, List<Entity> entities, MimeLimits limits, Defects defects) {
    this.header = header;
    this.entities = entities;
    this.body = BodySelection.of(entities);
    this.limits = limits;
    this.defects = defects;
    this.textLeft = limits.textBytes();
    this.htmlLeft = limits.textBytes();
    List<String> marked = new ArrayList<>(1);
    for (Entity entity : body.html()) {
      if (entity.isHtml()) {
        marked.add(decoded(entity));
      }
    }
    List<String> plain = new ArrayList<>(1);
    for (Entity entity : body.text()) {
      String content = decoded(entity);
      if (!entity.isHtml()) {
        plain.add(content);
      }
    }
    this.shownParts = PlaceholderText.shownParts(body, this::document);
    List<String> shown = new ArrayList<>(1);
    for (Entity entity : shownParts) {
      shown.add(entity.isHtml() ? document(entity).text() : entity.shown);
    }
    this.html = joined(marked);
    this.outside = outside(plain);
    this.outsideTexts = textOutsideParts();
    if (!outside.isEmpty()) {
      outsideTexts.forEach(found -> plain.add(found.text));
      shown = plain;
    }
    OpaqueContent.report(entities, defects);
    this.text = joined(plain);
    this.readable = shown.equals(plain) ? text : joined(shown);
  }

  /**
   * What stands before and after the parts of multiparts, but for what their writers put there for readers that know no MIME (RFC 2046
   * §5.1.1).
   */
  private List<OutsideText> textOutsideParts() {
    List<OutsideText> texts = new ArrayList<>(0);
    for (ByteRange outside : outsideParts()) {
      ByteRange kept = outside.head(textLeft);
      String text = Charsets.decodeLines(kept, "", new Defects(), outside.from);
      if (!text.isBlank() && !isCustomary(text)) {
        textLeft -= kept.length();
        texts.add(new OutsideText(kept, text));
        defects.add(Code.TEXT_OUTSIDE_PARTS, outside.from, "there is no other text");
      }
    }
    return texts;
  }

  /** What stands before and after parts, where it may be the text; nothing where there is another. */
  List<ByteRange> outsideParts() {
    return outside;
  }

  /** What of it became text of the mail, after the texts of parts. */
  List<OutsideText> outsideTexts() {
    return outsideTexts;
  }

  private List<ByteRange> outside(List<String> plain) {
    if (entities.size() == 1 || !html.isBlank() || !plain.stream().allMatch(String::isBlank)) {
      return List.of();
    }
    List<ByteRange> ranges = new ArrayList<>(2);
    for (Entity entity : entities) {
      if (entity.isMultipart() && entity.children > 0) {
        ranges.add(entity.preamble());
        ranges.add(entity.epilogue());
      }
    }
    return ranges;
  }

  /** Whatever the language, such a note names what it is about. */
  private static boolean isCustomary(String text) {
    String note = text.length() > MAX_NOTE_LENGTH ? "" : text.toLowerCase(Locale.ROOT);
    return note.contains("mime") || note.contains("multipart") || note.contains("multi-part");
  }

  /** Reads a mail from its first octet: a mailbox's separator line, a byte order mark and blank lines before the header are passed over. */
  static ParsedMail read(ByteRange octets, MimeLimits limits, Defects defects) {
    byte[] bytes = withLineFeeds(octets, defects);
    int end = octets.to;
    HeaderFields header =
        header(new ByteRange(bytes, octets.from, end), HeaderFields.Owner.MESSAGE, limits, defects);
    return new ParsedMail(
        header, Multipart.entities(bytes, header, end, limits, defects), limits, defects);
  }

  /** Reads the header only, as if nothing came after it. */
  static ParsedMail readHeader(ByteRange octets, MimeLimits limits, Defects defects) {
    byte[] bytes = withLineFeeds(octets, defects);
    HeaderFields header = header(
        new ByteRange(bytes, octets.from, octets.to), HeaderFields.Owner.GLANCE, limits, defects);
    Entity root = Entity.of(bytes, header, null, 0, limits, defects);
    return new ParsedMail(header, List.of(root), limits, defects);
  }

  private static HeaderFields header(
      ByteRange octets, HeaderFields.Owner owner, MimeLimits limits, Defects defects) {
    int start = start(octets.bytes, octets.from, octets.to, defects);
    HeaderFields header = HeaderFields.read(
        octets.bytes,
        start,
        octets.to,
        new BoundaryStack(),
        owner,
        new HeaderFields.Budget(limits),
        defects);
    if (header.isEmpty()) {
      defects.add(Code.UNREADABLE, start, "there is no header");
    }
    return header;
  }

  HeaderFields header() {
    return header;
  }

  /** The mail itself and its parts, each before those inside it. */
  List<Entity> entities() {
    return entities;
  }

  Entity root() {
    return entities.get(0);
  }

  BodySelection body() {
    return body;
  }

  String text() {
    return text;
  }

  String html() {
    return html;
  }

  /** The text, with HTML in its place where there is nothing else. */
  String readableText() {
    return readable;
  }

  /** The parts whose text a person sees, in their order. */
  List<Entity> shownParts() {
    return shownParts;
  }

  /** The HTML of a part as text. */
  private HtmlText document(Entity entity) {
    HtmlText document = entity.document;
    if (document == null) {
      document = HtmlText.of(decoded(entity));
      entity.document = document;
    }
    return document;
  }

  /** Adds what the HTML says beside its text: what is hidden in it, where its links lead, and what its images show. */
  void readHtml(Message.Builder message) {
    List<String> hidden = new ArrayList<>(0);
    List<Link> links = new ArrayList<>(0);
    List<String> imageTexts = new ArrayList<>(0);
    for (Entity entity : body.html()) {
      HtmlText document = entity.document;
      if (document != null) {
        hidden.add(document.hidden());
        links.addAll(document.links());
        imageTexts.addAll(document.imageTexts());
        report(document, entity.position);
      } else if (entity.isHtml()) {
        HtmlLinks found = HtmlLinks.of(decoded(entity));
        links.addAll(found.links());
        if (found.isCut()) {
          defects.add(Code.HTML_TOO_COMPLEX, entity.position, "not all links were kept");
        }
      }
    }
    String hiddenText = joined(hidden);
    message
        .hiddenText(hiddenText.substring(0, Math.min(hiddenText.length(), MAX_HIDDEN_LENGTH)))
        .links(links)
        .imageTexts(imageTexts);
  }

  private void report(HtmlText document, int position) {
    if (document.isAllHidden()) {
      defects.add(Code.HIDDEN_BODY, position, "all text is hidden; it was read as if it were not");
    }
    if (document.isCut()) {
      defects.add(
          Code.HTML_TOO_COMPLEX, position, "links, rules of style or nesting beyond the limit");
    }
    if (document.hidden().length() > MAX_HIDDEN_LENGTH) {
      defects.add(Code.HTML_TOO_COMPLEX, position, "hidden text beyond the limit");
    }
  }

  /** The decoded subject on one line. */
  String subject() {
    return Text.line(
        EncodedWords.decode(only(FieldName.SUBJECT), defects, header.position(FieldName.SUBJECT)));
  }

  @Nullable
  Instant date() {
    String field = only(FieldName.DATE);
    if (field.isEmpty()) {
      defects.add(Code.MISSING_FIELD, -1, "there is no Date");
      return null;
    }
    Instant date = DateTime.parse(field);
    if (date == null) {
      defects.add(Code.MALFORMED_DATE, header.position(FieldName.DATE), "left out");
    }
    return date;
  }

  /**
   * The mailboxes of the authors, the one first that the mail is from (RFC 5322 §3.6.2). One with a domain comes before one without; where no
   * From field has an address, the Sender is the author. Empty where nobody is named.
   */
  List<Address> authors() {
    List<Address> authors = new ArrayList<>(1);
    int fields = 0;
    for (int i = header.indexOf(FieldName.FROM, 0);
        i >= 0;
        i = header.indexOf(FieldName.FROM, i + 1)) {
      if (++fields == 2) {
        defects.add(Code.REPEATED_FIELD, header.position(i), "From");
      }
      addAuthors(authors, i);
    }
    if (!hasDomain(authors)) {
      int sender = header.indexOf(FieldName.SENDER, 0);
      if (authors.stream().noneMatch(Address::isKnown)) {
        defects.add(Code.MISSING_FIELD, -1, "there is no From with an address");
      }
      List<Address> senders = new ArrayList<>(1);
      if (sender >= 0) {
        addAuthors(senders, sender);
      }
      if (hasDomain(senders) || authors.stream().noneMatch(Address::isKnown)) {
        authors.addAll(0, senders);
      }
    }
    return inOrder(authors);
  }

  private void addAuthors(List<Address> authors, int index) {
    int position = header.position(index);
    for (Address mailbox : AddressList.parse(header.value(index), limits, defects, position)) {
      reportAddressInName(mailbox, position);
      if (authors.size() < limits.addresses() && !authors.contains(mailbox)) {
        authors.add(mailbox);
      }
    }
  }

  /** A name that is another address is what a person sees of a forged sender. */
  private void reportAddressInName(Address mailbox, int position) {
    if (EmailText.holdsOther(mailbox.name(), mailbox.email())) {
      defects.add(Code.ADDRESS_IN_NAME, position, "a display name holds another address");
    }
  }

  private static boolean hasDomain(List<Address> mailboxes) {
    for (Address mailbox : mailboxes) {
      if (!mailbox.domain().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Those with a domain, else those with an address, else the first name. */
  private static List<Address> inOrder(List<Address> mailboxes) {
    if (mailboxes.size() <= 1) {
      return mailboxes;
    }
    boolean domain = hasDomain(mailboxes);
    List<Address> known = mailboxes.stream()
        .filter(mailbox -> domain ? !mailbox.domain().isEmpty() : mailbox.isKnown())
        .toList();
    return known.isEmpty() ? List.of(mailboxes.get(0)) : known;
  }

  /** The author that the mail is from, {@link Address#UNKNOWN} where nobody is named. */
  Address from() {
    List<Address> authors = authors();
    return authors.isEmpty() ? Address.UNKNOWN : authors.get(0);
  }

  /** The mailboxes of all fields of that name; entries without an address are left out. */
  List<Address> addresses(FieldName name) {
    List<Address> known = new ArrayList<>();
    int fields = 0;
    for (int i = header.indexOf(name, 0); i >= 0; i = header.indexOf(name, i + 1)) {
      if (++fields == 2) {
        defects.add(Code.REPEATED_FIELD, header.position(i), name.spelling());
      }
      for (Address mailbox :
          AddressList.parse(header.value(i), limits, defects, header.position(i))) {
        if (mailbox.isKnown() && known.size() < limits.addresses()) {
          known.add(mailbox);
          if (name == FieldName.REPLY_TO) {
            reportAddressInName(mailbox, header.position(i));
          }
        }
      }
    }
    return known;
  }

  /** The original, where this mail forwards one as an attachment; of an original that forwards another in turn, that other. */
  @Nullable
  Forwarded forwarded() {
    ParsedMail inner = attachedMail();
    for (int depth = 1; inner != null && depth <= limits.messages(); depth++) {
      VisibleText visible = VisibleText.of(inner.subject(), inner.readable);
      if (visible.forwarded() != null) {
        return visible.forwarded();
      }
      ParsedMail next = depth < limits.messages() ? inner.attachedMail() : null;
      if (next == null) {
        return new Forwarded(inner.from(), inner.subject(), visible.text());
      }
      inner = next;
    }
    return null;
  }

  /** A mail that is attached to a forward, or to nothing else; what a report holds is no forward (RFC 3462). */
  private @Nullable ParsedMail attachedMail() {
    if (root().isReport()) {
      return null;
    }
    for (Entity entity : body.attachments()) {
      if (entity.isMail() && (VisibleText.isForward(subject()) || readable.isBlank())) {
        Defects unheard = new Defects();
        return read(entity.encoding.decode(entity.body(), unheard), limits, unheard);
      }
    }
    return null;
  }

  private String only(FieldName name) {
    int first = header.indexOf(name, 0);
    int second = first < 0 ? -1 : header.indexOf(name, first + 1);
    if (second >= 0) {
      defects.add(Code.REPEATED_FIELD, header.position(second), name.spelling());
    }
    while (second >= 0 && header.value(first).isEmpty()) {
      first = second;
      second = header.indexOf(name, first + 1);
    }
    return first < 0 ? "" : header.value(first);
  }

  private String decoded(Entity entity) {
    if (entity.text == null) {
      ByteRange body = entity.body();
      int footer = footer(entity, body);
      ByteRange octets = entity.encoding.decode(new ByteRange(body.bytes, body.from, footer), defects);
      int left = entity.isHtml() ? htmlLeft : textLeft;
      if (octets.length() > left) {
        defects.add(Code.TEXT_TOO_LONG, entity.position, "kept " + left + " bytes");
      }
      ByteRange kept = octets.head(left);
      if (entity.isHtml()) {
        htmlLeft -= kept.length();
      } else {
        textLeft -= kept.length();
      }
      String charset = entity.contentType.get("charset");
      if (charset.isEmpty() && entity.isHtml()) {
        charset = HtmlText.declaredCharset(kept);
      }
      entity.text = Charsets.decodeLines(kept, charset, defects, entity.position);
      if (footer < body.to) {
        entity.footerStart = footer;
        entity.text = withFooter(entity.text, new ByteRange(body.bytes, footer, body.to), charset);
      }
      entity.shown = entity.isHtml() ? "" : shown(entity, entity.text, kept.length(), charset);
    }
    return entity.text;
  }

  /** Where plain text begins behind an encoded body, its end where there is none; of a long text in a file the end is not known. */
  private int footer(Entity entity, ByteRange body) {
    if (body.length() > limits.textBytes()) {
      return body.to;
    }
    int footer = PlainFooter.start(body, entity.encoding);
    if (footer < body.to) {
      defects.add(
          Code.DAMAGED_ENCODING,
          footer,
          footer == body.from ? "the text is not encoded" : "plain text follows the encoded text");
    }
    return footer;
  }

  private static String withFooter(String text, ByteRange footer, String charset) {
    String label = Charsets.coversAscii(charset) ? charset : "";
    String plain = Charsets.decodeLines(footer, label, new Defects(), footer.from);
    return text.isEmpty() || text.endsWith("\n") ? text + plain : text + "\n" + plain;
  }

  /** What is not part of the text as its sender meant it: files, breaks of the transport, armour. Most texts hold nothing of it. */
  private String shown(Entity entity, String text, int length, String charset) {
    String shown = text;
    if (InlineFiles.mayStandIn(text)) {
      int left = Math.max(0, limits.parts() - entities.size());
      boolean octetsTell = Charsets.coversAscii(charset);
      ByteRange octets = octetsTell
          ? entity.encoding.decode(entity.body(), new Defects()).head(length).withLineFeeds()
          : ByteRange.utf8(text);
      entity.files = InlineFiles.find(octets, left, entity.position, defects);
      if (!entity.files.isEmpty()) {
        ByteRange rest = InlineFiles.without(octets, entity.files);
        String restCharset = octetsTell ? charset : "utf-8";
        shown = Charsets.decodeLines(rest, restCharset, new Defects(), entity.position);
      }
    }
    if (FlowedText.isMeantBy(entity.contentType)) {
      shown = FlowedText.unfold(shown, entity.contentType);
    }
    if (PgpArmour.isEncrypted(shown)) {
      defects.add(Code.ENCRYPTED, entity.position, "OpenPGP");
    }
    return PgpArmour.removed(shown);
  }

  /** The files that stand in the texts. */
  List<Entity> textsWithFiles() {
    return body.text().stream().filter(entity -> !entity.files.isEmpty()).toList();
  }

  private static String joined(List<String> texts) {
    if (texts.size() == 1) {
      return texts.get(0);
    }
    StringBuilder joined = new StringBuilder();
    for (String text : texts) {
      if (joined.length() > 0 && joined.charAt(joined.length() - 1) != '\n') {
        joined.append('\n');
      }
      joined.append(text);
    }
    return joined.toString();
  }

  /** Old machines end lines in CR alone: where there is no LF at all, each CR is one. Positions stay. */
  private static byte[] withLineFeeds(ByteRange octets, Defects defects) {
    byte[] bytes = octets.bytes;
    if (ByteRange.lineFeed(bytes, octets.from, octets.to) < octets.to) {
      return bytes;
    }
    byte[] lines = bytes;
    for (int i = octets.from; i < octets.to; i++) {
      if (bytes[i] == '\r') {
        if (lines == bytes) {
          lines = Arrays.copyOf(bytes, octets.to);
          defects.add(Code.BARE_CR, i, "each is taken for a line break");
        }
        lines[i] = '\n';
      }
    }
    return lines;
  }

  /** Where the header begins: after a byte order mark, blank lines and the separator lines of a mailbox. */
  private static int start(byte[] bytes, int from, int end, Defects defects) {
    int at = from;
    int passedOver = 0;
    while (at < end) {
      int start = skipBlankStart(bytes, at, end);
      passedOver += start - at;
      at = start;
      if (!HeaderLines.isSeparator(bytes, at, end)) {
        break;
      }
      at = Math.min(end, ByteRange.lineFeed(bytes, at, end) + 1);
    }
    if (passedOver > 0) {
      defects.add(Code.BLANK_START, from, passedOver + " octets passed over");
    }
    return at;
  }

  /** Where the first line begins that is not blank. */
  static int skipBlankStart(byte[] bytes, int from, int end) {
    int at = from;
    if (end - at >= 3
        && bytes[at] == (byte) 0xEF
        && bytes[at + 1] == (byte) 0xBB
        && bytes[at + 2] == (byte) 0xBF) {
      at += 3;
    }
    while (at < end && (bytes[at] == '\n' || bytes[at] == '\r' || ByteRange.isBlank(bytes[at]))) {
      at++;
    }
    return at;
  }
}
