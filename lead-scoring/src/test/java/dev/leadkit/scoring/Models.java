// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Address;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Source;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.tck.Leads;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Models for tests, and leads to train them on. */
final class Models {

  static final Features FEATURES = Features.of(Fields.ofLead());

  private static final List<String> WANTED =
      List.of("demo", "price", "contract", "security", "audit", "seats", "rollout");
  private static final List<String> UNWANTED =
      List.of("casino", "crypto", "loan", "ranking", "backlinks", "pills", "lottery");
  private static final List<String> OTHERS =
      List.of("hello", "please", "we", "the", "and", "thanks", "team", "year", "company", "reply");

  private Models() {}

  /** A lead that a person might take for this kind, most of the time. */
  static Lead lead(boolean unwanted, Random random) {
    return lead(unwanted, random, () -> random.nextInt(1_000_000));
  }

  /** Such a lead, received that number of seconds after noon. */
  static Lead lead(boolean unwanted, Random random, IntSupplier second) {
    List<String> telling = unwanted == random.nextInt(10) > 0 ? UNWANTED : WANTED;
    String text = IntStream.range(0, 12)
        .mapToObj(i -> {
          List<String> words = random.nextInt(4) == 0 ? telling : OTHERS;
          return words.get(random.nextInt(words.size()));
        })
        .collect(Collectors.joining(" "));
    Message message = Message.builder(
            "evt_" + random.nextLong(), Leads.NOON.plusSeconds(second.getAsInt()))
        .from(Address.of("jo@acme.example"))
        .visibleText(text)
        .build();
    LeadId id = LeadId.openedBy(message.id());
    Source source = Source.of("sales", "sales@leadkit.example");
    Fact received = new Fact.Received(message, source, Key.of(message), "");
    return Lead.of(id, List.of(new LeadEvent(id, 1, message.receivedAt(), received)));
  }

  static ModelTrainer trainer(long seed, int leads) {
    var random = new Random(seed);
    var trainer = new ModelTrainer(FEATURES, "spam", "ham");
    for (int i = 0; i < leads; i++) {
      boolean unwanted = random.nextInt(3) == 0;
      trainer.add(lead(unwanted, random), unwanted);
    }
    return trainer;
  }

  static Model model() {
    return trainer(1, 600).train().model();
  }
}
