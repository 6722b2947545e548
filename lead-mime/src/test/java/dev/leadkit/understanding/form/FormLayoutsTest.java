// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.form;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Contact;
import dev.leadkit.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Layouts of web forms and portals: the rules were tuned on every second of them. */
class FormLayoutsTest {

  private static final double CONTACTS = 0.95;
  private static final double FIELDS = 0.90;

  @Test
  void the_contact_and_the_fields_of_most_layouts_are_right() {
    List<Layout> layouts = Layout.all();
    int[] contacts = new int[2];
    int[] right = new int[2];
    int[] expected = new int[2];
    var misses = new ArrayList<String>();
    for (int i = 0; i < layouts.size(); i++) {
      Layout layout = layouts.get(i);
      Message message = layout.message();
      Contact contact = Layout.contact(message);
      String half = i % 2 == 0 ? "tuned " : "unseen ";
      boolean isRight = contact.address().email().equals(layout.email())
          && (layout.name().isEmpty() || contact.address().name().equals(layout.name()));
      contacts[i % 2] += isRight ? 1 : 0;
      if (!isRight) {
        misses.add(half + layout.id() + ": contact <" + contact.address().email() + "> '"
            + contact.address().name() + "' by " + contact.reason().rule());
      }
      for (Map.Entry<String, String> field : layout.expected().entrySet()) {
        expected[i % 2]++;
        String found = message.understanding().field(field.getKey());
        if (Layout.folded(found).equals(Layout.folded(field.getValue()))) {
          right[i % 2]++;
        } else {
          misses.add(half + layout.id() + ": " + field.getKey() + " '" + found + "'");
        }
      }
    }
    misses.forEach(System.out::println);
    int[] sizes = {(layouts.size() + 1) / 2, layouts.size() / 2};
    System.out.println("contacts: tuned " + contacts[0] + "/" + sizes[0] + ", unseen " + contacts[1]
        + "/" + sizes[1] + "; fields: tuned " + right[0] + "/" + expected[0] + ", unseen "
        + right[1]
        + "/" + expected[1]);
    assertTrue(layouts.size() >= 150, "There must be 150 layouts, found " + layouts.size());
    assertTrue(
        contacts[0] + contacts[1] >= CONTACTS * layouts.size(),
        "The contact must be right in 95 % of the layouts: " + misses);
    assertTrue(
        right[0] + right[1] >= FIELDS * (expected[0] + expected[1]),
        "90 % of the fields must be right: " + misses);
  }
}
