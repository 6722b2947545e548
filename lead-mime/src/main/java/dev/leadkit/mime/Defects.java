// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Defect;
import dev.leadkit.Defect.Code;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The defects of one message in the order of finding: the first few of each kind, so that a hostile message cannot fill the memory. */
final class Defects {

  private static final int EACH = 8;

  private final List<Defect> found = new ArrayList<>(4);
  private final Map<Code, Integer> counts = new EnumMap<>(Code.class);
  private int omitted;

  void add(Code code, long position, String detail) {
    if (counts.merge(code, 1, Integer::sum) <= EACH) {
      found.add(new Defect(code, position, detail));
    } else {
      omitted++;
    }
  }

  /** Whether this was found there, and is listed. */
  boolean has(Code code, long position) {
    return found.stream().anyMatch(d -> d.code() == code && d.position() == position);
  }

  /** What was found, closed by a remark where some are not listed. */
  List<Defect> list() {
    if (omitted > 0) {
      found.add(new Defect(Code.MORE_DEFECTS, -1, omitted + " more are not listed"));
      omitted = 0;
    }
    return found;
  }
}
