// SPDX-License-Identifier: Apache-2.0
package planted.sql;

import planted.sqlite.StoreOverTheBase;

/** A planted fault: the shared base of the SQL stores that knows one of them. */
public final class BaseThatKnowsAStore {

  private BaseThatKnowsAStore() {}

  public static SqlBase store() {
    return new StoreOverTheBase();
  }
}
