/* SMTP by libcurl: TLS, timeouts, and what the answer means.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "notify/smtp.h"

#include <curl/curl.h>
#include <string.h>

struct smtp {
    CURL *curl;
};

struct reader {
    struct str text;
    size_t at;
};

void
smtp_init(void)
{
    ASSERT(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

static size_t
read_text(char *to, size_t size, size_t count, void *arg)
{
    struct reader *r = arg;
    size_t n = r->text.n - r->at;

    if (n > size * count)
        n = size * count;
    if (n > 0)
        memcpy(to, r->text.p + r->at, n);
    r->at += n;
    return n;
}

static void
close_curl(void *thing)
{
    curl_easy_cleanup(thing);
}

static void
free_list(void *thing)
{
    curl_slist_free_all(thing);
}

/* Each of these can only fail for want of memory, which sending then tells. */
static void
set_options(struct arena *mem, CURL *curl, const struct smtp_options *o)
{
    long tls = o->tls ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_TRY;
    struct str from = str_fmt(mem, "<%.*s>", STR_FMT(o->from));

    (void)curl_easy_setopt(curl, CURLOPT_URL, str_cz(mem, o->url));
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_PROXY, "");
    (void)curl_easy_setopt(curl, CURLOPT_USE_SSL, tls);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)o->timeout_s);
    (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)o->timeout_s);
    (void)curl_easy_setopt(curl, CURLOPT_MAIL_FROM, str_cz(mem, from));
    (void)curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_text);
    if (o->ca_file.n > 0)
        (void)curl_easy_setopt(curl, CURLOPT_CAINFO, str_cz(mem, o->ca_file));
    if (o->user.n > 0) {
        (void)curl_easy_setopt(curl, CURLOPT_USERNAME, str_cz(mem, o->user));
        (void)curl_easy_setopt(curl, CURLOPT_PASSWORD,
                               str_cz(mem, o->password));
    }
}

const struct err *
smtp_open(struct arena *mem, const struct smtp_options *opt, struct smtp **out)
{
    struct smtp *s = ARENA_NEW(mem, struct smtp);

    s->curl = curl_easy_init();
    if (!s->curl)
        return ERR(mem, INTERNAL, .detail = "libcurl does not start");
    arena_defer(mem, close_curl, s->curl);
    set_options(mem, s->curl, opt);
    *out = s;
    return NULL;
}

/* A mail of its own can be refused or put off; all else is the connection. */
static enum smtp_fate
fate_of(CURLcode got, long code)
{
    if (got == CURLE_OK)
        return SMTP_SENT;
    if (got == CURLE_LOGIN_DENIED || got == CURLE_USE_SSL_FAILED ||
        got == CURLE_OPERATION_TIMEDOUT ||
        got == CURLE_PEER_FAILED_VERIFICATION)
        return SMTP_DOWN;
    if (code >= 500 && code < 600)
        return SMTP_REFUSED;
    if (code >= 400 && code < 500 && code != 421)
        return SMTP_LATER;
    return SMTP_DOWN;
}

struct smtp_answer
smtp_send(struct smtp *s, struct arena *mem, struct str to, struct str text)
{
    struct reader r = {.text = text};
    struct str rcpt = str_fmt(mem, "<%.*s>", STR_FMT(to));
    struct curl_slist *list = curl_slist_append(NULL, str_cz(mem, rcpt));
    struct smtp_answer a = {SMTP_DOWN, 0, "out of memory"};
    CURLcode got;

    if (!list)
        return a;
    arena_defer(mem, free_list, list);
    (void)curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, list);
    (void)curl_easy_setopt(s->curl, CURLOPT_READDATA, &r);
    (void)curl_easy_setopt(s->curl, CURLOPT_INFILESIZE_LARGE,
                           (curl_off_t)text.n);
    got = curl_easy_perform(s->curl);
    (void)curl_easy_getinfo(s->curl, CURLINFO_RESPONSE_CODE, &a.code);
    a.fate = fate_of(got, a.code);
    a.reason = got == CURLE_OK ? "" : curl_easy_strerror(got);
    return a;
}
