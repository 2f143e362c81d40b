/* The THK request as bytes to be sealed, and back.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/request.h"

#include <string.h>

/* "THK1", then entries: length of key (1 byte), key, length of value (4 bytes,
 * big end first), value. An entry "+caregiver" or "+attachment" without a value
 * begins an item; the keys that follow are the item's. */
static const char magic[4] = {'T', 'H', 'K', '1'};
static const char caregiver_mark[] = "+caregiver";
static const char attachment_mark[] = "+attachment";

static void
put_entry(struct buf *b, const char *key, struct str value)
{
    unsigned char len[4];
    size_t n = strlen(key);

    ASSERT(n < 256 && value.n <= UINT32_MAX);
    for (unsigned i = 0; i < 4; i++)
        len[i] = (unsigned char)(value.n >> (24 - 8 * i) & 0xFF);
    buf_char(b, (char)n);
    buf_bytes(b, key, n);
    buf_bytes(b, len, sizeof(len));
    buf_str(b, value);
}

static void
pack_fields(struct buf *b, const struct request_field *table, int n,
            const void *base)
{
    for (int i = 0; i < n; i++)
        if (!request_is_empty(&table[i], base))
            put_entry(b, table[i].key, request_reveal(b->mem, &table[i], base));
}

struct str
request_pack(struct arena *mem, const struct thk_request *r)
{
    struct buf b;

    buf_init(&b, mem);
    buf_bytes(&b, magic, sizeof(magic));
    pack_fields(&b, request_fields, REQUEST_FIELD_COUNT, r);
    for (size_t i = 0; i < r->n_caregivers; i++) {
        put_entry(&b, caregiver_mark, STR_NONE);
        pack_fields(&b, request_caregiver_fields, REQUEST_CAREGIVER_FIELD_COUNT,
                    &r->caregivers[i]);
    }
    for (size_t i = 0; i < r->n_attachments; i++) {
        put_entry(&b, attachment_mark, STR_NONE);
        pack_fields(&b, request_attachment_fields,
                    REQUEST_ATTACHMENT_FIELD_COUNT, &r->attachments[i]);
    }
    return buf_done(&b);
}

/* Takes one entry off the front of *s; false when the bytes do not fit. */
static bool
take_entry(struct str *s, struct str *key, struct str *value)
{
    size_t k;
    size_t n = 0;

    if (s->n < 1)
        return false;
    k = (unsigned char)s->p[0];
    if (s->n < 1 + k + 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        n = n << 8 | (unsigned char)s->p[1 + k + i];
    if (s->n - (1 + k + 4) < n)
        return false;
    *key = str_cut(*s, 1, k);
    *value = str_cut(*s, 1 + k + 4, n);
    *s = str_cut(*s, 1 + k + 4 + n, s->n);
    return true;
}

/* Counts the items, so that their arrays are made once. */
static bool
count_items(struct str s, struct thk_request *r)
{
    struct str key;
    struct str value;

    while (s.n > 0) {
        if (!take_entry(&s, &key, &value))
            return false;
        r->n_caregivers += str_eq_cz(key, caregiver_mark);
        r->n_attachments += str_eq_cz(key, attachment_mark);
    }
    return r->n_caregivers <= REQUEST_CAREGIVERS_MAX &&
           r->n_attachments <= REQUEST_ATTACHMENTS_MAX;
}

struct place {
    const struct request_field *table;
    int n;
    void *base;
};

static bool
unpack_field(struct arena *mem, const struct place *at, struct str key,
             struct str value)
{
    for (int i = 0; i < at->n; i++)
        if (str_eq_cz(key, at->table[i].key))
            return request_put(mem, &at->table[i], at->base, value) ==
                   REQUEST_OK;
    return false;
}

static bool
unpack_all(struct arena *mem, struct str s, struct thk_request *r)
{
    struct place at = {request_fields, REQUEST_FIELD_COUNT, r};
    size_t caregiver = 0;
    size_t attachment = 0;
    struct str key;
    struct str value;

    while (s.n > 0) {
        if (!take_entry(&s, &key, &value))
            return false;
        if (str_eq_cz(key, caregiver_mark))
            at = (struct place){request_caregiver_fields,
                                REQUEST_CAREGIVER_FIELD_COUNT,
                                &r->caregivers[caregiver++]};
        else if (str_eq_cz(key, attachment_mark))
            at = (struct place){request_attachment_fields,
                                REQUEST_ATTACHMENT_FIELD_COUNT,
                                &r->attachments[attachment++]};
        else if (!unpack_field(mem, &at, key, value))
            return false;
    }
    return true;
}

const struct err *
request_unpack(struct arena *mem, struct str packed, struct thk_request *out)
{
    struct thk_request r;
    struct str rest = str_cut(packed, sizeof(magic), packed.n);

    request_init(&r);
    if (packed.n < sizeof(magic) ||
        memcmp(packed.p, magic, sizeof(magic)) != 0 || !count_items(rest, &r))
        return ERR(mem, INTERNAL, .detail = "packed request: broken");
    r.caregivers = ARENA_NEW_N(mem, struct request_caregiver, r.n_caregivers);
    r.attachments = ARENA_NEW_N(mem, struct request_attachment,
                                r.n_attachments);
    if (!unpack_all(mem, rest, &r))
        return ERR(mem, INTERNAL, .detail = "packed request: unknown field");
    *out = r;
    return NULL;
}
