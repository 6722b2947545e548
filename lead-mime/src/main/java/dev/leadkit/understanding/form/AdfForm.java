// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.form;

import dev.leadkit.Conclusion;
import dev.leadkit.FormField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads leads in the Auto-lead Data Format (ADF 1.0), an XML document in the text. Written by scripts that forget to escape, it is read as
 * tags and texts, not by an XML parser: no entity and no external document is ever resolved.
 */
final class AdfForm {

  private static final int MAX_FIELDS = 500;
  private static final Map<String, String> NAMES = Map.ofEntries(
      Map.entry("email", "email"),
      Map.entry("phone", "phone"),
      Map.entry("comments", "message"),
      Map.entry("city", "city"),
      Map.entry("postalcode", "postcode"),
      Map.entry("country", "country"),
      Map.entry("street", "address"),
      Map.entry("year", ""),
      Map.entry("make", "product"),
      Map.entry("model", ""),
      Map.entry("trim", ""),
      Map.entry("stock", ""),
      Map.entry("vin", ""),
      Map.entry("regioncode", ""),
      Map.entry("requestdate", ""),
      Map.entry("id", ""),
      Map.entry("service", ""));

  private AdfForm() {}

  static boolean isAdf(String text) {
    return text.contains("<adf")
        || text.contains("<ADF")
        || text.contains("<?adf")
        || text.contains("<?ADF");
  }

  /** The fields of all prospects, one after the other. */
  static List<FormField> read(String text) {
    if (!isAdf(text)) {
      return List.of();
    }
    var fields = new ArrayList<FormField>();
    var open = new ArrayList<String>();
    int at = 0;
    String part = "";
    while (at < text.length() && fields.size() < MAX_FIELDS) {
      int tag = text.indexOf('<', at);
      if (tag < 0) {
        break;
      }
      String content = text.substring(at, tag).strip();
      boolean isCdata = text.startsWith("<![CDATA[", tag);
      int end = text.indexOf(isCdata ? "]]>" : ">", tag);
      if (end < 0) {
        break;
      }
      if (isCdata) {
        content = text.substring(tag + 9, end).strip();
        add(fields, open, part, content);
        at = end + 3;
        continue;
      }
      String inside = text.substring(tag + 1, end).strip();
      at = end + 1;
      if (inside.startsWith("/")) {
        add(fields, open, part, content);
        String name = inside.substring(1).strip().toLowerCase(Locale.ROOT);
        int index = open.lastIndexOf(name);
        while (index >= 0 && open.size() > index) {
          open.remove(open.size() - 1);
        }
      } else if (!inside.startsWith("?")
          && !inside.startsWith("!")
          && !inside.endsWith("/")
          && open.size() < 50) {
        int blank = inside.indexOf(' ');
        String name = (blank < 0 ? inside : inside.substring(0, blank)).toLowerCase(Locale.ROOT);
        open.add(name);
        part = attribute(inside);
      }
    }
    return List.copyOf(fields);
  }

  /** The value of the attribute {@code part} of a name, {@code ""} if it has none. */
  private static String attribute(String tag) {
    int at = tag.indexOf("part=");
    if (at < 0 || at + 7 > tag.length()) {
      return "";
    }
    char quote = tag.charAt(at + 5);
    int end = tag.indexOf(quote, at + 6);
    return end < 0 ? "" : tag.substring(at + 6, end).toLowerCase(Locale.ROOT);
  }

  private static void add(List<FormField> fields, List<String> open, String part, String content) {
    if (content.isEmpty()
        || open.isEmpty()
        || open.contains("vendor")
        || open.contains("provider")) {
      return;
    }
    String tag = open.get(open.size() - 1);
    String name = NAMES.get(tag);
    String label = tag;
    if (tag.equals("name")) {
      name = switch (part) {
        case "first" -> "first_name";
        case "last" -> "last_name";
        default -> "name";
      };
      label = part.isEmpty() ? tag : tag + " " + part;
    }
    if (name == null) {
      return;
    }
    String value = FieldValues.clean(content, name);
    fields.add(new FormField(
        FieldValues.fits(name, value) ? name : "",
        label,
        value,
        Conclusion.of("adf", label, 0.97)));
  }
}
