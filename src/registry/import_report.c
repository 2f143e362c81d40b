/* Import: the report, for people and for programs.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/import.h"
#include "text/messages_registry.h"

static struct str
reason_of(struct arena *mem, enum lang l, const struct import_line *line)
{
    size_t n = 0;

    while (n < MSG_ARGS_MAX && line->arg[n].kind != MSG_ARG_NONE)
        n++;
    return line->msg ? msg_text(mem, l, line->msg, line->arg, n) : STR_NONE;
}

static int
action_message(enum import_action a)
{
    switch (a) {
    case IMPORT_ADDED:
        return MSG_IMPORT_LINE_ADDED;
    case IMPORT_CHANGED:
        return MSG_IMPORT_LINE_CHANGED;
    case IMPORT_REFUSED:
        break;
    }
    return MSG_IMPORT_LINE_REFUSED;
}

static const char *
action_word(enum import_action a)
{
    switch (a) {
    case IMPORT_ADDED:
        return "added";
    case IMPORT_CHANGED:
        return "changed";
    case IMPORT_REFUSED:
        break;
    }
    return "refused";
}

/* "units.csv, line 5, column name: refused BUP-X. The unit has no name." */
static void
line_text(struct buf *b, enum lang l, const struct import_line *line)
{
    struct msg_arg place[] = {msg_str(line->file), msg_int(line->line)};
    struct msg_arg column[] = {msg_str(line->column)};

    buf_str(b, msg_text(b->mem, l, MSG_IMPORT_LINE, place, 2));
    if (line->column.n) {
        buf_cz(b, ", ");
        buf_str(b, msg_text(b->mem, l, MSG_IMPORT_LINE_COLUMN, column, 1));
    }
    buf_cz(b, ": ");
    buf_str(b, msg_plain(l, action_message(line->action)));
    if (line->key.n) {
        buf_char(b, ' ');
        buf_str(b, line->key);
    }
    if (line->msg) {
        buf_cz(b, ". ");
        buf_str(b, reason_of(b->mem, l, line));
    }
    buf_char(b, '\n');
}

void
import_report_text(struct buf *b, enum lang l, const struct import_report *r)
{
    struct msg_arg sum[] = {msg_int(r->added), msg_int(r->changed),
                            msg_int(r->unchanged), msg_int(r->refused)};

    for (size_t i = 0; i < r->n; i++)
        line_text(b, l, &r->line[i]);
    buf_str(b, msg_text(b->mem, l, MSG_IMPORT_SUM, sum, 4));
    buf_char(b, '\n');
    if (r->refused) {
        buf_str(b, msg_plain(l, MSG_IMPORT_NOTHING_STORED));
        buf_char(b, '\n');
    } else if (r->dry) {
        buf_str(b, msg_plain(l, MSG_IMPORT_DRY));
        buf_char(b, '\n');
    }
}

static void
line_json(struct json *j, enum lang l, const struct import_line *line)
{
    json_open(j, '{');
    json_key(j, "file");
    json_str(j, line->file);
    json_key(j, "line");
    json_int(j, line->line);
    json_key(j, "action");
    json_str(j, str_of(action_word(line->action)));
    json_key(j, "key");
    json_str(j, line->key);
    json_key(j, "column");
    json_str(j, line->column);
    json_key(j, "reason");
    json_str(j, reason_of(j->out->mem, l, line));
    json_close(j, '}');
}

void
import_report_json(struct buf *b, enum lang l, const struct import_report *r)
{
    struct json j;

    json_init(&j, b);
    json_open(&j, '{');
    json_key(&j, "added");
    json_int(&j, r->added);
    json_key(&j, "changed");
    json_int(&j, r->changed);
    json_key(&j, "unchanged");
    json_int(&j, r->unchanged);
    json_key(&j, "refused");
    json_int(&j, r->refused);
    json_key(&j, "dry_run");
    json_bool(&j, r->dry);
    json_key(&j, "stored");
    json_bool(&j, r->stored);
    json_key(&j, "lines");
    json_open(&j, '[');
    for (size_t i = 0; i < r->n; i++)
        line_json(&j, l, &r->line[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_char(b, '\n');
}
