/* Fills the page and the table of who has looked at a case.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/log_pages.h"

#include "notify/sheet.h"
#include "text/messages_casefile.h"
#include "text/messages_document.h"
#include "text/messages_message.h"

/* --- words --- */

int
look_word_message(enum action a)
{
    switch (a) {
#define LOOK_WORD(id, msg) \
    case ACT_##id:         \
        return msg;
#include "casefile/look_words.def"
#undef LOOK_WORD
    default:
        return 0;
    }
}

int
look_ground_message(uint32_t relations)
{
    static const struct {
        uint32_t bit;
        int msg;
    } grounds[] = {
#define LOOK_GROUND(id, msg) {REL_BIT(id), msg},
#include "casefile/look_grounds.def"
#undef LOOK_GROUND
    };

    for (size_t i = 0; i < ARRAY_LEN(grounds); i++) {
        if (relations & grounds[i].bit)
            return grounds[i].msg;
    }
    return 0;
}

static const struct {
    const char *word;
    int msg;
} parts[LOG_PART_COUNT] = {
    [LOG_ALL] = {"alt", MSG_LOG_PART_ALL},
    [LOG_OPENED] = {"apnet", MSG_LOG_PART_OPENED},
    [LOG_REFUSED] = {"avvist", MSG_LOG_PART_REFUSED},
    [LOG_EMERGENCY] = {"nod", MSG_LOG_PART_EMERGENCY},
};

const char *
log_part_word(enum log_part p)
{
    return parts[p].word;
}

static struct str
action_text(struct page *pg, enum action a)
{
    int msg = look_word_message(a);

    return words(pg, msg ? msg : MSG_LOG_OTHER);
}

static struct str
classes_text(struct page *pg, uint32_t classes)
{
    struct buf b;

    buf_init(&b, pg->mem);
    for (int k = 0; k < CLASS_COUNT; k++) {
        if ((classes >> k & 1) == 0)
            continue;
        if (b.n > 0)
            buf_cz(&b, ". ");
        buf_str(&b, words(pg, info_class_message((enum info_class)k)));
    }
    return buf_done(&b);
}

static struct str
ground_text(struct page *pg, const struct access_line *l)
{
    int msg = look_ground_message(l->ground);

    if (msg)
        return words(pg, msg);
    return words(pg, l->in_list ? MSG_GROUND_SHARE : MSG_GROUND_ROLE);
}

static struct str
who_looked(struct page *pg, const struct access_line *l)
{
    if (l->account_id.v != 0)
        return l->name;
    return l->by_link ? outside_somebody(pg->mem, pg->lang, l->outside)
                      : words(pg, MSG_CASE_BY_ITSELF);
}

static struct log_row
log_row_of(struct page *pg, const struct access_line *l)
{
    bool refused = !str_eq_cz(l->outcome, "done");
    struct log_row row = {
        .at = l->at,
        .name = who_looked(pg, l),
        .unit = {service_of_unit(l->unit_type), l->unit_name},
        .what = action_text(pg, l->action),
        .classes = classes_text(pg, l->classes),
        .refused = refused,
        .emergency = l->action == ACT_EMERGENCY_OPEN ||
                     (!refused && l->ground & REL_BIT(EMERGENCY)),
    };

    if (l->has_function)
        row.function = words(pg, function_kind_message(l->function));
    if (!refused)
        row.ground = ground_text(pg, l);
    return row;
}

static struct log_row *
log_rows(struct page *pg, const struct access_log *log)
{
    struct log_row *row = ARENA_NEW_N(pg->mem, struct log_row, log->n + 1);

    for (size_t i = 0; i < log->n; i++)
        row[i] = log_row_of(pg, &log->row[i]);
    return row;
}

/* --- the page --- */

static struct field_view
part_field(const struct form_view *f, enum log_part chosen)
{
    struct choice c[LOG_PART_COUNT];

    for (int i = 0; i < LOG_PART_COUNT; i++)
        c[i] = (struct choice){.value = str_of(parts[i].word),
                               .label = words(f->pg, parts[i].msg),
                               .selected = i == (int)chosen};
    return field_choice(f, FIELD_SELECT, "vis", MSG_LOG_PART, 0, c,
                        LOG_PART_COUNT);
}

static struct field_view
unit_field(const struct form_view *f, const struct log_sum *sum, unit_id chosen)
{
    struct choice *c = ARENA_NEW_N(f->pg->mem, struct choice, sum->unit_n + 1);

    c[0] = (struct choice){.label = words(f->pg, MSG_LOG_UNITS_ALL)};
    for (size_t i = 0; i < sum->unit_n; i++)
        c[i + 1] = (struct choice){
            .value = id_format(f->pg->mem, sum->unit[i].id.v),
            .label = sum->unit[i].name,
            .selected = sum->unit[i].id.v == chosen.v};
    return field_choice(f, FIELD_SELECT, "enhet", MSG_LOG_UNIT, 0, c,
                        sum->unit_n + 1);
}

static struct str
csv_address(struct page *pg, const struct log_ask *ask, case_id id)
{
    struct str href = case_path(pg, id, "/logg.csv");

    return str_fmt(
        pg->mem, "%.*s?vis=%s&enhet=%.*s", STR_FMT(href),
        log_part_word(ask->part),
        STR_FMT(ask->unit.v ? id_format(pg->mem, ask->unit.v) : STR_NONE));
}

struct case_log_view
case_log_view_of(struct page *pg, const struct http_req *req, int64_t number,
                 const struct log_ask *ask, const struct case_log *l)
{
    struct form_view f = form_view_of(pg, NULL, NULL);
    struct log_row *row = log_rows(pg, &l->log);
    struct case_log_view out = {
        .top = case_top_of(pg, &l->head, TAB_LOG),
        .id = id_format(pg->mem, l->head.head.id.v),
        .csv_href = csv_address(pg, ask, l->head.head.id),
        .sum = &l->sum,
        .chosen = ask->part != LOG_ALL || ask->unit.v != 0,
        .part = part_field(&f, ask->part),
        .unit = unit_field(&f, &l->sum, ask->unit),
        .rows = row,
        .rows_n = l->log.n,
        .empty = {.title = words(pg, MSG_LOG_EMPTY),
                  .text = words(pg, MSG_LOG_EMPTY_WHY)},
        .pages = pages_of(pg, req, number, ask->max, l->log.total),
    };

    for (size_t i = 0; i < out.rows_n; i++)
        out.refused += row[i].refused;
    return out;
}

/* --- the table --- */

enum { CSV_COLS = 8 };

static void
put_line(struct page *pg, const struct log_row *r, struct str *at)
{
    at[0] = time_text(pg->mem, pg->lang, r->at);
    at[1] = r->name;
    at[2] = r->function;
    at[3] = r->unit.name;
    at[4] = r->what;
    at[5] = r->classes;
    at[6] = r->ground;
    at[7] = r->refused ? words(pg, MSG_LOG_REFUSED) : STR_NONE;
}

struct str
case_log_csv(struct page *pg, const struct access_log *log)
{
    const struct str head[CSV_COLS] = {
        words(pg, MSG_LOG_TIME),     words(pg, MSG_LOG_WHO),
        words(pg, MSG_LOG_FUNCTION), words(pg, MSG_LOG_UNIT),
        words(pg, MSG_LOG_WHAT),     words(pg, MSG_LOG_INFORMATION),
        words(pg, MSG_LOG_GROUND),   words(pg, MSG_LOG_REFUSED)};
    struct str *cell = ARENA_NEW_N(pg->mem, struct str, log->n * CSV_COLS + 1);
    struct log_row *row = log_rows(pg, log);
    struct sheet s = {.title = words(pg, MSG_LOG_TITLE),
                      .head = head,
                      .cols = CSV_COLS,
                      .cell = cell,
                      .rows = log->n};

    for (size_t i = 0; i < log->n; i++)
        put_line(pg, &row[i], cell + i * CSV_COLS);
    return sheet_csv(pg->mem, &s);
}
