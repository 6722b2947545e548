// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Blob;
import dev.leadkit.Evidence;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns whose text is computed from an event. */
class ProjectedTextTest {

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("leads.db");
  }

  private static Fact received(String subject, String html) {
    RawMessage raw = RawMessage.of(subject.getBytes(StandardCharsets.UTF_8)).withTenant("acme");
    Message message = Message.builder(raw, Leads.START)
        .from(Address.of("ines@kestrel-optics.example"))
        .subject(subject)
        .htmlBody(html)
        .build();
    return new Fact.Received(message, Leads.source(), Key.of(message), "");
  }

  private void committed(Fact... facts) {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(List.of(Leads.following(1, 0, facts)));
    }
  }

  @Test
  void a_text_that_begins_with_nul_is_whole_for_sql() throws Exception {
    committed(received("\0offer", ""));
    assertEquals(
        List.of("\u2400offer|6"), Sql.rows(file, "SELECT subject, length(subject) FROM message"));
  }

  @Test
  void the_html_of_a_message_is_kept_as_its_sha_256() throws Exception {
    String html = "<p>Größe</p>";
    committed(received("offer", html));
    assertEquals(
        List.of(Blob.of(html.getBytes(StandardCharsets.UTF_8)).sha256()),
        Sql.rows(file, "SELECT html_body_hash FROM message"));
  }

  @Test
  void a_message_without_html_has_no_hash_of_it() throws Exception {
    committed(received("offer", ""));
    assertEquals(List.of(""), Sql.rows(file, "SELECT html_body_hash FROM message"));
  }

  @Test
  void a_rationale_names_what_counted_with_its_sign() throws Exception {
    Score score = Score.of(
        -5,
        List.of(
            new Score.Contribution(
                "sso", Verdict.TRUE, 40, "mentions SSO", List.of(Evidence.of("text", "SSO"))),
            new Score.Contribution("free", Verdict.TRUE, 0, "free mail", List.of()),
            new Score.Contribution("job", Verdict.TRUE, -30, "asks for a job", List.of()),
            new Score.Contribution("size", Verdict.FALSE, 0, "is small", List.of())),
        List.of(new Score.Adjustment("at least 10", 5)));
    committed(
        received("offer", ""),
        new Fact.Qualified(
            score,
            Assignment.builder("r", Assignment.Disposition.LEAD).queue("q").build(),
            "policy-1"));
    assertEquals(
        List.of("-5 base\n+40 sso: mentions SSO\n+0 free: free mail\n-30 job: asks for a job\n"
            + "+5 at least 10"),
        Sql.rows(file, "SELECT rationale FROM lead"));
  }

  /** Enrichments and deliveries fail under the same fact; the id of the task distinguishes them. */
  @Test
  void a_failed_enrichment_is_not_recorded_as_a_delivery() throws Exception {
    committed(received("offer", ""), Leads.failed("enr_1", "firmographics"));
    assertEquals(
        List.of("firmographics|retrying"),
        Sql.rows(file, "SELECT enricher, status FROM enrichment"));
    assertEquals(List.of(), Sql.rows(file, "SELECT * FROM delivery"));
  }
}
