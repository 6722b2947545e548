/** Rules that add up to an explained score. */
module dev.leadkit.scoring {
  requires static transitive org.jspecify;
  requires transitive dev.leadkit.core;

  exports dev.leadkit.scoring;

  provides dev.leadkit.spi.Provider with
      dev.leadkit.scoring.RulesetProvider;
}
