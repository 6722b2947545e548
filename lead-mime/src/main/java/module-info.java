/** Reads mail (RFC 5322, RFC 2045 to 2049) into messages. Only the API packages are exported. */
module dev.leadkit.mime {
  requires static transitive org.jspecify;
  requires transitive dev.leadkit.core;

  exports dev.leadkit.mime;
  exports dev.leadkit.understanding;
}
