// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.structure;

import dev.leadkit.mime.scan.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Detects the media type of a file by its first octets, for the most frequent and the most harmful kinds in mail. */
public final class FileSignature {

  /** The number of octets that detection needs at most. */
  public static final int LENGTH = 512;

  private record Magic(int offset, String octets, String mime) {}

  private static final List<Magic> KINDS = List.of(
      new Magic(0, "%PDF-", "application/pdf"),
      new Magic(0, "\u0089PNG\r\n\u001A\n", "image/png"),
      new Magic(0, "\u00FF\u00D8\u00FF", "image/jpeg"),
      new Magic(0, "GIF8", "image/gif"),
      new Magic(8, "WEBP", "image/webp"),
      new Magic(0, "II*\0", "image/tiff"),
      new Magic(0, "MM\0*", "image/tiff"),
      new Magic(4, "ftyphei", "image/heic"),
      new Magic(4, "ftyp", "video/mp4"),
      new Magic(0, "ID3", "audio/mpeg"),
      new Magic(0, "RIFF", "audio/x-wav"),
      new Magic(0, "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", "application/x-ole-storage"),
      new Magic(0, "\u001F\u008B", "application/gzip"),
      new Magic(0, "7z\u00BC\u00AF\u0027\u001C", "application/x-7z-compressed"),
      new Magic(0, "Rar!\u001A\u0007", "application/vnd.rar"),
      new Magic(0, "BZh", "application/x-bzip2"),
      new Magic(0, "{\\rtf", "application/rtf"),
      new Magic(0, "MZ", "application/vnd.microsoft.portable-executable"),
      new Magic(0, "\u007FELF", "application/x-executable"),
      new Magic(0, "\u00CA\u00FE\u00BA\u00BE", "application/java-vm"),
      new Magic(0, "#!", "text/x-script"),
      new Magic(0, "x\u009F>\"", "application/ms-tnef"),
      new Magic(0, "%!PS", "application/postscript"),
      new Magic(0, "<?xml", "text/xml"),
      new Magic(0, "BEGIN:VCALENDAR", "text/calendar"),
      new Magic(0, "BEGIN:VCARD", "text/vcard"),
      new Magic(0, "<!DOCTYPE html", "text/html"),
      new Magic(0, "<html", "text/html"));

  private FileSignature() {}

  /** The media type, {@code ""} if it is unknown. */
  public static String detect(ByteRange head) {
    String text = new String(head.bytes, head.from, head.length(), StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK\u0003\u0004")) {
      return archive(text);
    }
    for (Magic magic : KINDS) {
      if (text.startsWith(magic.octets, magic.offset)) {
        return magic.mime;
      }
    }
    return "";
  }

  /** The media type of a ZIP file by its first entries. */
  private static String archive(String text) {
    int mimetype = text.indexOf("mimetypeapplication/");
    if (mimetype > 0) {
      int start = mimetype + "mimetype".length();
      int end = start;
      while (end < text.length() && isTypeCharacter(text.charAt(end))) {
        end++;
      }
      return text.substring(start, end);
    }
    if (text.indexOf("[Content_Types].xml") < 0) {
      return text.indexOf("META-INF/") > 0 ? "application/java-archive" : "application/zip";
    }
    String office = "application/vnd.openxmlformats-officedocument.";
    if (text.indexOf("word/") > 0) {
      return office + "wordprocessingml.document";
    }
    if (text.indexOf("xl/") > 0) {
      return office + "spreadsheetml.sheet";
    }
    return text.indexOf("ppt/") > 0 ? office + "presentationml.presentation" : "application/zip";
  }

  private static boolean isTypeCharacter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '/'
        || c == '.'
        || c == '-'
        || c == '+';
  }
}
