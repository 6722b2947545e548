// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Defect.Code;
import dev.leadkit.Link;
import dev.leadkit.Message;
import dev.leadkit.mime.html.HtmlLinks;
import dev.leadkit.mime.html.HtmlText;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.structure.Entity;
import dev.leadkit.mime.text.PartText;
import java.util.ArrayList;
import java.util.List;

/** Collects what the HTML of a mail contains beside its visible text: hidden text, the targets of links, and the texts of images. */
final class HtmlDetails {

  /** How much hidden text is kept, in characters. */
  private static final int MAX_HIDDEN_LENGTH = 64 * 1024;

  private final ParsedMail mail;
  private final Defects defects;
  private final List<String> hidden = new ArrayList<>(0);
  private final List<Link> links = new ArrayList<>(0);
  private final List<String> imageTexts = new ArrayList<>(0);

  private HtmlDetails(ParsedMail mail, Defects defects) {
    this.mail = mail;
    this.defects = defects;
  }

  /** Adds them to the message. */
  static void read(ParsedMail mail, Message.Builder message, Defects defects) {
    var details = new HtmlDetails(mail, defects);
    for (Entity entity : mail.body().html()) {
      details.read(entity);
    }
    String hiddenText = ParsedMail.joined(details.hidden);
    message
        .hiddenText(hiddenText.substring(0, Math.min(hiddenText.length(), MAX_HIDDEN_LENGTH)))
        .links(details.links)
        .imageTexts(details.imageTexts);
  }

  private void read(Entity entity) {
    if (!entity.isHtml()) {
      return;
    }
    PartText part = mail.text(entity);
    if (part.isDocumentRead()) {
      HtmlText document = part.document();
      hidden.add(document.hidden());
      links.addAll(document.links());
      imageTexts.addAll(document.imageTexts());
      report(document, entity.position);
    } else {
      HtmlLinks found = HtmlLinks.of(part.text());
      links.addAll(found.links());
      if (found.isCut()) {
        defects.add(Code.HTML_TOO_COMPLEX, entity.position, "not all links were kept");
      }
    }
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
}
