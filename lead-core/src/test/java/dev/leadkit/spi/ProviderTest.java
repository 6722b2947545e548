// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Score;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderTest {

  private static final Scorer ZERO = lead -> Score.of(0, List.of(), List.of());

  private record Named(String name, Scorer product) implements Provider<Scorer> {
    @Override
    public Class<Scorer> type() {
      return Scorer.class;
    }

    @Override
    public Scorer create(Settings settings) {
      return product;
    }
  }

  private static final class Other implements Provider<Scorer> {
    @Override
    public Class<Scorer> type() {
      return Scorer.class;
    }

    @Override
    public String name() {
      return "zero";
    }

    @Override
    public Scorer create(Settings settings) {
      return ZERO;
    }
  }

  private final Settings settings = Settings.of("policy", Map.of());

  @Test
  void type_and_name_select_it() {
    var providers = new Providers(List.of(new Named("one", ZERO)), List.of());
    assertEquals(ZERO, providers.create(Scorer.class, "one", settings));
    assertNull(providers.create(Router.class, "one", settings));
    assertEquals(List.of("policy: no Router is called 'one'; none is known"), settings.problems());
  }

  @Test
  void one_that_is_missing_says_which_are_known() {
    var providers =
        new Providers(List.of(new Named("zeta", ZERO), new Named("alpha", ZERO)), List.of());
    providers.create(Scorer.class, "weights", settings);
    providers.create(Scorer.class, "alhpa", settings);
    providers.create(Scorer.class, "rules", settings);
    assertEquals(
        List.of(
            "policy: no Scorer is called 'weights'; known: alpha, zeta",
            "policy: no Scorer is called 'alhpa'; did you mean 'alpha'?",
            "policy: no Scorer is called 'rules'; add the artifact dev.leadkit:lead-scoring to the class"
                + " path or module path"),
        settings.problems());
  }

  @Test
  void two_of_one_name_are_refused_naming_both_and_their_jars() {
    var providers = new Providers(List.of(new Named("zero", ZERO), new Other()), List.of());
    assertNull(providers.create(Scorer.class, "zero", settings));
    String problem = settings.problems().get(0);
    assertTrue(problem.contains("more than one Scorer is called 'zero'"), problem);
    assertTrue(problem.contains("ProviderTest$Named in file:"), problem);
    assertTrue(problem.contains("ProviderTest$Other in file:"), problem);
  }

  @Test
  void one_that_throws_is_a_problem() {
    var providers = new Providers(
        List.of(new Provider<Scorer>() {
          @Override
          public Class<Scorer> type() {
            return Scorer.class;
          }

          @Override
          public String name() {
            return "odd";
          }

          @Override
          public Scorer create(Settings given) {
            throw new IllegalStateException("out of order");
          }
        }),
        List.of());
    assertNull(providers.create(Scorer.class, "odd", settings));
    assertTrue(
        settings.problems().get(0).contains("out of order"), settings.problems().get(0));
  }

  @Test
  void one_that_cannot_be_loaded_is_a_problem_and_no_more(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Provider.class.getName()), "dev.leadkit.Absent\n");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (var loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      thread.setContextClassLoader(loader);
      assertNull(Provider.create(Scorer.class, "absent", settings));
    } finally {
      thread.setContextClassLoader(before);
    }
    List<String> problems = settings.problems();
    assertEquals(2, problems.size(), problems.toString());
    assertTrue(
        problems.get(0).contains("cannot be loaded")
            && problems.get(0).contains("dev.leadkit.Absent"),
        problems.get(0));
    assertEquals("policy: no Scorer is called 'absent'; none is known", problems.get(1));
  }
}
