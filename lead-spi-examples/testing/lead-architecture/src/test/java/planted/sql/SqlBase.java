// SPDX-License-Identifier: Apache-2.0
package planted.sql;

/** What planted SQL stores share. */
public class SqlBase {}
