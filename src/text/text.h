/* What people read: languages, messages by id, and locale formats.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_TEXT_TEXT_H
#define HELHET_TEXT_TEXT_H

#include "base/buf.h"
#include "base/err.h"

/* Ids of messages stand in text/messages_FOLDER.h, generated from each
 * folder's messages.txt by tools/msgc; a file includes those it names. */
enum { MSG_NONE = 0, MSG_IDS_OF_FOLDER = 4096 };

/* Texts in the order nb, nn, en; codes as in tools/msgc.c. */
struct msg_entry {
    const char *id;
    unsigned args;
    struct {
        const char *p;
        size_t n;
    } text[3];
};
struct msg_folder {
    const struct msg_entry *entry; /* [0] is none */
    size_t n;
};
extern const struct msg_folder msg_folders[]; /* an id / MSG_IDS_OF_FOLDER */
extern const int msg_folder_count;

enum lang { LANG_NB, LANG_NN, LANG_EN, LANG_COUNT };

/* "nb", "nn", "en". */
const char *lang_code(enum lang l);
bool lang_parse(struct str s, enum lang *out);
/* Best of an Accept-Language header; bokmål when none fits. "no" is bokmål. */
enum lang lang_negotiate(struct str accept_language);

/* A text in all languages as one value to keep, and what a reader gets of it; a
 * kept text of one language is the same for all. */
struct str lang_text_join(struct arena *mem, const struct str text[LANG_COUNT]);
struct str lang_text_of(struct str kept, enum lang l);

/* The message in a language with its arguments put in (plain text, not
 * escaped). A wrong number or kind of arguments is our mistake: ASSERT. */
struct str msg_text(struct arena *mem, enum lang l, int msg,
                    const struct msg_arg *arg, size_t n);
/* A message without arguments. Borrowed, static. */
struct str msg_plain(enum lang l, int msg);
/* What the user reads of an error (by kind where it has no message). */
struct str err_text(struct arena *mem, enum lang l, const struct err *e);

/* 27. november 2026 / 27 November 2026; without year: 27. november. */
struct str date_text(struct arena *mem, enum lang l, struct date d);
struct str date_day_month(struct arena *mem, enum lang l, struct date d);
/* ma. 27.11. short form for tables; English: Mon 27 Nov. */
struct str date_short(struct arena *mem, enum lang l, struct date d);
/* I dag, I morgen, I går; Onsdag 25. on the next six days; else without year
 * in today's year, and date_text in others. */
struct str date_relative(struct arena *mem, enum lang l, struct date d,
                         struct date today);
/* 27. november 2026 kl. 09.42 (Oslo time). */
struct str time_text(struct arena *mem, enum lang l, struct instant t);
/* 09.42; English 09:42 (Oslo time). */
struct str clock_text(struct arena *mem, enum lang l, struct instant t);
/* Mandag. Static. */
struct str weekday_text(enum lang l, struct date d);
/* Grouped from five digits: 12 345 (no-break space), English 12,345. */
struct str int_text(struct arena *mem, enum lang l, int64_t v);

/* Writers. The only ones. */
void html_text(struct buf *b, struct str s); /* & < > " ' escaped */
void html_attr(struct buf *b, struct str s); /* for a quoted attribute */
void html_url(struct buf *b, struct str s);  /* attribute with an address: only
                                                '/', '#', '?', https: mailto: */
void url_part(struct buf *b,
              struct str s); /* percent-encoded path/query part */
void csv_field(struct buf *b, struct str s); /* quoted; formulas neutralised */
/* Would a spreadsheet take the text for a formula? = + - @ and their full-width
 * twins, after white space too. */
bool text_is_formula(struct str s);

/* One address of visible ASCII without anything a header could trip over:
 * "name@host". */
bool mail_address_ok(struct str s);

/* JSON writer: strict, commas by itself. */
struct json {
    struct buf *out;
    unsigned depth;
    uint64_t comma; /* bit for each depth: an element stands before */
};
void json_init(struct json *j, struct buf *out);
void json_open(struct json *j, char bracket);  /* '{' or '[' */
void json_close(struct json *j, char bracket); /* '}' or ']' */
void json_key(struct json *j, const char *key);
void json_str(struct json *j, struct str s);
void json_int(struct json *j, int64_t v);
/* A number as written (1.10 stays 1.10); must be json_is_number. */
void json_number(struct json *j, struct str digits);
bool json_is_number(struct str s);
void json_bool(struct json *j, bool v);
void json_null(struct json *j);

/* Norwegian order (æ ø å last, aa as å): ICU nb. <0, 0, >0. */
int nb_compare(struct str a, struct str b);

#endif
