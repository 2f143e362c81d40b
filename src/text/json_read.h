/* JSON reader: strict, without recursion, with limits; numbers stay text.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_TEXT_JSON_READ_H
#define HELHET_TEXT_JSON_READ_H

#include "base/err.h"
#include "text/messages_text.h"

enum json_kind {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
};

/* A value. Those inside an array follow it; those inside an object follow it
 * too, each after the JSON_STRING of its key. */
struct json_token {
    enum json_kind kind;
    uint32_t next;   /* number of the first token after this value */
    uint32_t n;      /* elements of an array, pairs of an object */
    struct str text; /* number as written (1.10), string decoded */
};
struct json_doc {
    const struct json_token *token; /* token[0] is the whole */
    size_t n;
};

enum { JSON_DEPTH_MAX = 60, JSON_KEYS_MAX = 256 };

/* Reads one JSON text. Refused: bad UTF-8, NUL, a byte-order mark, anything
 * after the value, deeper than JSON_DEPTH_MAX, more than max_tokens values and
 * keys, more than JSON_KEYS_MAX keys in one object, the same key twice, half a
 * surrogate pair. Errors: INVALID (MSG_JSON_BAD with the byte's place, line =
 * the same; detail says what). Source: RFC 8259. */
const struct err *json_parse(struct arena *mem, struct str text,
                             size_t max_tokens,
                             struct json_doc *out) MUST_CHECK;

/* The value of a key in the object `object`; 0 when it is absent or `object`
 * is no object (0 is the whole, so it is nobody's value). */
size_t json_find(const struct json_doc *doc, size_t object, const char *key);
/* Element number i of the array; 0 when there is none. */
size_t json_item(const struct json_doc *doc, size_t array, size_t i);
/* The string under the key; empty when absent or something else. */
struct str json_text(const struct json_doc *doc, size_t object,
                     const char *key);

#endif
