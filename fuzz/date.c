/* Fuzz target: what is read as a day, an instant, a national number or an id
 * must be written back as what it is.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/date.h"
#include "base/err.h"
#include "base/id.h"
#include "base/natid.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
try_day(struct arena *mem, struct str s)
{
    struct date d;

    if (!date_parse(s, &d))
        return;
    ASSERT(str_eq(date_format(mem, d), s));
    ASSERT(date_in_oslo(date_end_in_oslo(d)).days == d.days + 1);
}

static void
try_instant(struct arena *mem, struct str s)
{
    struct instant t;
    struct instant again;

    if (!instant_parse(s, &t) || t.us == 0)
        return;
    /* An offset may carry the year out of four digits. */
    if (t.us < INT64_C(-62135596800000000) ||
        t.us > INT64_C(253402300799999999))
        return;
    ASSERT(instant_parse(instant_format(mem, t), &again));
    ASSERT(again.us == t.us);
}

static void
try_number(struct arena *mem, struct str s)
{
    struct natid id;
    struct natid again;
    int64_t number;

    if (natid_parse(s, &id) == NATID_OK) {
        ASSERT(natid_parse(natid_reveal(mem, &id), &again) == NATID_OK);
        ASSERT(again.kind == id.kind && again.synthetic == id.synthetic);
    }
    if (id_parse(s, &number))
        ASSERT(str_eq(id_format(mem, number), s));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_new((size_t)1024 * 1024);
    struct str s = {(const char *)data, size};

    try_day(mem, s);
    try_instant(mem, s);
    try_number(mem, s);
    arena_free(mem);
    return 0;
}
