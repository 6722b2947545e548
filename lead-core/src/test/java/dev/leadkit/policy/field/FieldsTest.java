// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Automation;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Security;
import dev.leadkit.Security.Result;
import dev.leadkit.Source;
import dev.leadkit.policy.condition.Conditions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldsTest {

  private static Lead lead(Message... messages) {
    Lead lead = Lead.of(LeadId.openedBy("evt_1"));
    for (Message message : messages) {
      var fact = new Fact.Received(message, Source.unknown(""), List.of(), "");
      lead = lead.apply(new LeadEvent(lead.id(), lead.seq() + 1, Instant.EPOCH, fact));
    }
    return lead;
  }

  private static Message message(Automation automation, Result dmarc) {
    return Message.builder("evt_1", Instant.EPOCH)
        .automation(automation)
        .security(new Security(Result.NONE, Result.NONE, dmarc))
        .build();
  }

  private static @Nullable String dmarc(Lead lead) {
    Value value = Conditions.of(Fields.ofLead(), List.of()).view(lead).value("auth.dmarc");
    return value == null ? null : value.shown();
  }

  @Test
  void an_out_of_office_note_does_not_change_what_is_known_of_the_mail_that_a_person_wrote() {
    Message enquiry = message(Automation.NONE, Result.PASS);
    Message away = message(Automation.AUTO_REPLY, Result.FAIL);
    assertEquals("pass", dmarc(lead(enquiry, away)));
    assertEquals("fail", dmarc(lead(away)), "where there is nothing else, it counts");
    assertEquals("none", dmarc(lead(enquiry, away, message(Automation.GENERATED, Result.NONE))));
    assertEquals(null, dmarc(lead()));
  }
}
