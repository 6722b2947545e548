/** A router with an ordered table of routes in which every lead matches a route. */
module dev.leadkit.routing {
  requires static transitive org.jspecify;
  requires transitive dev.leadkit.core;

  exports dev.leadkit.routing;

  provides dev.leadkit.spi.Provider with
      dev.leadkit.routing.RouteTableProvider;
}
