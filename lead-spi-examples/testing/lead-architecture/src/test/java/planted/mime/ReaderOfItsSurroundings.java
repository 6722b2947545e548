// SPDX-License-Identifier: Apache-2.0
package planted.mime;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Planted faults: chance, locale, charset and system properties. */
public final class ReaderOfItsSurroundings {

  public static final int CALLS = 9;

  private ReaderOfItsSurroundings() {}

  @SuppressWarnings({"DefaultCharset", "StringCaseLocaleUsage"})
  public static List<Object> all(byte[] bytes) {
    return List.of(
        Math.random(),
        new Random(),
        UUID.randomUUID(),
        Locale.getDefault(),
        Charset.defaultCharset(),
        System.getProperty("user.name", ""),
        new String(bytes),
        String.format("%d", bytes.length),
        Stream.of("I").map(String::toLowerCase).toList());
  }
}
