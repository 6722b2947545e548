// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Segment.Kind;
import java.util.ArrayList;
import java.util.List;

/** Marks the fields of a web form: at least three lines of own text with a label and a value, two of them known. */
final class FormFinder {

  private static final int MIN_FIELDS = 3;
  private static final int MIN_KNOWN = 2;

  private final LineKinds kinds;

  FormFinder(LineKinds kinds) {
    this.kinds = kinds;
  }

  void mark() {
    List<Integer> fields = new ArrayList<>();
    int known = 0;
    for (int i = 0; i < kinds.size(); i++) {
      TextLine line = kinds.lines.get(i);
      if (kinds.of(i) != Kind.OWN_TEXT || line.isBlank()) {
        continue;
      }
      String label = HeaderBlock.labelOf(line);
      if (label.isEmpty()) {
        continue;
      }
      boolean form = PhraseTables.of(PhraseType.FORM_LABEL).contains(label);
      if (form || !HeaderBlock.typesOf(label).isEmpty()) {
        fields.add(i);
        known += form ? 1 : 0;
      }
    }
    if (fields.size() >= MIN_FIELDS && known >= MIN_KNOWN) {
      for (int i : fields) {
        kinds.set(i, i + 1, Kind.FORM_FIELD, "label-and-value", 0.8);
      }
    }
  }
}
