/* Errors as values: NULL is success, the kind decides, the message is by id.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_ERR_H
#define HELHET_BASE_ERR_H

#include "base/attr.h"
#include "base/date.h"

enum err_kind {
    NOT_FOUND = 1, /* 404, also for what one may not know of */
    DENIED,        /* 403 */
    INVALID,       /* 422: input; field says which */
    CONFLICT,      /* 409: somebody else was first, or wrong state */
    UNAVAILABLE,   /* 503: nothing happened, try again */
    UNCERTAIN,     /* 503: it may have happened, look before trying again */
    INTERNAL       /* 500: our mistake */
};

/* A value that a message shows. Names are those in messages.txt, by order. */
struct msg_arg {
    enum {
        MSG_ARG_NONE,
        MSG_ARG_STR,
        MSG_ARG_INT,
        MSG_ARG_DATE,
        MSG_ARG_TIME
    } kind;
    struct str str;
    int64_t num;
    struct date date;
    struct instant time;
};
#define MSG_ARGS_MAX 4

struct msg_arg msg_str(struct str s);
struct msg_arg msg_int(int64_t v);
struct msg_arg msg_date(struct date d);
struct msg_arg msg_time(struct instant t);

struct err {
    enum err_kind kind;
    int msg; /* id of a message (text/messages_FOLDER.h), 0: by kind */
    struct msg_arg arg[MSG_ARGS_MAX];
    const char *field;      /* form field or column, or NULL */
    int64_t line;           /* line of a file, 0: none */
    const char *detail;     /* for operators, never personal data, or NULL */
    const char *where;      /* file:line that made it */
    const struct err *next; /* further errors of the same form */
};

const struct err *err_new(struct arena *mem, const struct err *e) MUST_CHECK;

#define ERR_STRING2(x) #x
#define ERR_STRING(x)  ERR_STRING2(x)
/* ERR(mem, CONFLICT, .msg = MSG_X, .arg = {msg_date(d)}, .field = "name");
 * what stands after the kind may be left out. */
#define ERR(mem, ...)                                                        \
    err_new((mem), &(struct err){.where = __FILE__ ":" ERR_STRING(__LINE__), \
                                 .kind = __VA_ARGS__})

/* Adds `e` at the end of `list` (either may be NULL) and gives the list. Errors
 * are immutable: the nodes are copied. */
const struct err *err_join(struct arena *mem, const struct err *list,
                           const struct err *e) MUST_CHECK;

/* Our own mistakes only; on in production; ends the process, report holds no
 * user data. */
#define ASSERT(cond) \
    ((cond) ? (void)0 : assert_failed(#cond, __FILE__ ":" ERR_STRING(__LINE__)))
_Noreturn void assert_failed(const char *cond, const char *where);

#endif
