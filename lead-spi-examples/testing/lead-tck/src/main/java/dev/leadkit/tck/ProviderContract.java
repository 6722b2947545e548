// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.Provider;
import dev.leadkit.spi.Settings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Provider} must do: extend this, supply the provider and settings for it, and run it with JUnit. That the service loader finds the
 * provider is for a test of the policy that names it.
 *
 * <p>The number in the name of a test is that of the rule in the documentation of {@link Provider}.
 */
public abstract class ProviderContract {

  /** How a name is written. */
  private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /** System properties that the platform itself reads at any time. */
  private static final List<String> OF_THE_PLATFORM =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "file.", "path.", "line.", "os.");

  /** The class of the provider. */
  protected abstract Class<? extends Provider<?>> provider();

  /** Settings, in YAML, that are right. */
  protected abstract String rightSettings();

  /** Settings, in YAML, with several mistakes, and for each mistake a text of the problem that names it. */
  protected abstract Mistakes wrongSettings();

  /**
   * Settings with mistakes.
   *
   * @param yaml the settings
   * @param problems a part of each problem, such as the path of the value; two at least
   */
  public record Mistakes(String yaml, List<String> problems) {
    public Mistakes {
      Objects.requireNonNull(yaml, "yaml");
      problems = List.copyOf(Objects.requireNonNull(problems, "problems"));
      if (problems.size() < 2) {
        throw new IllegalArgumentException("problems: expected 2 or more, got " + problems);
      }
    }
  }

  /** As the service loader makes it. */
  private Provider<?> make() throws Exception {
    return provider().getConstructor().newInstance();
  }

  private static Settings settings(String yaml) {
    return Settings.yaml("kit", yaml);
  }

  @Test
  final void rule1_the_service_loader_can_make_it() {
    assertDoesNotThrow(this::make);
  }

  @Test
  final void rule1_each_call_makes_a_new_product() throws Exception {
    Provider<?> provider = make();
    assertNotSame(
        provider.create(settings(rightSettings())), provider.create(settings(rightSettings())));
  }

  @Test
  final void rule2_type_and_name_are_the_same_each_time() throws Exception {
    Provider<?> provider = make();
    for (Provider<?> again : List.of(provider, make())) {
      assertEquals(provider.type(), again.type());
      assertEquals(provider.name(), again.name());
    }
  }

  @Test
  final void rule2_the_name_has_lower_case_letters_digits_and_hyphens() throws Exception {
    String name = make().name();
    assertTrue(name.matches(NAME), () -> "'" + name + "' does not match " + NAME);
  }

  @Test
  final void rule2_the_product_is_of_the_type() throws Exception {
    Provider<?> provider = make();
    assertInstanceOf(provider.type(), provider.create(settings(rightSettings())));
  }

  @Test
  final void rule3_no_system_property_is_read() throws Exception {
    make().create(settings(rightSettings())); // so that every class is loaded by now
    Properties properties = System.getProperties();
    var read = new Watched(properties);
    System.setProperties(read);
    try {
      make().create(settings(rightSettings()));
    } finally {
      System.setProperties(properties);
    }
    assertEquals(Set.of(), read.names, "system properties that were read");
  }

  @Test
  final void rule4_right_settings_have_no_problems() throws Exception {
    Settings settings = settings(rightSettings());
    make().create(settings);
    assertEquals(List.of(), settings.problems());
  }

  @Test
  final void rule4_all_that_is_wrong_is_noted_at_once() {
    Settings settings = settings(wrongSettings().yaml());
    assertDoesNotThrow(() -> make().create(settings));
    List<String> problems = settings.problems();
    for (String expected : wrongSettings().problems()) {
      assertTrue(
          problems.stream().anyMatch(problem -> problem.contains(expected)),
          () -> "no problem contains '" + expected + "': " + problems);
    }
  }

  @Test
  final void rule4_mistakes_in_one_file_are_not_held_against_another() throws Exception {
    Provider<?> provider = make();
    assertDoesNotThrow(() -> provider.create(settings(wrongSettings().yaml())));
    Settings settings = settings(rightSettings());
    provider.create(settings);
    assertEquals(List.of(), settings.problems());
  }

  /** System properties that remember which were read. */
  @SuppressWarnings("serial")
  private static final class Watched extends Properties {

    private final Set<String> names = new ConcurrentSkipListSet<>();

    Watched(Properties properties) {
      for (Map.Entry<Object, Object> property : properties.entrySet()) {
        super.put(property.getKey(), property.getValue());
      }
    }

    private void read(Object name) {
      if (name instanceof String text && OF_THE_PLATFORM.stream().noneMatch(text::startsWith)) {
        names.add(text);
      }
    }

    @Override
    public synchronized @Nullable String getProperty(String name) {
      read(name);
      return super.getProperty(name);
    }

    @Override
    public synchronized @Nullable String getProperty(String name, @Nullable String defaultValue) {
      read(name);
      return super.getProperty(name, defaultValue);
    }

    @Override
    public synchronized @Nullable Object get(Object name) {
      read(name);
      return super.get(name);
    }
  }
}
