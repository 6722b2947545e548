// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import dev.leadkit.spi.Enricher;
import dev.leadkit.tck.EnricherContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class CompanyFileContractTest extends EnricherContract {

  @TempDir
  Path folder;

  @Override
  protected Knowledge knowledge() throws IOException {
    Path file = Files.writeString(
        folder.resolve("companies.csv"), "domain,name,size\nacme.example,Acme,12\n");
    return new Knowledge() {
      @Override
      public Enricher enricher() throws IOException {
        Path there = Files.exists(file) ? file : file.resolveSibling("gone.csv");
        return CompanyFile.read(there);
      }

      @Override
      public String knownDomain() {
        return "acme.example";
      }

      @Override
      public String unknownDomain() {
        return "unknown.example";
      }

      @Override
      public void disappear() throws IOException {
        Files.move(file, file.resolveSibling("gone.csv"));
      }

      @Override
      public void reappear() throws IOException {
        Files.move(file.resolveSibling("gone.csv"), file);
      }
    };
  }
}
