/* E-mail: MIME by hand, so that what leaves is ours to the last byte.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "notify/mail.h"

#include "base/id.h"

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Base64; a line break after every `line` characters (0: none). */
static void
put_base64(struct buf *b, struct str s, size_t line)
{
    size_t col = 0;

    for (size_t i = 0; i < s.n; i += 3) {
        uint32_t v = (uint32_t)(unsigned char)s.p[i] << 16;

        if (i + 1 < s.n)
            v |= (uint32_t)(unsigned char)s.p[i + 1] << 8;
        if (i + 2 < s.n)
            v |= (uint32_t)(unsigned char)s.p[i + 2];
        buf_char(b, alphabet[v >> 18]);
        buf_char(b, alphabet[v >> 12 & 63]);
        buf_char(b, i + 1 < s.n ? alphabet[v >> 6 & 63] : '=');
        buf_char(b, i + 2 < s.n ? alphabet[v & 63] : '=');
        col += 4;
        if (line > 0 && col >= line) {
            buf_cz(b, "\r\n");
            col = 0;
        }
    }
    if (line > 0 && col > 0)
        buf_cz(b, "\r\n");
}

/* A header's text as encoded words, each with whole characters. */
static void
put_words(struct buf *b, struct str s)
{
    enum { WORD_BYTES = 42 };

    for (size_t from = 0; from < s.n;) {
        size_t n = s.n - from < WORD_BYTES ? s.n - from : WORD_BYTES;

        while (n > 1 && from + n < s.n &&
               ((unsigned char)s.p[from + n] & 0xC0) == 0x80)
            n--;
        buf_cz(b, from > 0 ? "\r\n =?UTF-8?B?" : "=?UTF-8?B?");
        put_base64(b, str_cut(s, from, n), 0);
        buf_cz(b, "?=");
        from += n;
    }
}

static void
put_person(struct buf *b, const char *header, struct str name,
           struct str address)
{
    buf_fmt(b, "%s: ", header);
    put_words(b, name);
    buf_fmt(b, "%s<%.*s>\r\n", name.n > 0 ? " " : "", STR_FMT(address));
}

/* Sun, 22 Nov 2026 08:15:30 +0000 */
static void
put_date(struct buf *b, struct arena *mem, struct instant at)
{
    static const char *const month[] = {"Jan", "Feb", "Mar", "Apr",
                                        "May", "Jun", "Jul", "Aug",
                                        "Sep", "Oct", "Nov", "Dec"};
    static const char *const weekday[] = {"Mon", "Tue", "Wed", "Thu",
                                          "Fri", "Sat", "Sun"};
    struct str iso = instant_format(mem, at); /* 2026-11-22T08:15:30.… */
    struct date day = DATE_NONE;
    int y, m, d;

    ASSERT(date_parse(str_cut(iso, 0, 10), &day));
    date_split(day, &y, &m, &d);
    buf_fmt(b, "Date: %s, %d %s %d %.8s +0000\r\n",
            weekday[date_weekday(day) - 1], d, month[m - 1], y, iso.p + 11);
}

/* A part of text; `type` without its character set. */
static void
put_part(struct buf *b, const char *type, struct str text)
{
    struct buf wire;

    buf_init(&wire, b->mem);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\n' && (i == 0 || text.p[i - 1] != '\r'))
            buf_char(&wire, '\r');
        buf_char(&wire, text.p[i]);
    }
    buf_fmt(b,
            "Content-Type: %s; charset=UTF-8\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n",
            type);
    put_base64(b, buf_done(&wire), 76);
}

static struct str
host_of(struct str address)
{
    struct str name, host;

    return str_split(address, '@', &name, &host) ? host : STR("localhost");
}

struct str
mail_write(struct arena *mem, const struct mail *m, struct str from_address,
           struct str from_name, int64_t id, struct instant at)
{
    struct str ref = id_format(mem, id);
    struct str mark = str_fmt(mem, "=_helhet_%.*s", STR_FMT(ref));
    struct buf b;

    buf_init(&b, mem);
    put_person(&b, "From", from_name, from_address);
    put_person(&b, "To", m->to_name, m->to_address);
    buf_cz(&b, "Subject: ");
    put_words(&b, m->subject);
    buf_cz(&b, "\r\n");
    put_date(&b, mem, at);
    buf_fmt(&b,
            "Message-ID: <%.*s@%.*s>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n",
            STR_FMT(ref), STR_FMT(host_of(from_address)));
    if (m->calendar.n == 0) {
        put_part(&b, "text/plain", m->text);
        return buf_done(&b);
    }
    buf_fmt(&b,
            "Content-Type: multipart/alternative; boundary=\"%.*s\"\r\n\r\n"
            "--%.*s\r\n",
            STR_FMT(mark), STR_FMT(mark));
    put_part(&b, "text/plain", m->text);
    buf_fmt(&b, "--%.*s\r\n", STR_FMT(mark));
    put_part(&b,
             str_cz(mem, str_fmt(mem, "text/calendar; method=%.*s",
                                 STR_FMT(m->method))),
             m->calendar);
    buf_fmt(&b, "--%.*s--\r\n", STR_FMT(mark));
    return buf_done(&b);
}

struct instant
mail_next_try(int64_t tries, struct instant now)
{
    static const int64_t minutes[] = {1, 5, 15, 60};
    int64_t wait = tries >= 1 && tries <= 4 ? minutes[tries - 1] : 240;

    return (struct instant){now.us + wait * 60 * INT64_C(1000000)};
}
