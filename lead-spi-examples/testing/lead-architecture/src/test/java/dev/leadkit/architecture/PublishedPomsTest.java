// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Every published POM has the elements that Maven Central requires, inherited or not. */
class PublishedPomsTest {

  private static final List<String> OF_ITS_OWN = List.of("name", "description");

  private static final List<String> INHERITED = List.of(
      "url",
      "licenses/license/name",
      "licenses/license/url",
      "developers/developer/name",
      "scm/connection",
      "scm/developerConnection",
      "scm/url");

  /** Every pom that is deployed. */
  static List<Path> poms() throws IOException {
    try (Stream<Path> files = Files.walk(Project.ROOT, 4)) {
      return files
          .filter(file -> file.endsWith("pom.xml"))
          .filter(file -> !Project.ROOT.relativize(file).toString().contains("target"))
          .filter(
              file -> !Project.read(file).contains("<maven.deploy.skip>true</maven.deploy.skip>"))
          .sorted()
          .toList();
    }
  }

  @Test
  void the_poms_are_found() throws IOException {
    List<Path> poms = poms();
    assertTrue(poms.contains(Project.ROOT.resolve("pom.xml")), "the parent");
    assertTrue(poms.contains(Project.ROOT.resolve("lead-core/bom/pom.xml")), "the BOM");
    assertTrue(poms.size() >= 13, "found only " + poms);
  }

  @ParameterizedTest
  @MethodSource("poms")
  void a_published_pom_has_what_a_repository_requires(Path pom) throws Exception {
    assertEquals(List.of(), missing(pom, Project.read(pom)), "missing from " + pom);
  }

  @Test
  void an_incomplete_pom_is_found() throws Exception {
    Path bom = Project.ROOT.resolve("lead-core/bom/pom.xml");
    for (String element : List.of("name", "description", "url", "licenses", "developers", "scm")) {
      String without = Project.read(bom)
          .replaceFirst("(?s)(</packaging>.*?)<" + element + ">.*?</" + element + ">", "$1");
      List<String> missing = missing(bom, without);
      assertTrue(
          !missing.isEmpty() && missing.stream().allMatch(name -> name.startsWith(element)),
          "without " + element + ": " + missing);
    }
  }

  private static List<String> missing(Path file, String text) throws Exception {
    var missing = new ArrayList<String>();
    for (String element : OF_ITS_OWN) {
      if (text(parse(text), element).isEmpty()) {
        missing.add(element);
      }
    }
    for (String element : INHERITED) {
      if (!isGiven(file, parse(text), element)) {
        missing.add(element);
      }
    }
    return missing;
  }

  private static boolean isGiven(Path file, Document pom, String element) throws Exception {
    if (!text(pom, element).isEmpty()) {
      return true;
    }
    if (text(pom, "parent/artifactId").isEmpty()) {
      return false;
    }
    String declared = text(pom, "parent/relativePath");
    Path parent =
        file.resolveSibling(declared.isEmpty() ? "../pom.xml" : declared).normalize();
    return isGiven(parent, parse(Project.read(parent)), element);
  }

  private static String text(Document pom, String path) throws Exception {
    return (String) XPathFactory.newInstance()
        .newXPath()
        .evaluate("normalize-space(/project/" + path + ")", pom, XPathConstants.STRING);
  }

  private static Document parse(String text) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
  }
}
