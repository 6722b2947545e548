/**
 * The core of leadkit: the model of leads, the service provider interfaces, policies and the pipeline.
 *
 * <p>Packages that only the other modules of leadkit need are exported to these alone.
 */
@SuppressWarnings("module") // those modules are compiled after this one
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
  exports dev.leadkit.policy.reload;
  exports dev.leadkit.pipeline;
  exports dev.leadkit.integrity;
  exports dev.leadkit.json;
  exports dev.leadkit.memory;
  exports dev.leadkit.prospect;
  exports dev.leadkit.simulation;
  exports dev.leadkit.kpi;
  exports dev.leadkit.text to
      dev.leadkit.authentication,
      dev.leadkit.scoring;
  exports dev.leadkit.policy.field to
      dev.leadkit.cli,
      dev.leadkit.routing,
      dev.leadkit.scoring;
  exports dev.leadkit.policy.condition to
      dev.leadkit.routing,
      dev.leadkit.scoring;
  exports dev.leadkit.policy.check to
      dev.leadkit.cli,
      dev.leadkit.routing,
      dev.leadkit.scoring,
      dev.leadkit.tck;
  exports dev.leadkit.report to
      dev.leadkit.cli;

  uses dev.leadkit.spi.Provider;
}
