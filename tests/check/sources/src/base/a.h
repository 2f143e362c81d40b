/* A sample for the checker's own test.
 * SPDX-License-Identifier: EUPL-1.2 */
/* Source: bvl. § 2-2. */
int a(void);
