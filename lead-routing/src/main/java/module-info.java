/** A first-match route table that is total. */
module dev.leadkit.routing {
  requires static transitive org.jspecify;
  requires transitive dev.leadkit.core;

  exports dev.leadkit.routing;

  provides dev.leadkit.spi.Provider with
      dev.leadkit.routing.RouteTableProvider;
}
