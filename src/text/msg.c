/* Messages: finds the text of an id and puts the arguments in.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * The codes inside a text are described in tools/msgc.c. */
#include "text/messages_text.h"
#include "text/text.h"

enum {
    CODE_ARG = 1,
    CODE_ONE,
    CODE_MANY,
    CODE_END,
    CODE_NUMBER,
    CODE_MONTH,
    CODE_MON
};

static const struct msg_entry *
entry_of(int msg)
{
    int folder = msg / MSG_IDS_OF_FOLDER;
    size_t i = (size_t)(msg % MSG_IDS_OF_FOLDER);

    ASSERT(msg > 0 && folder < msg_folder_count && i > 0 &&
           i < msg_folders[folder].n);
    return &msg_folders[folder].entry[i];
}

static struct str
entry_text(enum lang l, int msg)
{
    const struct msg_entry *e = entry_of(msg);

    ASSERT(l < LANG_COUNT);
    return (struct str){e->text[l].p, e->text[l].n};
}

struct str
msg_plain(enum lang l, int msg)
{
    ASSERT(entry_of(msg)->args == 0);
    return entry_text(l, msg);
}

static struct str
arg_text(struct arena *mem, enum lang l, const struct msg_arg *arg)
{
    switch (arg->kind) {
    case MSG_ARG_STR:
        return arg->str;
    case MSG_ARG_INT:
        return int_text(mem, l, arg->num);
    case MSG_ARG_DATE:
        return date_text(mem, l, arg->date);
    case MSG_ARG_TIME:
        return time_text(mem, l, arg->time);
    case MSG_ARG_NONE:
        break;
    }
    ASSERT(arg->kind != MSG_ARG_NONE);
    return STR_NONE;
}

static int64_t
arg_number(const struct msg_arg *arg)
{
    ASSERT(arg->kind == MSG_ARG_INT);
    return arg->num;
}

static struct str
month_text(enum lang l, int first, const struct msg_arg *arg)
{
    int64_t month = arg_number(arg);

    ASSERT(month >= 1 && month <= 12);
    return msg_plain(l, first + (int)month - 1);
}

/* Skips to just after `code`, or to the end. */
static size_t
skip_past(struct str s, size_t i, char code)
{
    while (i < s.n && s.p[i] != code)
        i++;
    return i < s.n ? i + 1 : i;
}

struct str
msg_text(struct arena *mem, enum lang l, int msg, const struct msg_arg *arg,
         size_t n)
{
    struct str s = entry_text(l, msg);
    const struct msg_arg *counted = NULL;
    struct buf b;
    size_t i = 0;

    ASSERT(n == entry_of(msg)->args);
    buf_init(&b, mem);
    while (i < s.n) {
        char c = s.p[i++];

        switch (c) {
        case CODE_ARG:
            buf_str(&b, arg_text(mem, l, &arg[s.p[i++] - '0']));
            break;
        case CODE_ONE:
            counted = &arg[s.p[i++] - '0'];
            if (arg_number(counted) != 1)
                i = skip_past(s, i, CODE_MANY);
            break;
        case CODE_MANY:
            i = skip_past(s, i, CODE_END);
            break;
        case CODE_END:
            break;
        case CODE_NUMBER:
            ASSERT(counted != NULL);
            buf_str(&b, int_text(mem, l, arg_number(counted)));
            break;
        case CODE_MONTH:
            buf_str(&b, month_text(l, MSG_MONTH_1, &arg[s.p[i++] - '0']));
            break;
        case CODE_MON:
            buf_str(&b, month_text(l, MSG_MON_1, &arg[s.p[i++] - '0']));
            break;
        default:
            buf_char(&b, c);
        }
    }
    return buf_done(&b);
}

static int
kind_message(enum err_kind kind)
{
    switch (kind) {
    case NOT_FOUND:
        return MSG_ERR_NOT_FOUND;
    case DENIED:
        return MSG_ERR_DENIED;
    case INVALID:
        return MSG_ERR_INVALID;
    case CONFLICT:
        return MSG_ERR_CONFLICT;
    case UNAVAILABLE:
        return MSG_ERR_UNAVAILABLE;
    case UNCERTAIN:
        return MSG_ERR_UNCERTAIN;
    case INTERNAL:
        return MSG_ERR_INTERNAL;
    }
    return MSG_ERR_INTERNAL;
}

struct str
err_text(struct arena *mem, enum lang l, const struct err *e)
{
    size_t n = 0;

    if (e->msg == 0)
        return msg_plain(l, kind_message(e->kind));
    while (n < MSG_ARGS_MAX && e->arg[n].kind != MSG_ARG_NONE)
        n++;
    return msg_text(mem, l, e->msg, e->arg, n);
}
