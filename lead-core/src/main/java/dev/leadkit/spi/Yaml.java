// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2 into nodes, from the events of the parser: so that every value has its place, repeated keys are seen, and neither depth
 * nor aliases can blow up the tree.
 */
final class Yaml {

  private static final int MAX_DEPTH = 100;
  private static final int MAX_VALUES = 1_000_000;

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Node.Place place;

    Refused(Node.Place place, String message) {
      super(message);
      this.place = place;
    }
  }

  private final String name;
  private final Diagnostics report;
  private final Iterator<Event> events;
  private final ScalarResolver core = new CoreSchema().getScalarResolver();
  private final Map<Anchor, Node> anchors = new HashMap<>();
  private final IdentityHashMap<Node, Integer> sizes = new IdentityHashMap<>();
  private int order;
  private int values;

  private Yaml(String name, String text, Diagnostics report) {
    this.name = name;
    this.report = report;
    var settings = LoadSettings.builder()
        .setLabel(name)
        .setParseComments(false)
        .setCodePointLimit(Integer.MAX_VALUE)
        .build();
    events = new ParserImpl(settings, new StreamReader(settings, text));
  }

  /** The tree; an empty one where the text cannot be read, with the problem in the report. */
  static Node read(String name, String text, Diagnostics report) {
    var start = new Node.Place(name + ":1:1", 0);
    var nothing = new Node.Scalar(start, Node.Kind.NOTHING, "");
    try {
      return new Yaml(name, text, report).document(nothing);
    } catch (Refused e) {
      report.breakOff(e.place, String.valueOf(e.getMessage()));
    } catch (MarkedYamlEngineException e) {
      report.breakOff(
          new Node.Place(name + position(e.getProblemMark().or(e::getContextMark)), 0),
          "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      report.breakOff(
          start,
          "not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return nothing;
  }

  private Node document(Node nothing) {
    Node root = null;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof NodeEvent node) {
        root = node(node, 0);
      } else if (event instanceof DocumentStartEvent && root != null) {
        throw new Refused(place(event), "a second document; expected one");
      }
    }
    return root == null ? nothing : root;
  }

  private Node node(NodeEvent event, int depth) {
    Node.Place place = place(event);
    if (depth > MAX_DEPTH) {
      throw new Refused(place, "nested deeper than " + MAX_DEPTH + " levels");
    }
    int before = values;
    count(1, place);
    if (event instanceof AliasEvent alias) {
      Node target = anchors.get(alias.getAlias());
      if (target == null) {
        throw new Refused(
            place, "*" + alias.getAlias().getValue() + " refers to nothing that ends before it");
      }
      count(sizes.getOrDefault(target, 1), place);
      return target;
    }
    Node node;
    if (event instanceof ScalarEvent scalar) {
      node = scalar(scalar, place);
    } else if (event instanceof SequenceStartEvent) {
      node = sequence(place, depth);
    } else {
      node = section(place, depth);
    }
    sizes.put(node, values - before);
    event.getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
    return node;
  }

  private void count(int more, Node.Place place) {
    values += more;
    if (values > MAX_VALUES) {
      throw new Refused(place, "more than " + MAX_VALUES + " values, aliases resolved");
    }
  }

  private Node scalar(ScalarEvent event, Node.Place place) {
    String text = event.getValue();
    Optional<String> explicit = event.getTag();
    Tag tag = explicit.isPresent() && !explicit.get().equals("!")
        ? new Tag(explicit.get())
        : core.resolve(text, explicit.isEmpty() && event.getImplicit().canOmitTagInPlainScalar());
    if (tag.equals(Tag.STR)) {
      return new Node.Scalar(place, Node.Kind.TEXT, text);
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return new Node.Scalar(place, Node.Kind.NUMBER, text);
    }
    if (tag.equals(Tag.BOOL)) {
      return new Node.Scalar(place, Node.Kind.FLAG, text);
    }
    if (!tag.equals(Tag.NULL)) {
      report.add(
          Diagnostic.Code.SYNTAX,
          place,
          "",
          "tag " + tag.getValue() + "; expected none of one's own");
    }
    return new Node.Scalar(place, Node.Kind.NOTHING, text);
  }

  private Node sequence(Node.Place place, int depth) {
    var items = new ArrayList<Node>();
    while (events.next() instanceof NodeEvent item) {
      items.add(node(item, depth + 1));
    }
    return new Node.Sequence(place, Collections.unmodifiableList(items));
  }

  private Node section(Node.Place place, int depth) {
    var entries = new LinkedHashMap<String, Node>();
    var keys = new LinkedHashMap<String, Node.Place>();
    while (events.next() instanceof NodeEvent first) {
      Node key = node(first, depth + 1);
      if (!(events.next() instanceof NodeEvent second)) {
        throw new Refused(key.place(), "a key without a value");
      }
      Node value = node(second, depth + 1);
      if (!(key instanceof Node.Scalar scalar)) {
        report.add(
            Diagnostic.Code.SYNTAX, key.place(), "", "a list or section as key; expected a word");
      } else if (keys.containsKey(scalar.text())) {
        Node.Place other = keys.get(scalar.text());
        report.add(
            Diagnostic.Code.SYNTAX,
            key.place(),
            "",
            "key '" + scalar.text() + "' occurs twice, first at " + other.text());
      } else {
        keys.put(scalar.text(), key.place());
        entries.put(scalar.text(), value);
      }
    }
    return new Node.Section(
        place, Collections.unmodifiableMap(entries), Collections.unmodifiableMap(keys));
  }

  private Node.Place place(Event event) {
    return new Node.Place(name + position(event.getStartMark()), ++order);
  }

  private static String position(Optional<Mark> mark) {
    return mark.map(at -> ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1)).orElse(":1:1");
  }
}
