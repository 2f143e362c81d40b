/* A sample for the checker's own test.
 * SPDX-License-Identifier: EUPL-1.2 */
const char *a = {"case.get", "SELECT " COLS
    " FROM child_case WHERE id = $1"};
