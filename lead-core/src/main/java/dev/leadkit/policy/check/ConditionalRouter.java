// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Assignment;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.field.FieldOverride;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.spi.Router;
import java.util.List;

/** A router whose conditions can be analyzed. */
public interface ConditionalRouter extends Router {

  /** The conditions of the routes, in their order. */
  List<Condition> conditions();

  /** The fields with which these were read. */
  Fields fields();

  /** The assignment that the lead would have if the supposition held; else as {@link #route(Lead, Score)}. */
  Assignment route(Lead lead, Score score, FieldOverride supposition);
}
