// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The contract tests run under the JUnit of the host; {@code .ci/junit5} runs one under 5.12. */
class TestKitTest {

  @Test
  void lead_tck_brings_no_junit_along() {
    String pom = Project.read(Project.ROOT.resolve("lead-spi-examples/testing/lead-tck/pom.xml"));
    assertEquals(List.of(), brought(pom));
  }

  @Test
  void a_junit_that_would_be_brought_along_is_found() {
    assertEquals(
        List.of("junit-jupiter-api"),
        brought("<dependency><groupId>org.junit.jupiter</groupId>"
            + "<artifactId>junit-jupiter-api</artifactId></dependency>"));
  }

  private static List<String> brought(String pom) {
    return Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL)
        .matcher(pom)
        .results()
        .map(found -> found.group(1))
        .filter(dependency -> dependency.contains("<groupId>org.junit"))
        .filter(dependency -> !dependency.matches("(?s).*<scope>(provided|test)</scope>.*"))
        .map(dependency -> dependency.replaceAll("(?s).*<artifactId>(.*?)</artifactId>.*", "$1"))
        .toList();
  }
}
