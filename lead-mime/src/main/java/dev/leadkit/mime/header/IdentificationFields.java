// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.Defect.Code;
import dev.leadkit.Threading;
import dev.leadkit.mime.scan.Defects;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code Message-ID}, {@code In-Reply-To} and {@code References} (RFC 5322 §3.6.4): each id once, with its angle brackets. */
public final class IdentificationFields {

  private final int limit;
  private final Defects defects;
  private final Set<String> ids = new LinkedHashSet<>();
  private boolean overspent;

  private IdentificationFields(int limit, Defects defects) {
    this.limit = limit;
    this.defects = defects;
  }

  /**
   * The ids in the header.
   *
   * @param maxReferences the maximum number of references
   */
  public static Threading read(HeaderFields header, int maxReferences, Defects defects) {
    return new Threading(
        first(header, FieldName.MESSAGE_ID, defects),
        first(header, FieldName.IN_REPLY_TO, defects),
        all(header, maxReferences, defects));
  }

  private static String first(HeaderFields header, FieldName name, Defects defects) {
    List<String> ids = ids(header, name, 1_000, defects);
    return ids.isEmpty() ? "" : ids.get(0);
  }

  private static List<String> all(HeaderFields header, int limit, Defects defects) {
    return ids(header, FieldName.REFERENCES, limit, defects);
  }

  private static List<String> ids(HeaderFields header, FieldName name, int limit, Defects defects) {
    int index = header.indexOf(name, 0);
    if (index < 0) {
      return List.of();
    }
    IdentificationFields fields = new IdentificationFields(limit, defects);
    for (; index >= 0; index = header.indexOf(name, index + 1)) {
      fields.parse(header.value(index), header.position(index));
    }
    return new ArrayList<>(fields.ids);
  }

  private void parse(String text, int position) {
    int before = ids.size();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '<') {
        at = bracketed(text, at + 1, position);
      } else if (c == '(') {
        at = afterComment(text, at);
      } else {
        at++;
      }
    }
    if (ids.size() == before && text.indexOf('<') < 0) {
      bare(text, position);
    }
  }

  private int bracketed(String text, int start, int position) {
    StringBuilder id = new StringBuilder("<");
    int at = start;
    while (at < text.length() && text.charAt(at) != '>' && text.charAt(at) != '<') {
      if (text.charAt(at) > ' ') {
        id.append(text.charAt(at));
      }
      at++;
    }
    if (id.length() > 1) {
      if (at == text.length()) {
        defects.add(Code.MALFORMED_ID, position, "an angle bracket is not closed");
      }
      add(id.append('>').toString(), position);
    }
    return at < text.length() && text.charAt(at) == '>' ? at + 1 : at;
  }

  /** The position after a comment, possibly nested (RFC 5322 §3.2.2). One that is never closed is skipped up to the next angle bracket. */
  private static int afterComment(String text, int start) {
    int depth = 0;
    for (int at = start; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return at + 1;
      }
    }
    int bracket = text.indexOf('<', start);
    return bracket < 0 ? text.length() : bracket;
  }

  /** Reads ids without brackets, only if every word looks like one: these fields may also contain prose about a person. */
  private void bare(String text, int position) {
    String[] words = text.split("[\\s,;]+", -1);
    for (String word : words) {
      if (!word.isEmpty()
          && (word.indexOf('@') <= 0 && words.length > 1 || word.indexOf('"') >= 0)) {
        return;
      }
    }
    for (String word : words) {
      String id = word.endsWith(">") ? word.substring(0, word.length() - 1) : word;
      if (!id.isEmpty() && id.indexOf('(') < 0) {
        defects.add(Code.MALFORMED_ID, position, "angle brackets are missing");
        add("<" + id + ">", position);
      }
    }
  }

  /** Adds an id. Beyond the limit the root and the newest ones are kept: they identify a thread. */
  private void add(String id, int position) {
    if (!ids.add(id) || ids.size() <= limit) {
      return;
    }
    Iterator<String> oldest = ids.iterator();
    oldest.next();
    if (limit > 1) {
      oldest.next();
    }
    oldest.remove();
    if (!overspent) {
      overspent = true;
      defects.add(Code.TOO_MANY_REFERENCES, position, "kept " + limit);
    }
  }
}
