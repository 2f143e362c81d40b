/* Files: what they are by their content, and what they are called.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "file/type.h"

#include "text/messages_file.h"

#include <magic.h>

static const char *const allowed[] = {
    "application/pdf",
    "image/png",
    "image/jpeg",
    "image/tiff",
    "text/plain",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
};

static const struct err *
sniff(struct arena *mem, struct str bytes, struct str *out)
{
    magic_t m = magic_open(MAGIC_MIME_TYPE);
    const char *type = NULL;

    if (!m)
        return ERR(mem, UNAVAILABLE, .detail = "libmagic does not open");
    arena_defer(mem, (void (*)(void *))magic_close, m);
    if (magic_load(m, NULL) == 0)
        type = magic_buffer(m, bytes.p, bytes.n);
    if (!type)
        return ERR(mem, UNAVAILABLE, .detail = "libmagic has no list of types");
    *out = str_copy(mem, str_of(type));
    return NULL;
}

const struct err *
file_type(struct arena *mem, const char *field, struct str bytes,
          struct str *out)
{
    struct str type = STR_NONE;
    const struct err *err;

    if (bytes.n == 0)
        return ERR(mem, INVALID, .msg = MSG_FILE_EMPTY, .field = field);
    if (bytes.n > FILE_MAX_BYTES)
        return ERR(mem, INVALID, .msg = MSG_FILE_TOO_LARGE,
                   .arg = {msg_int((int64_t)(FILE_MAX_BYTES >> 20))},
                   .field = field);
    err = sniff(mem, bytes, &type);
    if (err)
        return err;
    for (size_t i = 0; i < ARRAY_LEN(allowed); i++)
        if (str_eq_cz(type, allowed[i])) {
            *out = str_of(allowed[i]);
            return NULL;
        }
    return ERR(mem, INVALID, .msg = MSG_FILE_TYPE, .field = field);
}

struct str
file_name_of(struct arena *mem, struct str sent)
{
    struct buf b;
    size_t from = 0;

    for (size_t i = 0; i < sent.n; i++)
        if (sent.p[i] == '/' || sent.p[i] == '\\')
            from = i + 1;
    buf_init(&b, mem);
    for (size_t i = from; i < sent.n; i++)
        if ((unsigned char)sent.p[i] >= 0x20 && sent.p[i] != 0x7f)
            buf_char(&b, sent.p[i]);
    sent = str_trim(buf_done(&b));
    return sent.n > 0 ? sent : STR("fil");
}
