// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A {@code tag-list} (RFC 6376 §3.2): {@code name=value} between semicolons. Names and values are case-sensitive. */
final class TagList {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  /** A value without the white space around it, and its position in the text with that white space. */
  private record Tag(String value, int from, int to) {}

  private final Map<String, Tag> tags = new LinkedHashMap<>();

  private TagList() {}

  /** Parses a tag-list; a doubled name, an empty tag or an invalid name makes all of it invalid. */
  static TagList parse(String text) throws DkimError {
    TagList list = new TagList();
    int at = 0;
    while (at < text.length()) {
      int semicolon = text.indexOf(';', at);
      int end = semicolon < 0 ? text.length() : semicolon;
      if (semicolon >= 0 || !isBlank(text, at, end)) {
        list.add(text, at, end);
      }
      at = end + 1;
    }
    return list;
  }

  private void add(String text, int from, int to) throws DkimError {
    int equals = text.indexOf('=', from);
    if (equals < 0 || equals >= to) {
      throw DkimError.permanent("tag without '='");
    }
    String name = strip(text, from, equals);
    if (!NAME.matcher(name).matches()) {
      throw DkimError.permanent("invalid tag name");
    }
    String value = strip(text, equals + 1, to);
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      if (each > '~' || each < ' ' && each != '\t' && each != '\r' && each != '\n') {
        throw DkimError.permanent("character " + (int) each + " in tag " + name);
      }
    }
    if (tags.put(name, new Tag(value, equals + 1, to)) != null) {
      throw DkimError.permanent("tag " + name + " twice");
    }
  }

  /** The value, or null where there is no such tag. White space inside it is kept, folds too. */
  @Nullable
  String get(String name) {
    Tag tag = tags.get(name);
    return tag == null ? null : tag.value();
  }

  String get(String name, String defaultValue) {
    Tag tag = tags.get(name);
    return tag == null ? defaultValue : tag.value();
  }

  String require(String name) throws DkimError {
    Tag tag = tags.get(name);
    if (tag == null || tag.value().isEmpty()) {
      throw DkimError.permanent("no tag " + name);
    }
    return tag.value();
  }

  boolean has(String name) {
    return tags.containsKey(name);
  }

  /** The name of the first tag, or {@code ""}. */
  String firstName() {
    return tags.isEmpty() ? "" : tags.keySet().iterator().next();
  }

  /** The text that was parsed without the value of one tag and the white space around it (RFC 6376 §3.7). */
  String without(String name, String text) {
    Tag tag = tags.get(name);
    return tag == null ? text : text.substring(0, tag.from()) + text.substring(tag.to());
  }

  /** A value without any white space, as base64 and lists are read. */
  static String compact(String value) {
    StringBuilder compact = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      if (!isSpace(value.charAt(i))) {
        compact.append(value.charAt(i));
      }
    }
    return compact.toString();
  }

  private static String strip(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(String text, int from, int to) {
    return strip(text, from, to).isEmpty();
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }
}
