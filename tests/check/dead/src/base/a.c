/* A sample for the checker's own test.
 * SPDX-License-Identifier: EUPL-1.2 */
#if 0
int a;
#endif
/* TODO: later */
