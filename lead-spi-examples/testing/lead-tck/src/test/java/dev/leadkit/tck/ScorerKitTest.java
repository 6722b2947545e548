// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.Scorer;

class ScorerKitTest extends KitTest {

  ScorerKitTest() {
    super(ScorerContract.class, Scorer.class, Sound.class, FaultyScorers.class);
  }

  static class Sound extends ScorerContract {

    @Override
    protected Scorer scorer() {
      return new FaultyScorers.Vowels();
    }
  }
}
