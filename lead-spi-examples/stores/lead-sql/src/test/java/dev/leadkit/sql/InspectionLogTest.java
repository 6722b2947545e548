// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator reads of a check. */
class InspectionLogTest {

  private final InspectionLog log = new InspectionLog("leads.db");

  @Test
  void a_problem_names_its_database_and_a_remark_stands_for_itself() {
    log.problem("page 7 is damaged");
    log.remark("has no hash chain");
    assertEquals(List.of("leads.db: page 7 is damaged"), log.inspection().problems());
    assertEquals(List.of("has no hash chain"), log.inspection().remarks());
  }

  @Test
  void a_problem_without_rows_is_left_out() {
    log.problem("rows are missing", List.of());
    assertEquals(List.of(), log.inspection().problems());
  }

  @Test
  void of_many_rows_the_first_five_are_named() {
    log.problem("rows are missing", List.of("1", "2", "3", "4", "5"));
    log.problem("rows are missing", List.of("1", "2", "3", "4", "5", "6"));
    assertEquals(
        List.of(
            "leads.db: 5 rows are missing: 1, 2, 3, 4, 5",
            "leads.db: 6 rows are missing: 1, 2, 3, 4, 5, …"),
        log.inspection().problems());
  }
}
