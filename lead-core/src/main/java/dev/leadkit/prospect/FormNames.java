// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import dev.leadkit.FormField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one person among the fields of a message, which may list several. */
final class FormNames {

  private final List<FormField> fields;
  private final int from;
  private final int to;

  /** @param email the e-mail field of the person; null for the first person */
  FormNames(List<FormField> fields, @Nullable FormField email) {
    this.fields = fields;
    int own = email == null ? indexOf(fields, 0) : fields.indexOf(email);
    int next = own < 0 ? -1 : indexOf(fields, own + 1);
    int before = -1;
    for (int i = 0; i < own; i++) {
      before = isEmail(fields.get(i)) ? i : before;
    }
    // Fields of a person follow the last one that repeats a name of the block before it.
    this.from = before < 0 ? 0 : start(before, own);
    this.to = next < 0 ? fields.size() : start(own, next);
  }

  private static boolean isEmail(FormField field) {
    return field.name().equals("email") && !field.value().isBlank();
  }

  private static int indexOf(List<FormField> fields, int from) {
    for (int i = from; i < fields.size(); i++) {
      if (isEmail(fields.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** The first field after an e-mail field whose name the block of that field has already. */
  private int start(int email, int next) {
    for (int i = email + 1; i < next; i++) {
      String name = fields.get(i).name();
      if (name.isEmpty()) {
        continue;
      }
      for (int j = i - 1; j >= 0 && j >= email - fields.size(); j--) {
        if (fields.get(j).name().equals(name)) {
          return i;
        }
      }
    }
    return next;
  }

  /** The value of a field of this person, {@code ""} if there is none. */
  String value(String name) {
    for (int i = from; i < to; i++) {
      FormField field = fields.get(i);
      if (field.name().equals(name) && !field.value().isBlank()) {
        return field.value().strip();
      }
    }
    return "";
  }

  /** The whole name of this person, {@code ""} if it is not stated. */
  String name() {
    String first = value("first_name");
    String last = value("last_name");
    String whole = value("name");
    if (!first.isEmpty() && !last.isEmpty()) {
      return (first + " " + last).strip();
    }
    if (!whole.isEmpty() && !last.isEmpty() && !whole.contains(last)) {
      return whole + " " + last;
    }
    if (!whole.isEmpty() && !first.isEmpty() && !whole.contains(first)) {
      return first + " " + whole;
    }
    return whole.isEmpty() ? (first + last).strip() : oneLine(whole);
  }

  private static String oneLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end).strip();
  }
}
