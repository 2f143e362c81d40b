/* Fuzz target: any bytes as one of Bufdir's messages; what is read and can be
 * written reads back the same. SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/bufdir.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_new((size_t)256 * 1024 * 1024);
    struct str xml = {(const char *)data, size};
    struct bufdir_message m;
    struct bufdir_message back;
    struct buf first;
    struct buf second;

    buf_init(&first, mem);
    buf_init(&second, mem);
    if (!bufdir_read(mem, xml, &m) && !bufdir_write(&first, &m)) {
        ASSERT(!bufdir_read(mem, buf_done(&first), &back));
        ASSERT(!bufdir_write(&second, &back));
        ASSERT(str_eq(buf_done(&first), buf_done(&second)));
    }
    arena_free(mem);
    return 0;
}
