// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The providers on the class path or module path.
 *
 * @param found in the order in which they were found
 * @param broken why others could not be loaded
 */
record Providers(List<Provider<?>> found, List<String> broken) {

  /** After this many providers that cannot be loaded, the loader itself is broken. */
  private static final int MAX_BROKEN = 100;

  /** The artifacts of our own providers, for hosts that lack one. */
  private static final Map<String, String> ARTIFACTS =
      Map.of("Scorer rules", "lead-scoring", "Router table", "lead-routing");

  static Providers installed() {
    var found = new ArrayList<Provider<?>>();
    var broken = new ArrayList<String>();
    @SuppressWarnings("rawtypes")
    Iterator<Provider> loader = ServiceLoader.load(Provider.class).iterator();
    while (broken.size() < MAX_BROKEN) {
      try {
        if (!loader.hasNext()) {
          break;
        }
        found.add(loader.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        broken.add(String.valueOf(e.getMessage()));
      }
    }
    return new Providers(List.copyOf(found), List.copyOf(broken));
  }

  <T> @Nullable T create(Class<T> type, String name, Settings settings) {
    String kind = type.getSimpleName();
    for (String failure : broken) {
      settings.problem("a provider cannot be loaded: " + failure);
    }
    List<Provider<?>> ofType =
        found.stream().filter(provider -> provider.type() == type).toList();
    List<Provider<?>> named =
        ofType.stream().filter(provider -> provider.name().equals(name)).toList();
    if (named.isEmpty()) {
      List<String> names = ofType.stream().map(Provider::name).sorted().toList();
      String artifact = ARTIFACTS.get(kind + " " + name);
      settings.problem("no " + kind + " is called '" + name + "'; "
          + (artifact == null
              ? EditDistance.suggestion(name, names)
              : "add the artifact dev.leadkit:" + artifact + " to the class path or module path"));
      return null;
    }
    if (named.size() > 1) {
      settings.problem("more than one " + kind + " is called '" + name + "': "
          + String.join(", ", named.stream().map(Providers::origin).toList())
          + "; expected one");
      return null;
    }
    return make(type, named.get(0), settings);
  }

  private static <T> @Nullable T make(Class<T> type, Provider<?> provider, Settings settings) {
    try {
      return Objects.requireNonNull(type.cast(provider.create(settings)), "create returned null");
    } catch (RuntimeException | LinkageError e) {
      settings.problem("the " + type.getSimpleName() + " '" + provider.name() + "' of "
          + origin(provider) + " cannot be made: " + e);
      return null;
    }
  }

  /** Class and jar. */
  private static String origin(Provider<?> provider) {
    Class<?> type = provider.getClass();
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return type.getName() + " in " + (location == null ? "the runtime" : location.toString());
  }
}
