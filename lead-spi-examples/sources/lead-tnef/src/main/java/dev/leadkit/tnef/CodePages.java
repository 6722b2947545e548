// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;

/**
 * The charsets of Windows code pages. The table is closed, because the platform searches for an unknown name each time.
 */
final class CodePages {

  /** The default charset. */
  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final Map<Long, Charset> CHARSETS = charsets(
      "437 IBM437, 737 x-IBM737, 775 IBM775, 850 IBM850, 852 IBM852, 855 IBM855, 857 IBM857",
      "858 IBM00858, 860 IBM860, 861 IBM861, 862 IBM862, 863 IBM863, 864 IBM864, 865 IBM865",
      "866 IBM866, 869 IBM869, 874 x-windows-874, 932 windows-31j, 936 GBK, 949 x-windows-949",
      "950 x-windows-950, 1200 UTF-16LE, 1201 UTF-16BE, 1250 windows-1250, 1251 windows-1251",
      "1253 windows-1253, 1254 windows-1254, 1255 windows-1255, 1256 windows-1256",
      "1257 windows-1257, 1258 windows-1258, 1361 x-Johab, 10000 x-MacRoman",
      "10006 x-MacGreek, 10007 x-MacCyrillic, 10029 x-MacCentralEurope, 10081 x-MacTurkish",
      "20127 US-ASCII, 20866 KOI8-R, 20932 EUC-JP, 21866 KOI8-U, 28591 ISO-8859-1",
      "28592 ISO-8859-2, 28593 ISO-8859-3, 28594 ISO-8859-4, 28595 ISO-8859-5",
      "28596 ISO-8859-6, 28597 ISO-8859-7, 28598 ISO-8859-8, 28599 ISO-8859-9",
      "28603 ISO-8859-13, 28605 ISO-8859-15, 38598 ISO-8859-8, 50220 ISO-2022-JP",
      "50221 ISO-2022-JP, 50222 ISO-2022-JP, 50225 ISO-2022-KR, 51932 EUC-JP, 51936 GB2312",
      "51949 EUC-KR, 54936 GB18030, 65001 UTF-8");

  private CodePages() {}

  /** The charset of a code page, windows-1252 if it is unknown. */
  static Charset charset(long codePage) {
    return CHARSETS.getOrDefault(codePage, WINDOWS_1252);
  }

  private static Map<Long, Charset> charsets(String... lines) {
    var charsets = new HashMap<Long, Charset>();
    for (String entry : String.join(", ", lines).split(", ", -1)) {
      int blank = entry.indexOf(' ');
      String name = entry.substring(blank + 1);
      if (Charset.isSupported(name)) { // a runtime image without jdk.charsets has fewer
        charsets.put(Long.valueOf(entry.substring(0, blank)), Charset.forName(name));
      }
    }
    return charsets;
  }

  /** The code page of a {@code \fcharset} of RTF, 0 if it is unknown. */
  static int ofFont(int charset) {
    return switch (charset) {
      case 77 -> 10_000;
      case 128 -> 932;
      case 129 -> 949;
      case 130 -> 1361;
      case 134 -> 936;
      case 136 -> 950;
      case 161 -> 1253;
      case 162 -> 1254;
      case 163 -> 1258;
      case 177 -> 1255;
      case 178 -> 1256;
      case 186 -> 1257;
      case 204 -> 1251;
      case 222 -> 874;
      case 238 -> 1250;
      case 0 -> 1252;
      default -> 0;
    };
  }
}
