// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import dev.leadkit.understanding.Container;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects the elements of a document that mail programs use for quoted mails and signatures, by the names in {@code containers.tsv}. */
final class HtmlContainers {

  /** The most elements that are kept; a mail with more of them is made to cost time. */
  private static final int MAX_FOUND = 200;

  /** The longest list of names that is read, in characters. */
  private static final int MAX_NAMES = 1_000;

  private static final String BORDER = "border-top";

  /** The colours of the line that Outlook draws above a quoted mail. */
  private static final List<String> BORDER_COLOURS = List.of("e1e1e1", "b5c4df");

  private record Use(Container.Type type, String rule) {}

  private record Open(Use use, int start, int depth) {}

  private final String html;
  private final HtmlTag tag;
  private final List<Container> found = new ArrayList<>(0);
  private final List<Open> open = new ArrayList<>(0);

  HtmlContainers(String html, HtmlTag tag) {
    this.html = html;
    this.tag = tag;
  }

  /** The table, read when a document first names an element. */
  private static final class Names {
    private static final String TABLE = "containers.tsv";
    private static final Map<String, Use> CLASSES = new HashMap<>();
    private static final Map<String, Use> IDS = new HashMap<>();
    private static final Map<String, Use> BEGINNINGS = new HashMap<>();

    /** The characters that a name may begin with. */
    private static final boolean[] FIRST = new boolean[128];

    static {
      try (InputStream in =
          Objects.requireNonNull(HtmlContainers.class.getResourceAsStream(TABLE), TABLE)) {
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
          String[] cells = line.split("\t", -1);
          if (cells.length == 4 && !line.startsWith("#")) {
            add(cells[0], cells[1], new Use(type(cells[2]), cells[3]));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(TABLE + ": the table cannot be read", e);
      }
    }

    private static Container.Type type(String name) {
      return Container.Type.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static void add(String attribute, String name, Use use) {
      FIRST[name.charAt(0)] = true;
      FIRST['x'] = true;
      if (name.endsWith("*")) {
        BEGINNINGS.put(name.substring(0, name.length() - 1), use);
      } else {
        (attribute.equals("id") ? IDS : CLASSES).put(name, use);
      }
    }

    static @Nullable Use of(String token, Map<String, Use> names) {
      String name = token.toLowerCase(Locale.ROOT);
      while (name.startsWith("x_")) {
        name = name.substring(2);
      }
      Use use = names.get(name);
      if (use == null) {
        for (Map.Entry<String, Use> beginning : BEGINNINGS.entrySet()) {
          if (name.startsWith(beginning.getKey())) {
            return beginning.getValue();
          }
        }
      }
      return use;
    }
  }

  /**
   * Begins a container if the tag names one.
   *
   * @param depth the number of open elements outside it
   * @param length the length of the text before it
   */
  void begin(int key, int depth, int length) {
    if (found.size() + open.size() >= MAX_FOUND || key == HtmlElement.BLOCKQUOTE.ordinal()) {
      return;
    }
    Use use = use(key);
    if (use != null) {
      open.add(new Open(use, length, depth));
    }
  }

  /** Ends the containers that are not open any more. */
  void end(int depth, int length) {
    for (int i = open.size() - 1; i >= 0 && open.get(i).depth >= depth; i--) {
      Open ended = open.remove(i);
      found.add(new Container(ended.use.type, ended.use.rule, ended.start, length));
    }
  }

  boolean isOpen() {
    return !open.isEmpty();
  }

  /** The containers, whose ranges are of the text from {@code first} to {@code last}. */
  List<Container> within(int first, int last) {
    List<Container> within = new ArrayList<>(found.size());
    for (Container container : found) {
      int start = Math.min(Math.max(container.start(), first), last) - first;
      int end = Math.min(Math.max(container.end(), first), last) - first;
      within.add(new Container(container.type(), container.rule(), start, end));
    }
    within.sort((a, b) -> a.start() != b.start()
        ? Integer.compare(a.start(), b.start())
        : Integer.compare(b.end(), a.end()));
    return List.copyOf(within);
  }

  private @Nullable Use use(int key) {
    Use use = named(HtmlTag.ID);
    if (use == null) {
      use = named(HtmlTag.CLASS);
    }
    if (use == null && key == HtmlElement.DIV.ordinal() && hasBorder()) {
      use = new Use(Container.Type.HEADER_TO_END, "outlook-border");
    }
    return use;
  }

  private @Nullable Use named(int attribute) {
    if (!tag.has(attribute)) {
      return null;
    }
    int to = Math.min(tag.end(attribute), tag.start(attribute) + MAX_NAMES);
    int at = tag.start(attribute);
    while (at < to) {
      int end = at;
      while (end < to && html.charAt(end) > ' ') {
        end++;
      }
      if (end > at) {
        int first = html.charAt(at) | 0x20;
        if (first < 128 && Names.FIRST[first]) {
          Use use = Names.of(
              html.substring(at, end), attribute == HtmlTag.ID ? Names.IDS : Names.CLASSES);
          if (use != null) {
            return use;
          }
        }
      }
      at = end + 1;
    }
    return null;
  }

  /** The thin line above a quoted mail: {@code border:none;border-top:solid #E1E1E1 1.0pt}. */
  private boolean hasBorder() {
    if (!tag.has(HtmlTag.STYLE)) {
      return false;
    }
    int to = Math.min(tag.end(HtmlTag.STYLE), tag.start(HtmlTag.STYLE) + MAX_NAMES);
    String style = html.substring(tag.start(HtmlTag.STYLE), to);
    if (!style.contains(BORDER)) {
      return false;
    }
    style = style.toLowerCase(Locale.ROOT);
    return style.contains(BORDER_COLOURS.get(0)) || style.contains(BORDER_COLOURS.get(1));
  }
}
