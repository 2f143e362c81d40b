/* main() of every test program: runs all tests, or the one named.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"

int
main(int argc, char **argv)
{
    return test_run(argc > 1 ? argv[1] : NULL);
}
