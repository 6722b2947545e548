// SPDX-License-Identifier: Apache-2.0
package planted.sqlite;

import planted.sql.SqlBase;

/** Allowed: an SQL store over the base that these stores share. */
public final class StoreOverTheBase extends SqlBase {}
