// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Company;
import dev.leadkit.Enrichment;
import dev.leadkit.spi.Enricher;
import java.io.IOException;
import java.util.List;

/** A source in memory, with an enricher that keeps every rule; a subclass does one thing wrong. */
class Directory implements EnricherContract.Knowledge {

  volatile boolean gone;

  @Override
  public Enricher enricher() {
    return this::enrich;
  }

  Enrichment enrich(Enricher.Question question) throws Exception {
    if (gone) {
      throw new IOException("no route to host");
    }
    if (!question.domain().equals(knownDomain())) {
      return Enrichment.NONE;
    }
    return Enrichment.of(new Company(
        knownDomain(), "Kestrel Optics", 300, "optics", "PT", "Europe/Lisbon", List.of("java")));
  }

  @Override
  public String knownDomain() {
    return "kestrel-optics.example";
  }

  @Override
  public String unknownDomain() {
    return "unknown.example";
  }

  @Override
  public void disappear() {
    gone = true;
  }

  @Override
  public void reappear() {
    gone = false;
  }
}
