/* A sample for the checker's own test.
 * SPDX-License-Identifier: EUPL-1.2 */
int
a(void)
{
    return sleep(1);
}
