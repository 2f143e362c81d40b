/* A sample for the checker's own test.
 * SPDX-License-Identifier: EUPL-1.2 */
/* The last day.
 * Source: bvl. § 2-2 first
 * part. */
struct date a(void);

struct b {
    int c; /* Source: FHIR R4 Task */
};
