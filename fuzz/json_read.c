/* Fuzz target: any bytes as JSON; what is read and written reads back the same.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "text/json_read.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Writes the tokens in order; an object's values follow their keys. */
static void
write_back(struct json *j, const struct json_doc *d)
{
    size_t end[JSON_DEPTH_MAX];
    bool object[JSON_DEPTH_MAX];
    bool at_key = false;
    size_t depth = 0;

    for (size_t i = 0; i <= d->n; i++) {
        const struct json_token *t = &d->token[i];

        while (depth > 0 && end[depth - 1] == i) {
            json_close(j, object[--depth] ? '}' : ']');
            at_key = depth > 0 && object[depth - 1];
        }
        if (i == d->n)
            return;
        if (at_key) {
            json_key(j, str_cz(j->out->mem, t->text));
            at_key = false;
            continue;
        }
        if (t->kind == JSON_ARRAY || t->kind == JSON_OBJECT) {
            object[depth] = t->kind == JSON_OBJECT;
            end[depth++] = t->next;
            json_open(j, t->kind == JSON_OBJECT ? '{' : '[');
        } else if (t->kind == JSON_STRING) {
            json_str(j, t->text);
        } else if (t->kind == JSON_NUMBER) {
            json_number(j, t->text);
        } else if (t->kind == JSON_NULL) {
            json_null(j);
        } else {
            json_bool(j, t->kind == JSON_TRUE);
        }
        at_key = depth > 0 && object[depth - 1];
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_new((size_t)64 * 1024 * 1024);
    struct json_doc first;
    struct json_doc second;

    if (!json_parse(mem, (struct str){(const char *)data, size}, 10000,
                    &first)) {
        struct buf b;
        struct json j;

        buf_init(&b, mem);
        json_init(&j, &b);
        write_back(&j, &first);
        ASSERT(!json_parse(mem, buf_done(&b), 10000, &second));
        ASSERT(first.n == second.n);
        for (size_t i = 0; i < first.n; i++) {
            ASSERT(first.token[i].kind == second.token[i].kind);
            ASSERT(first.token[i].n == second.token[i].n);
            ASSERT(first.token[i].next == second.token[i].next);
            ASSERT(str_eq(first.token[i].text, second.token[i].text));
        }
    }
    arena_free(mem);
    return 0;
}
