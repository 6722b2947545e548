// SPDX-License-Identifier: Apache-2.0
package planted.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A planted fault: another library's type, hidden in a type argument of a public signature. */
public interface ShowsJackson {
  List<? extends JsonNode> nodes();
}
