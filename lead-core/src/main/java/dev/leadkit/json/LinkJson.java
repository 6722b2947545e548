// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import dev.leadkit.Fact.Attached;
import dev.leadkit.Fact.Linked;
import dev.leadkit.Key;
import dev.leadkit.LeadId;

/** Writes and reads the facts that connect messages with leads. */
final class LinkJson {

  private LinkJson() {}

  static void write(JsonWriter out, Attached attached) {
    out.name("message");
    MessageJson.write(out, attached.message(), null);
    FactJson.write(out, attached.source());
    out.array("keys");
    for (Key key : attached.keys()) {
      FactJson.write(out, key);
    }
    out.endArray();
    out.optional("thread", attached.thread());
    UnderstandingJson.write(out, "reason", attached.reason());
  }

  static Attached readAttached(JsonReader in) {
    return new Attached(
        MessageJson.read(in.requiredObject("message")),
        FactJson.readSource(in),
        in.list("keys", FactJson::readKey),
        in.text("thread"),
        UnderstandingJson.readConclusion(in.requiredObject("reason")));
  }

  static void write(JsonWriter out, Linked linked) {
    out.text("message", linked.message());
    out.choice("relation", linked.relation());
    out.text("lead", linked.lead().value());
    out.optional("other", linked.other());
    UnderstandingJson.write(out, "conclusion", linked.conclusion());
  }

  static Linked readLinked(JsonReader in) {
    return new Linked(
        in.text("message"),
        in.choice("relation", Linked.Relation.class),
        new LeadId(in.required("lead")),
        in.text("other"),
        UnderstandingJson.readConclusion(in.requiredObject("conclusion")));
  }
}
