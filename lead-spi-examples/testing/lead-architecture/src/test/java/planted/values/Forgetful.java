// SPDX-License-Identifier: Apache-2.0
package planted.values;

import java.util.List;
import java.util.Set;

/** Takes null for a text and for a list, and does not say which component it refuses. */
public record Forgetful(String name, List<String> lines, Set<String> tags) {

  public Forgetful {
    if (tags == null) {
      throw new NullPointerException();
    }
  }
}
