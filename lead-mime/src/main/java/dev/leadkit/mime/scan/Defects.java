// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.scan;

import dev.leadkit.Defect;
import dev.leadkit.Defect.Code;
import java.util.ArrayList;
import java.util.List;

/** Collects the defects of one message in the order in which they are found: the first eight of each code, so that a hostile message cannot fill the memory. */
public final class Defects {

  private static final int EACH = 8;

  private final List<Defect> found = new ArrayList<>(0);
  private int[] counts = {};
  private int omitted;

  /** Adds a defect. */
  public void add(Code code, long position, String detail) {
    if (counts.length == 0) {
      counts = new int[Code.values().length];
    }
    if (counts[code.ordinal()]++ < EACH) {
      found.add(new Defect(code, position, detail));
    } else {
      omitted++;
    }
  }

  /** Whether a defect with this code at this position is in the list. */
  public boolean has(Code code, long position) {
    return found.stream().anyMatch(d -> d.code() == code && d.position() == position);
  }

  /** The defects, followed by {@link Code#MORE_DEFECTS} if some are not listed. */
  public List<Defect> list() {
    if (omitted > 0) {
      found.add(new Defect(Code.MORE_DEFECTS, -1, omitted + " more are not listed"));
      omitted = 0;
    }
    return found;
  }
}
