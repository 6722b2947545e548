// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** The descriptors of the modules that are on the class path. */
final class Modules {

  /** A package of each library. */
  static final List<String> LIBRARIES =
      List.of("dev.leadkit", "dev.leadkit.mime", "dev.leadkit.scoring", "dev.leadkit.routing");

  private Modules() {}

  /** The descriptor of the jar, or of the folder of classes, that contains a package. */
  static ModuleDescriptor descriptor(String packageName)
      throws ClassNotFoundException, URISyntaxException {
    Path place = Path.of(Class.forName(packageName + ".package-info")
        .getProtectionDomain()
        .getCodeSource()
        .getLocation()
        .toURI());
    return ModuleFinder.of(place).findAll().iterator().next().descriptor();
  }
}
