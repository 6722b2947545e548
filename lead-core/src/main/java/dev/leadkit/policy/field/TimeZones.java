// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the time zones of a policy: names of the IANA database, such as {@code Europe/Berlin}. */
public final class TimeZones {

  /** Offsets under names; the three abbreviations are fixed offsets in the database as well. */
  private static final Pattern OFFSET =
      Pattern.compile("(UTC|GMT|UT)[+-].+|Etc/GMT[+-].+|GMT0|EST|MST|HST");

  private TimeZones() {}

  /**
   * The zone with this name; reports an error and returns UTC if there is none. A fixed offset such as {@code -06:00} is a warning: it is wrong
   * during daylight saving time.
   */
  public static ZoneId read(Settings place) {
    String name = place.asText();
    if (name.isEmpty()) {
      return ZoneOffset.UTC;
    }
    try {
      ZoneId zone = ZoneId.of(name);
      boolean isOffset = zone instanceof ZoneOffset && !zone.equals(ZoneOffset.UTC);
      if (isOffset || OFFSET.matcher(name).matches()) {
        place.found(
            Code.FIXED_ZONE,
            "set to '" + name + "', which never changes its clocks; expected the zone of a place,"
                + " for example America/Chicago");
      }
      return zone;
    } catch (DateTimeException e) {
      Set<String> known = new TreeSet<>(ZoneId.getAvailableZoneIds());
      String near = Settings.nearest(name, known);
      place.problem("set to '" + name + "', which is not a time zone; "
          + (near.startsWith("did") ? near : "expected for example Europe/Berlin"));
      return ZoneOffset.UTC;
    }
  }
}
