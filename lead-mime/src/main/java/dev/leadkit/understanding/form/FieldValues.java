// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.form;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cleans the values of fields of what mail programs and form scripts put into them, and tells which values a field can have. */
final class FieldValues {

  private static final Map<String, String> ENTITIES = Map.ofEntries(
      Map.entry("amp", "&"),
      Map.entry("lt", "<"),
      Map.entry("gt", ">"),
      Map.entry("quot", "\""),
      Map.entry("apos", "'"),
      Map.entry("nbsp", " "),
      Map.entry("auml", "ä"),
      Map.entry("ouml", "ö"),
      Map.entry("uuml", "ü"),
      Map.entry("Auml", "Ä"),
      Map.entry("Ouml", "Ö"),
      Map.entry("Uuml", "Ü"),
      Map.entry("szlig", "ß"),
      Map.entry("eacute", "é"),
      Map.entry("egrave", "è"),
      Map.entry("agrave", "à"),
      Map.entry("ccedil", "ç"),
      Map.entry("ntilde", "ñ"),
      Map.entry("aring", "å"),
      Map.entry("Aring", "Å"),
      Map.entry("oslash", "ø"),
      Map.entry("aelig", "æ"),
      Map.entry("iacute", "í"),
      Map.entry("oacute", "ó"),
      Map.entry("uacute", "ú"),
      Map.entry("aacute", "á"),
      Map.entry("ndash", "–"),
      Map.entry("mdash", "—"),
      Map.entry("rsquo", "’"),
      Map.entry("lsquo", "‘"),
      Map.entry("hellip", "…"),
      Map.entry("euro", "€"),
      Map.entry("pound", "£"),
      Map.entry("copy", "©"),
      Map.entry("reg", "®"),
      Map.entry("ecirc", "ê"),
      Map.entry("ocirc", "ô"),
      Map.entry("icirc", "î"),
      Map.entry("acirc", "â"));

  private static final Pattern ENTITY =
      Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});");
  private static final Pattern MAILTO = Pattern.compile("\\s*[<(\\[]mailto:[^>)\\]]{0,300}[>)\\]]");
  private static final Pattern LINK =
      Pattern.compile("\\[([^\\]\\[]{1,300})]\\((?:mailto:|tel:|https?:)[^)]{0,500}\\)");
  private static final Pattern MASKED_AT = Pattern.compile(
      "\\s*(?:\\[at]|\\(at\\)|\\{at}|&#64;|\\[ät]|\\(ät\\))\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern MASKED_DOT = Pattern.compile(
      "\\s*(?:\\[dot]|\\(dot\\)|\\{dot}|\\[punkt]|\\(punkt\\))\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern ADDRESS = Pattern.compile(
      "(?<![\\p{L}\\p{N}*•…%+._-])[\\p{L}\\p{N}!#$%&'+/=?^_`{|}~.-]{1,64}@[\\p{L}\\p{N}.-]{1,190}\\.[\\p{L}]{2,24}");

  private FieldValues() {}

  /** Decodes entities that a script escaped, also twice. */
  static String decoded(String text) {
    String result = text;
    for (int i = 0; i < 2 && result.indexOf('&') >= 0 && result.indexOf(';') > 0; i++) {
      Matcher matcher = ENTITY.matcher(result);
      var out = new StringBuilder();
      while (matcher.find()) {
        matcher.appendReplacement(
            out, Matcher.quoteReplacement(entity(matcher.group(1), matcher.group())));
      }
      matcher.appendTail(out);
      result = out.toString();
    }
    return result;
  }

  private static String entity(String name, String whole) {
    if (name.charAt(0) != '#') {
      return ENTITIES.getOrDefault(name, whole);
    }
    boolean isHex = name.length() > 1 && Character.toLowerCase(name.charAt(1)) == 'x';
    int code = Integer.parseInt(name.substring(isHex ? 2 : 1), isHex ? 16 : 10);
    return Character.isValidCodePoint(code) && code >= ' ' && !(code >= 0xD800 && code < 0xE000)
        ? Character.toString(code)
        : whole;
  }

  /** The value without the traces of links and of markup. */
  static String clean(String value, String name) {
    String text = decoded(value.strip());
    if (text.indexOf('[') >= 0 && text.indexOf("](") > 0) {
      text = LINK.matcher(text).replaceAll("$1");
    }
    if (text.contains("mailto:")) {
      text = MAILTO.matcher(text).replaceAll("");
      text = text.startsWith("mailto:") ? text.substring(7) : text;
    }
    if (!name.equals("message") && text.length() > 1) {
      char first = text.charAt(0);
      boolean isQuoted = (first == '"' || first == '\'') && text.charAt(text.length() - 1) == first;
      text = isQuoted ? text.substring(1, text.length() - 1).strip() : text;
      text = text.startsWith("*")
              && text.endsWith("*")
              && text.length() > 2
              && text.indexOf('*', 1) == text.length() - 1
          ? text.substring(1, text.length() - 1)
          : text;
    }
    if (name.endsWith("name") && text.endsWith(">") && text.indexOf('<') > 0) {
      text = text.substring(0, text.indexOf('<')).strip();
    }
    if (name.equals("email")) {
      text = email(text);
    } else if (isNothing(text)) {
      return "";
    }
    return text;
  }

  private static boolean isNothing(String text) {
    return text.equals("-")
        || text.equals("–")
        || text.equals("—")
        || text.equals("n/a")
        || text.equals("N/A");
  }

  private static String email(String value) {
    String text = value;
    if (text.indexOf('@') < 0) {
      text = MASKED_AT.matcher(text).replaceFirst("@");
      text = MASKED_DOT.matcher(text).replaceAll(".");
    }
    if (text.endsWith(">") && text.indexOf('<') == 0) {
      text = text.substring(1, text.length() - 1);
    }
    return text.strip();
  }

  /** Whether the text contains an address that is not masked. */
  static boolean hasAddress(String text) {
    return text.indexOf('@') > 0 && ADDRESS.matcher(text).find();
  }

  /** Whether a field of this name can have the value: a value that it cannot have makes it a field without a name. */
  static boolean fits(String name, String value) {
    if (value.isEmpty()) {
      return true;
    }
    return switch (name) {
      case "email" -> hasAddress(value) && value.length() < 300;
      case "phone" -> digits(value) >= 5 && value.length() < 60;
      case "name", "first_name", "last_name" ->
        value.length() < 120
            && value.indexOf('\n') < 0
            && (value.indexOf('@') < 0 || value.indexOf('<') > 0)
            && !value.startsWith("http");
      case "company", "title", "city", "country" -> value.length() < 300 && value.indexOf('@') < 0;
      default -> true;
    };
  }

  private static int digits(String text) {
    return (int) text.codePoints().filter(Character::isDigit).count();
  }
}
