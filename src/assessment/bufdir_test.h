/* What tests of Bufdir's messages share.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_BUFDIR_TEST_H
#define HELHET_ASSESSMENT_BUFDIR_TEST_H

#include "assessment/bufdir.h"

#include "base/test.h"

static inline struct str
written(struct arena *mem, const struct bufdir_message *m)
{
    struct buf b;
    const struct err *err;

    buf_init(&b, mem);
    err = bufdir_write(&b, m);
    CHECK(err == NULL);
    return buf_done(&b);
}

/* Reads what is written; the second writing equals the first, and so do the
 * requests. */
static inline void
check_round_trip(struct arena *mem, const struct bufdir_message *m)
{
    struct bufdir_message back;
    struct str first = written(mem, m);
    const struct err *err = bufdir_read(mem, first, &back);

    CHECK(err == NULL);
    if (err)
        return;
    CHECK_EQ(back.kind, m->kind);
    CHECK_STR(written(mem, &back), str_cz(mem, first));
    CHECK(str_eq(request_pack(mem, &back.request),
                 request_pack(mem, &m->request)));
}

#endif
