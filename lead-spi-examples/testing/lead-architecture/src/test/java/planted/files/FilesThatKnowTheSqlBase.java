// SPDX-License-Identifier: Apache-2.0
package planted.files;

import planted.sql.SqlBase;

/** A planted fault: an example other than an SQL store that knows the base of the SQL stores. */
public final class FilesThatKnowTheSqlBase extends SqlBase {}
