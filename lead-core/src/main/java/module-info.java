/** The heart of leadkit: words, doors, policy and pipeline. */
module dev.leadkit.core {
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.github.benmanes.caffeine;
  requires org.slf4j;
  requires org.snakeyaml.engine;

  exports dev.leadkit;
  exports dev.leadkit.spi;
  exports dev.leadkit.policy;
  exports dev.leadkit.pipeline;
  exports dev.leadkit.integrity;
  exports dev.leadkit.json;
  exports dev.leadkit.memory;
  exports dev.leadkit.simulation;
  exports dev.leadkit.kpi;

  uses dev.leadkit.spi.Provider;
}
