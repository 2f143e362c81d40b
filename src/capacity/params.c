/* The simulator's inputs: parsed by field, checked together, made a model.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/params.h"

#include "base/embed.h"
#include "page/chart.h"
#include "text/messages_capacity.h"
#include "text/messages_text.h"

#include <math.h>

/* Children simulated for one answer, at most: a minute or two. */
#define CHILDREN_MAX 2e8

/* --- the list --- */

static const struct param_info infos[] = {
#define PARAM(id, name, kind, decimals, least, most, unit, group, label, of) \
    {name,                                                                   \
     PARAM_KIND_##kind,                                                      \
     decimals,                                                               \
     least,                                                                  \
     most,                                                                   \
     PARAM_UNIT_##unit,                                                      \
     PARAM_GROUP_##group,                                                    \
     MSG_CAP_##label,                                                        \
     of},
#include "capacity/params.def"
#undef PARAM
};

static const struct {
    enum param param;
    const char *word;
    int name;
} choices[] = {
#define CHOICE(param, word, name) {PARAM_##param, word, MSG_CAP_##name},
#include "capacity/choices.def"
#undef CHOICE
};

const struct param_info *
param_info(enum param p)
{
    return &infos[p];
}

bool
param_find(struct str name, enum param *out)
{
    for (int i = 0; i < PARAM_COUNT; i++) {
        if (str_eq_cz(name, infos[i].name)) {
            *out = (enum param)i;
            return true;
        }
    }
    return false;
}

/* Row of choices for number i of an input; -1 beyond the last. */
static int
choice_row(enum param p, int i)
{
    for (size_t k = 0; k < ARRAY_LEN(choices); k++)
        if (choices[k].param == p && i-- == 0)
            return (int)k;
    return -1;
}

const char *
param_choice_word(enum param p, int i)
{
    int row = choice_row(p, i);

    return row < 0 ? NULL : choices[row].word;
}

int
param_choice_name(enum param p, int i)
{
    int row = choice_row(p, i);

    return row < 0 ? 0 : choices[row].name;
}

int
param_region_name(int region)
{
    return param_choice_name(PARAM_AREA, region + 1);
}

int
param_unit_name(enum param_unit u)
{
    switch (u) {
    case PARAM_UNIT_PERCENT:
        return MSG_CAP_UNIT_PERCENT;
    case PARAM_UNIT_CHILDREN:
        return MSG_CAP_UNIT_CHILDREN;
    case PARAM_UNIT_TEAMS:
        return MSG_CAP_UNIT_TEAMS;
    case PARAM_UNIT_DAYS:
        return MSG_CAP_UNIT_DAYS;
    case PARAM_UNIT_TEAM_DAYS:
        return MSG_CAP_UNIT_TEAM_DAYS;
    case PARAM_UNIT_WEEKS:
        return MSG_CAP_UNIT_WEEKS;
    case PARAM_UNIT_YEARS:
        return MSG_CAP_UNIT_YEARS;
    case PARAM_UNIT_NONE:
        break;
    }
    return 0;
}

struct str
param_label(struct arena *mem, enum lang l, enum param p)
{
    const struct param_info *i = &infos[p];
    struct msg_arg of[1] = {{0}};
    struct str text;

    if (i->of < 0)
        text = msg_plain(l, i->label);
    else {
        of[0] = i->group == PARAM_GROUP_SEASON
                    ? msg_int(i->of + 1)
                    : msg_str(msg_plain(l, param_region_name(i->of)));
        text = msg_text(mem, l, i->label, of, 1);
    }
    if (i->unit == PARAM_UNIT_NONE)
        return text;
    return str_fmt(mem, "%.*s (%.*s)", STR_FMT(text),
                   STR_FMT(msg_plain(l, param_unit_name(i->unit))));
}

/* --- the figures that ship --- */

/* The next field of a line of the shipped file, which is plain RFC 4180. */
static struct str
next_field(struct str *line)
{
    struct str field;
    size_t end = 1;

    if (line->n == 0 || line->p[0] != '"') {
        (void)str_split(*line, ',', &field, line);
        return field;
    }
    while (end < line->n && line->p[end] != '"')
        end++;
    field = str_cut(*line, 1, end - 1);
    *line = str_cut(*line, end + 2, line->n);
    return field;
}

struct param_source
param_source(enum param p)
{
    const struct embedded *file = embed_find("data/capacity/figures.csv");
    struct str rest, line;

    ASSERT(file);
    rest = (struct str){(const char *)file->p, file->n};
    while (str_split(rest, '\n', &line, &rest)) {
        struct param_source s = {0};

        if (!str_eq_cz(next_field(&line), infos[p].name))
            continue;
        s.value = next_field(&line);
        ASSERT(certainty_parse(next_field(&line), &s.certainty));
        s.source = next_field(&line);
        s.note = next_field(&line);
        return s;
    }
    ASSERT(!"an input without a figure");
    return (struct param_source){0};
}

/* --- one field --- */

static const struct err *
bad(struct arena *mem, enum param p, int msg)
{
    return ERR(mem, INVALID, .msg = msg, .field = infos[p].name);
}

/* Digits with at most one comma or point, blanks between digits allowed. */
static bool
parse_number(struct str s, double *out)
{
    double v = 0, unit = 1;
    bool minus = false, fraction = false;
    int digits = 0;

    s = str_trim(s);
    if (str_starts(s, STR("-")) || str_starts(s, STR("\u2212"))) {
        minus = true;
        s = str_cut(s, s.p[0] == '-' ? 1 : 3, s.n);
    }
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c >= '0' && c <= '9' && ++digits <= 15) {
            v = v * 10 + (c - '0');
            unit *= fraction ? 10 : 1;
        } else if ((c == ',' || c == '.') && !fraction && digits > 0)
            fraction = true;
        else if (c != ' ' || digits == 0)
            return false;
    }
    *out = (minus ? -v : v) / unit;
    return digits > 0;
}

static const struct err *
outside(struct arena *mem, enum param p)
{
    const struct param_info *i = &infos[p];
    const struct msg_arg range[] = {
        msg_str(
            decimal_raw(mem, i->least, i->least == floor(i->least) ? 0 : 1)),
        msg_str(decimal_raw(mem, i->most, i->most == floor(i->most) ? 0 : 1))};

    return ERR(mem, INVALID, .msg = MSG_CAP_RANGE, .field = i->name,
               .arg = {range[0], range[1]});
}

static const struct err *
set_number(struct arena *mem, struct params *p, enum param which,
           struct str text)
{
    const struct param_info *i = &infos[which];
    double v = 0;

    if (!parse_number(text, &v) ||
        (i->kind == PARAM_KIND_INT && v != floor(v)) || v < i->least ||
        v > i->most)
        return outside(mem, which);
    p->number[which] = v;
    return NULL;
}

static const struct err *
set_choice(struct arena *mem, struct params *p, enum param which,
           struct str text)
{
    for (int i = 0; param_choice_word(which, i); i++) {
        if (str_eq_cz(text, param_choice_word(which, i))) {
            p->number[which] = i;
            return NULL;
        }
    }
    return bad(mem, which, MSG_FORM_CHOICE);
}

/* YYYY-MM-DD, or day.month.year. */
static bool
parse_day(struct str s, struct date *out)
{
    struct str d, m, rest;
    int64_t day, month, year;

    if (date_parse(s, out))
        return true;
    if (!str_split(s, '.', &d, &rest) || !str_split(rest, '.', &m, &rest) ||
        !str_to_i64(d, &day) || !str_to_i64(m, &month) ||
        !str_to_i64(rest, &year) || day < 1 || day > 31 || month < 1 ||
        month > 12 || year < 1900 || year > 2200 ||
        !date_is_real((int)year, (int)month, (int)day))
        return false;
    *out = date_ymd((int)year, (int)month, (int)day);
    return true;
}

static const struct err *
set_day(struct arena *mem, struct params *p, enum param which, struct str text)
{
    if (text.n == 0) {
        p->day[which] = DATE_NONE;
        return NULL;
    }
    return parse_day(text, &p->day[which]) ? NULL
                                           : bad(mem, which, MSG_CAP_DAY);
}

/* One item "midt 2027-08-01": what stands between is blanks. */
static bool
parse_plan(struct str item, struct param_plan *out)
{
    struct str region, day;

    if (!str_split(item, ' ', &region, &day) ||
        !parse_day(str_trim(day), &out->from))
        return false;
    for (int i = 0; i < SIM_REGIONS_MAX; i++) {
        out->region = i;
        if (str_eq_cz(region, param_choice_word(PARAM_AREA, i + 1)))
            return true;
    }
    return false;
}

/* Lines and commas part the teams of a plan. */
static struct str
next_item(struct str *text)
{
    size_t n = 0;
    struct str item;

    while (n < text->n && text->p[n] != ',' && text->p[n] != '\n')
        n++;
    item = str_trim(str_cut(*text, 0, n));
    *text = str_cut(*text, n + 1, text->n);
    return item;
}

static const struct err *
set_plan(struct arena *mem, struct params *p, enum param which, struct str text)
{
    size_t n = 0;

    while (text.n > 0) {
        struct str item = next_item(&text);

        if (item.n == 0)
            continue;
        if (n == PARAM_PLAN_MAX)
            return ERR(mem, INVALID, .msg = MSG_CAP_PLAN_LONG,
                       .field = infos[which].name,
                       .arg = {msg_int(PARAM_PLAN_MAX)});
        if (!parse_plan(item, &p->plan[n++]))
            return bad(mem, which, MSG_CAP_PLAN_BAD);
    }
    p->plan_n = n;
    return NULL;
}

const struct err *
params_set(struct arena *mem, struct params *p, struct str name,
           struct str text)
{
    enum param which;

    if (!param_find(name, &which))
        return ERR(mem, INVALID, .msg = MSG_CAP_UNKNOWN_NAME,
                   .field = str_cz(mem, str_cut(name, 0, 64)),
                   .arg = {msg_str(str_cut(name, 0, 64))});
    text = str_trim(text);
    switch (infos[which].kind) {
    case PARAM_KIND_CHOICE:
        return set_choice(mem, p, which, text);
    case PARAM_KIND_DAY:
        return set_day(mem, p, which, text);
    case PARAM_KIND_PLAN:
        return set_plan(mem, p, which, text);
    case PARAM_KIND_INT:
    case PARAM_KIND_NUMBER:
    case PARAM_KIND_SHARE:
        break;
    }
    return text.n == 0 ? bad(mem, which, MSG_FORM_REQUIRED)
                       : set_number(mem, p, which, text);
}

void
params_defaults(struct arena *mem, struct date today, struct params *out)
{
    int y, m, d;

    *out = (struct params){0};
    for (int i = 0; i < PARAM_COUNT; i++) {
        struct param_source s = param_source((enum param)i);

        ASSERT(!params_set(mem, out, str_of(infos[i].name), s.value));
    }
    date_split(today, &y, &m, &d);
    out->day[PARAM_START] = date_add_months(date_ymd(y, m, 1), 1);
}

/* --- together --- */

static struct date
end_of(const struct params *p)
{
    return date_add_months(p->day[PARAM_START],
                           (int32_t)p->number[PARAM_YEARS] * 12);
}

bool
params_has_region(const struct params *p, int region)
{
    return params_region(p) < 0 || params_region(p) == region;
}

int
params_region(const struct params *p)
{
    return (int)p->number[PARAM_AREA] - 1;
}

bool
params_is_aside(const struct params *p, enum param which)
{
    return infos[which].of >= 0 && infos[which].group != PARAM_GROUP_SEASON &&
           !params_has_region(p, infos[which].of);
}

static double
sum_of(const struct params *p, enum param first)
{
    double sum = 0;

    for (int r = 0; r < SIM_REGIONS_MAX; r++)
        if (params_has_region(p, r))
            sum += p->number[(int)first + r];
    return sum;
}

int
params_teams(const struct params *p)
{
    return (int)sum_of(p, PARAM_TEAMS_NORD);
}

double
params_children(const struct params *p)
{
    double share = fmax(p->number[PARAM_ASKED], p->number[PARAM_ASKED_DUTY]);

    return sum_of(p, PARAM_QUEUE_NORD) +
           sum_of(p, PARAM_CHILDREN_NORD) * p->number[PARAM_YEARS] * share /
               100 * p->number[PARAM_ELIGIBLE] / 100;
}

static const struct err *
check_plan(struct arena *mem, const struct params *p)
{
    for (size_t i = 0; i < p->plan_n; i++) {
        struct date from = p->plan[i].from;

        if (date_cmp(from, p->day[PARAM_START]) < 0 ||
            date_cmp(from, end_of(p)) >= 0)
            return ERR(mem, INVALID, .msg = MSG_CAP_PLAN_OUTSIDE,
                       .field = infos[PARAM_PLAN].name,
                       .arg = {msg_date(p->day[PARAM_START]),
                               msg_date(date_add(end_of(p), -1))});
    }
    return NULL;
}

static bool
plan_has_team(const struct params *p)
{
    for (size_t i = 0; i < p->plan_n; i++)
        if (params_has_region(p, p->plan[i].region))
            return true;
    return false;
}

static enum param
first_in_area(const struct params *p, enum param first)
{
    int region = params_region(p);

    return (enum param)((int)first + (region < 0 ? 0 : region));
}

static const struct err *
check_runs(struct arena *mem, const struct params *p)
{
    double most = floor(CHILDREN_MAX / fmax(1, params_children(p)));

    if (p->number[PARAM_RUNS] <= most)
        return NULL;
    return ERR(mem, INVALID, .msg = MSG_CAP_TOO_MANY_RUNS,
               .field = infos[PARAM_RUNS].name,
               .arg = {msg_int((int64_t)most)});
}

static double
season_sum(const struct params *p)
{
    double sum = 0;

    for (int m = 0; m < 12; m++)
        sum += p->number[PARAM_SEASON_1 + m];
    return sum;
}

const struct err *
params_check(struct arena *mem, const struct params *p)
{
    const double *v = p->number;
    const struct err *err = check_plan(mem, p);

    if (v[PARAM_URGENT] + v[PARAM_SOON] > 100)
        err = err_join(mem, err, bad(mem, PARAM_SOON, MSG_CAP_SHARES_OVER));
    if (v[PARAM_GOAL_URGENT] > v[PARAM_GOAL])
        err = err_join(mem, err,
                       bad(mem, PARAM_GOAL_URGENT, MSG_CAP_GOAL_URGENT_OVER));
    if (v[PARAM_ASKED_DUTY] < v[PARAM_ASKED])
        err = err_join(mem, err,
                       bad(mem, PARAM_ASKED_DUTY, MSG_CAP_DUTY_UNDER));
    if (season_sum(p) == 0)
        err = err_join(mem, err, bad(mem, PARAM_SEASON_1, MSG_CAP_NO_SEASON));
    if (sum_of(p, PARAM_CHILDREN_NORD) == 0)
        err = err_join(mem, err,
                       bad(mem, first_in_area(p, PARAM_CHILDREN_NORD),
                           MSG_CAP_NO_CHILDREN));
    if (params_teams(p) == 0 && !plan_has_team(p))
        err = err_join(
            mem, err,
            bad(mem, first_in_area(p, PARAM_TEAMS_NORD), MSG_CAP_NO_TEAMS));
    if (v[PARAM_DUTY] == 2 && date_is_none(p->day[PARAM_DUTY_FROM]))
        err = err_join(mem, err, bad(mem, PARAM_DUTY_FROM, MSG_FORM_REQUIRED));
    return err_join(mem, err, check_runs(mem, p));
}

/* --- as text --- */

static struct str
plan_text(struct arena *mem, const struct params *p)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < p->plan_n; i++) {
        buf_cz(&b, i > 0 ? ", " : "");
        buf_cz(&b, param_choice_word(PARAM_AREA, p->plan[i].region + 1));
        buf_char(&b, ' ');
        buf_str(&b, date_format(mem, p->plan[i].from));
    }
    return buf_done(&b);
}

struct str
param_text(struct arena *mem, const struct params *p, enum param which)
{
    const struct param_info *i = &infos[which];
    double v = p->number[which];
    int decimals = 0;

    switch (i->kind) {
    case PARAM_KIND_CHOICE:
        return str_of(param_choice_word(which, (int)v));
    case PARAM_KIND_DAY:
        return date_format(mem, p->day[which]);
    case PARAM_KIND_PLAN:
        return plan_text(mem, p);
    case PARAM_KIND_INT:
    case PARAM_KIND_NUMBER:
    case PARAM_KIND_SHARE:
        break;
    }
    for (double x = v; decimals < 6 && fabs(x - floor(x + 0.5)) > 1e-7; x *= 10)
        decimals++;
    return decimal_raw(mem, v, decimals);
}

struct str
params_query(struct arena *mem, const struct params *p)
{
    struct buf b;

    buf_init(&b, mem);
    for (int i = 0; i < PARAM_COUNT; i++) {
        buf_cz(&b, i > 0 ? "&" : "");
        buf_cz(&b, infos[i].name);
        buf_char(&b, '=');
        url_part(&b, param_text(mem, p, (enum param)i));
    }
    return buf_done(&b);
}
