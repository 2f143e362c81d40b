/* Files: what they are by their content, and what they are called.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "file/type.h"

#include "text/messages_file.h"

#include <magic.h>

enum { TEXT_SHOWN_BYTES = 8000 };

static const struct {
    const char *type;
    const char *ending;
} allowed[] = {
    {"application/pdf", ".pdf"},
    {"image/png", ".png"},
    {"image/jpeg", ".jpg"},
    {"image/tiff", ".tif"},
    {"text/plain", ".txt"},
    {"application/msword", ".doc"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     ".docx"},
    {"application/vnd.oasis.opendocument.text", ".odt"},
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
        if (str_eq_cz(type, allowed[i].type)) {
            *out = str_of(allowed[i].type);
            return NULL;
        }
    return ERR(mem, INVALID, .msg = MSG_FILE_TYPE, .field = field);
}

const char *
file_ending(struct str type)
{
    for (size_t i = 0; i < ARRAY_LEN(allowed); i++)
        if (str_eq_cz(type, allowed[i].type))
            return allowed[i].ending;
    return "";
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

struct str
file_beginning(struct str type, struct str bytes)
{
    size_t n = bytes.n < TEXT_SHOWN_BYTES ? bytes.n : TEXT_SHOWN_BYTES;
    struct str out;

    if (!str_eq_cz(type, "text/plain"))
        return STR_NONE;
    while (n > 0 && n < bytes.n && ((unsigned char)bytes.p[n] & 0xc0) == 0x80)
        n--;
    out = str_cut(bytes, 0, n);
    return str_is_utf8(out) ? out : STR_NONE;
}
