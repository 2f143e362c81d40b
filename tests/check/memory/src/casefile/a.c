/* A sample for the checker's own test.
 * SPDX-License-Identifier: EUPL-1.2 */
void *
a(void)
{
    return malloc(1);
}
