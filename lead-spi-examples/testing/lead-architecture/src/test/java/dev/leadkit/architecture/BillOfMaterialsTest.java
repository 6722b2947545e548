// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The BOM manages the versions of our artifacts and no others. */
class BillOfMaterialsTest {

  private static final Path BOM = Project.ROOT.resolve("lead-core/bom/pom.xml");

  @Test
  void it_manages_our_artifacts_only() throws Exception {
    assertEquals(List.of(), foreign(BOM));
  }

  @Test
  void the_parent_would_bring_other_peoples_versions_along() throws Exception {
    assertNotEquals(List.of(), foreign(Project.ROOT.resolve("pom.xml")));
  }

  @Test
  void it_has_no_parent() throws Exception {
    assertEquals(0, document(BOM).getElementsByTagName("parent").getLength());
  }

  @Test
  void it_names_every_module_that_is_published() throws Exception {
    var expected = new TreeSet<>(List.of("lead-core", "lead-mime", "lead-scoring", "lead-routing"));
    texts(Project.ROOT.resolve("lead-spi-examples/pom.xml"), "module")
        .forEach(module -> expected.add(module.substring(module.lastIndexOf('/') + 1)));
    expected.remove("lead-cli"); // a program
    expected.removeAll(
        List.of("lead-crash", "lead-schedules", "lead-architecture")); // ship nothing
    assertEquals(expected, new TreeSet<>(managed(BOM, "artifactId")));
  }

  /** The group ids under dependency management that are not ours. */
  private static List<String> foreign(Path pom) throws Exception {
    return managed(pom, "groupId").stream()
        .filter(group -> !group.equals("dev.leadkit"))
        .toList();
  }

  private static List<String> managed(Path pom, String name) throws Exception {
    var management =
        (Element) document(pom).getElementsByTagName("dependencyManagement").item(0);
    return texts(management, name);
  }

  private static List<String> texts(Path pom, String name) throws Exception {
    return texts(document(pom).getDocumentElement(), name);
  }

  private static List<String> texts(Element parent, String name) {
    var texts = new ArrayList<String>();
    var elements = parent.getElementsByTagName(name);
    for (int i = 0; i < elements.getLength(); i++) {
      texts.add(elements.item(i).getTextContent().strip());
    }
    return texts;
  }

  private static Document document(Path pom) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
  }
}
