// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.Pinned;
import dev.leadkit.integrity.EventChain;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * What is stored and sent, to the byte: the hash chain covers the bytes of a fact, so that not even the order of its fields may change.
 */
class PinnedJsonTest {

  @Test
  void every_fact_is_written_to_the_byte_as_it_was_written_before() throws IOException {
    var pinned = new Pinned("facts.txt");
    for (Fact fact : Everything.facts()) {
      pinned.add(LeadJson.type(fact), LeadJson.write(fact));
    }
    pinned.check();
  }

  @Test
  void every_document_is_written_to_the_byte_as_it_was_written_before() throws IOException {
    var event =
        new LeadEvent(Everything.LEAD, 7, Everything.NOON, Everything.facts().get(4));
    new Pinned("documents.txt")
        .add("event", LeadJson.write(event))
        .add("event with a context", LeadJson.write(event.withContext(Everything.CONTEXT)))
        .add(
            "stored event with a context",
            LeadJson.writeStored(event.withContext(Everything.CONTEXT)))
        .add("message", LeadJson.write(Everything.message()))
        .add("message of HTML", LeadJson.write(Everything.messageOfHtml()))
        .add("message to a webhook", LeadJson.write(Everything.message(), 2, "v1,c2ln"))
        .add("message, canonical", LeadJson.canonical(LeadJson.write(Everything.message())))
        .add("score", LeadJson.write(Everything.score()))
        .add("assignment", LeadJson.write(Everything.assignment()))
        .add(
            "assignment with all that came later",
            LeadJson.write(Everything.assignmentWithAllThatCameLater()))
        .add("lead", LeadJson.write(LeadStateJsonTest.lead()))
        .check();
  }

  @Test
  void every_kind_of_event_has_the_place_in_the_chain_that_it_had_before() throws IOException {
    var pinned = new Pinned("chain.txt");
    byte[] link = EventChain.start(Everything.LEAD);
    pinned.add("start", HexFormat.of().formatHex(link));
    long seq = 0;
    for (Fact fact : Everything.facts()) {
      byte[] commitment =
          EventChain.commitment(new LeadEvent(Everything.LEAD, ++seq, Everything.NOON, fact));
      link = EventChain.link(link, commitment);
      String type = LeadJson.type(fact);
      pinned.add(type + " commitment", HexFormat.of().formatHex(commitment));
      pinned.add(type + " link", HexFormat.of().formatHex(link));
    }
    var caused = new LeadEvent(
        Everything.LEAD, ++seq, Everything.NOON, Everything.facts().get(4), Everything.CONTEXT);
    pinned.add(
        "commitment with a context", HexFormat.of().formatHex(EventChain.commitment(caused)));
    pinned.check();
  }
}
