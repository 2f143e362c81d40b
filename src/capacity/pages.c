/* Fills the simulator's page: the form, the answer in words and in tables.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/pages.h"
#include "text/messages_capacity.h"

#include <math.h>

enum { PLAN_CHARS = 400, WEEK_DAYS = 7, SAYS_MAX = 4, BOXES = 4 };

/* A message with texts as its arguments. */
static struct str
say(struct page *pg, int msg, const struct str *part, size_t n)
{
    struct msg_arg arg[MSG_ARGS_MAX];

    ASSERT(n <= MSG_ARGS_MAX);
    for (size_t i = 0; i < n; i++)
        arg[i] = msg_str(part[i]);
    return msg_text(pg->mem, pg->lang, msg, arg, n);
}
#define SAY(pg, msg, ...)                               \
    say((pg), (msg), (const struct str[]){__VA_ARGS__}, \
        ARRAY_LEN(((const struct str[]){__VA_ARGS__})))

static struct str
number(struct page *pg, double v, int decimals)
{
    return decimal_text(pg->mem, pg->lang, v, decimals);
}

struct str
capacity_percent(struct page *pg, double share, int decimals)
{
    return str_fmt(pg->mem, "%.*s\u00a0%%",
                   STR_FMT(number(pg, share * 100, decimals)));
}

/* Whole weeks; "+" when it is so long or longer. */
static struct str
weeks(struct page *pg, double days, bool more)
{
    return str_fmt(pg->mem, "%.*s%s", STR_FMT(number(pg, days / WEEK_DAYS, 0)),
                   more ? "+" : "");
}

static struct str
share_between(struct page *pg, const struct sim_estimate *e)
{
    return str_fmt(pg->mem, "%.*s (%.*s)",
                   STR_FMT(capacity_percent(pg, e->mean, 0)),
                   STR_FMT(SAY(pg, MSG_CAP_BETWEEN, number(pg, e->low * 100, 0),
                               number(pg, e->high * 100, 0))));
}

/* --- the form --- */

static struct status_tag
tag_of(const struct page *pg, const struct param_source *s, bool changed)
{
    if (changed)
        return (struct status_tag){STATUS_MANUAL, words(pg, MSG_CAP_CHANGED)};
    switch (s->certainty) {
    case CERTAINTY_VERIFIED:
    case CERTAINTY_COPIED:
    case CERTAINTY_DATED:
        return (struct status_tag){STATUS_OK, words(pg, MSG_CAP_SOURCED)};
    case CERTAINTY_KNOWN:
    case CERTAINTY_INFERRED:
    case CERTAINTY_DOUBTFUL:
        return (struct status_tag){STATUS_INFO, words(pg, MSG_CAP_ASSUMED)};
    case CERTAINTY_UNKNOWN:
    case CERTAINTY_MADE_UP:
    case CERTAINTY_COUNT:
        break;
    }
    return (struct status_tag){STATUS_NEUTRAL, words(pg, MSG_CAP_NOT_KNOWN)};
}

static struct field_view
choice_field(const struct form_view *f, const struct params *p,
             enum param which)
{
    struct choice c[8];
    size_t n = 0;

    for (; param_choice_word(which, (int)n); n++) {
        ASSERT(n < ARRAY_LEN(c));
        c[n] = (struct choice){
            .value = str_of(param_choice_word(which, (int)n)),
            .label = words(f->pg, param_choice_name(which, (int)n)),
            .selected = (int)n == (int)p->number[which]};
    }
    return field_choice(f, FIELD_SELECT, param_info(which)->name, 0, 0, c, n);
}

/* A number in the form has the reader's decimal sign. */
static struct str
value_shown(struct page *pg, const struct params *p, enum param which)
{
    struct str raw = param_text(pg->mem, p, which);
    struct str whole, part;

    if (param_info(which)->kind == PARAM_KIND_DAY || pg->lang == LANG_EN ||
        !str_split(raw, '.', &whole, &part))
        return raw;
    return str_fmt(pg->mem, "%.*s,%.*s", STR_FMT(whole), STR_FMT(part));
}

static struct field_view
field_of(const struct form_view *f, const struct params *p, enum param which)
{
    const struct param_info *i = param_info(which);
    struct str value = value_shown(f->pg, p, which);
    struct field_view v;

    switch (i->kind) {
    case PARAM_KIND_CHOICE:
        v = choice_field(f, p, which);
        break;
    case PARAM_KIND_PLAN:
        v = field_area(f, i->name, 0, 0, value, PLAN_CHARS);
        v.optional = true;
        break;
    case PARAM_KIND_DAY:
        v = field_text(f, i->name, 0, 0, value);
        v.optional = true;
        break;
    case PARAM_KIND_INT:
    case PARAM_KIND_NUMBER:
    case PARAM_KIND_SHARE:
        v = field_text(f, i->name, 0, 0, value);
        break;
    }
    v.label = param_label(f->pg->mem, f->pg->lang, which);
    return v;
}

static struct cap_field
cap_field_of(const struct form_view *f, const struct params *p,
             const struct params *shipped, enum param which)
{
    struct page *pg = f->pg;
    struct param_source s = param_source(which);
    bool changed = !str_eq(param_text(pg->mem, p, which),
                           param_text(pg->mem, shipped, which));
    struct cap_field c = {.field = field_of(f, p, which),
                          .tag = tag_of(pg, &s, changed),
                          .source = s.source,
                          .note = s.note,
                          .aside = params_is_aside(p, which)};

    if (c.aside)
        c.field = field_hidden(param_info(which)->name,
                               param_text(pg->mem, p, which));
    return c;
}

static int
group_title(enum param_group g)
{
    switch (g) {
    case PARAM_GROUP_MAIN:
        return MSG_CAP_GROUP_MAIN;
    case PARAM_GROUP_CHILDREN:
        return MSG_CAP_GROUP_CHILDREN;
    case PARAM_GROUP_SEASON:
        return MSG_CAP_GROUP_SEASON;
    case PARAM_GROUP_WHO:
        return MSG_CAP_GROUP_WHO;
    case PARAM_GROUP_TEAMS:
        return MSG_CAP_GROUP_TEAMS;
    case PARAM_GROUP_TIME:
        return MSG_CAP_GROUP_TIME;
    case PARAM_GROUP_WORK:
        return MSG_CAP_GROUP_WORK;
    case PARAM_GROUP_RULES:
        return MSG_CAP_GROUP_RULES;
    case PARAM_GROUP_START:
        return MSG_CAP_GROUP_START;
    case PARAM_GROUP_RUN:
        return MSG_CAP_GROUP_RUN;
    case PARAM_GROUPS:
        break;
    }
    return 0;
}

static struct cap_group
group_of(const struct form_view *f, const struct params *p,
         const struct params *shipped, enum param_group g)
{
    struct page *pg = f->pg;
    struct cap_field *field = ARENA_NEW_N(pg->mem, struct cap_field,
                                          PARAM_COUNT);
    struct cap_group out = {.title = words(pg, group_title(g)),
                            .id = str_fmt(pg->mem, "g%d", (int)g),
                            .fields = field};

    for (int i = 0; i < PARAM_COUNT; i++) {
        if (param_info((enum param)i)->group != g)
            continue;
        field[out.fields_n] = cap_field_of(f, p, shipped, (enum param)i);
        out.open = out.open || field[out.fields_n].field.error.n > 0 ||
                   field[out.fields_n].tag.kind == STATUS_MANUAL;
        out.fields_n++;
    }
    return out;
}

void
capacity_form_fill(struct page *pg, const struct http_req *req,
                   const struct err *err, const struct params *p,
                   struct capacity_view *v)
{
    struct http_req *typed = ARENA_NEW(pg->mem, struct http_req);
    struct params *shipped = ARENA_NEW(pg->mem, struct params);
    struct cap_group *group = ARENA_NEW_N(pg->mem, struct cap_group,
                                          PARAM_GROUPS);
    struct form_view f;

    *typed = *req; /* a GET form: what was typed is in the address */
    typed->field = req->param;
    typed->n_field = req->n_param;
    f = form_view_of(pg, err ? typed : NULL, err);
    params_defaults(pg->mem, pg->today, shipped);
    for (int g = 0; g < PARAM_GROUPS; g++)
        group[g] = group_of(&f, p, shipped, (enum param_group)g);
    v->main = group[0];
    v->groups = group + 1;
    v->groups_n = PARAM_GROUPS - 1;
    v->errors = errors_of(&f);
}

/* --- the answer in words --- */

static struct str
teams_text(struct page *pg, const struct answer *a)
{
    return number(pg, params_teams(&a->params), 0);
}

static struct str
sentence_teams(struct page *pg, const struct answer *a, bool going)
{
    const double *v = a->params.number;

    if (!a->fewest)
        return words(pg, going ? MSG_CAP_ANSWER_SOON : MSG_CAP_ANSWER_STOPPED);
    if (!a->fewest->found)
        return SAY(pg, MSG_CAP_ANSWER_NONE, number(pg, ANSWER_TEAMS_MAX, 0));
    return SAY(pg, MSG_CAP_ANSWER_TEAMS, number(pg, a->fewest->teams, 0),
               value_shown(pg, &a->params, PARAM_TARGET),
               number(pg, v[PARAM_GOAL],
                      v[PARAM_GOAL] == floor(v[PARAM_GOAL]) ? 0 : 1));
}

static struct str
sentence_date(struct page *pg, const struct answer *a)
{
    struct date end = date_add_months(a->model->start, a->model->months);
    struct msg_arg arg = msg_date(a->earliest->found ? a->earliest->from : end);

    return msg_text(pg->mem, pg->lang,
                    a->earliest->found ? MSG_CAP_ANSWER_DATE
                                       : MSG_CAP_ANSWER_NO_DATE,
                    &arg, 1);
}

static struct str
sentence_now(struct page *pg, const struct answer *a)
{
    const struct sim_scope *s = &a->run->all;

    if (s->unstable)
        return SAY(pg, MSG_CAP_ANSWER_GROWS, teams_text(pg, a),
                   number(pg, s->growth.mean, s->growth.mean < 10 ? 1 : 0));
    return SAY(pg, MSG_CAP_ANSWER_WITHIN, teams_text(pg, a),
               number(pg, s->within.mean * 100, 0),
               number(pg, s->within.low * 100, 0),
               number(pg, s->within.high * 100, 0));
}

static void
fill_words(struct page *pg, const struct answer *a, bool going,
           struct capacity_view *v)
{
    struct str *line = ARENA_NEW_N(pg->mem, struct str, SAYS_MAX);
    struct cap_box *box = ARENA_NEW_N(pg->mem, struct cap_box, BOXES);
    const struct sim_scope *s = &a->run->all;
    enum sim_wait on = a->model->goal_on;

    line[v->says_n++] = sentence_teams(pg, a, going);
    if (a->earliest)
        line[v->says_n++] = sentence_date(pg, a);
    v->grows = s->unstable;
    if (v->grows)
        v->alert = (struct alert){.kind = ALERT_WARNING,
                                  .title = words(pg, MSG_CAP_TOO_SLOW),
                                  .text = sentence_now(pg, a)};
    else
        line[v->says_n++] = sentence_now(pg, a);
    v->says = line;
    box[0] = (struct cap_box){
        SAY(pg, MSG_CAP_WEEKS_TEXT, weeks(pg, s->p50[on].mean, false)),
        words(pg, s->p50_more[on] ? MSG_CAP_BOX_HALF_MORE : MSG_CAP_BOX_HALF)};
    box[1] = (struct cap_box){capacity_percent(pg, s->within.mean, 0),
                              words(pg, MSG_CAP_BOX_WITHIN)};
    box[2] = (struct cap_box){number(pg, answer_backlog(a, s).mean, 0),
                              words(pg, MSG_CAP_BOX_QUEUE)};
    box[3] = (struct cap_box){
        capacity_percent(pg, answer_load(a, params_teams(&a->params)), 0),
        words(pg, MSG_CAP_BOX_LOAD)};
    v->boxes = box;
    v->boxes_n = BOXES;
}

/* --- tables --- */

static struct status_tag
enough_tag(const struct page *pg, int reaches)
{
    if (reaches > 0)
        return (struct status_tag){STATUS_OK, words(pg, MSG_CAP_YES)};
    if (reaches < 0)
        return (struct status_tag){STATUS_BREACH, words(pg, MSG_CAP_NO)};
    return (struct status_tag){STATUS_SOON, words(pg, MSG_CAP_UNSURE)};
}

static void
fill_what_if(struct page *pg, const struct answer *a, struct capacity_view *v)
{
    struct cap_what_if *row = ARENA_NEW_N(pg->mem, struct cap_what_if,
                                          a->what_if_n + 1);

    for (size_t i = 0; i < a->what_if_n; i++) {
        const struct what_if *w = &a->what_if[i];
        struct str teams = number(pg, w->teams, 0);

        row[i] = (struct cap_what_if){
            .teams = w->now ? SAY(pg, MSG_CAP_TEAMS_NOW, teams) : teams,
            .load = capacity_percent(pg, w->load, 0),
            .half = weeks(pg, w->p50.mean, w->p50_more),
            .nine = weeks(pg, w->p90.mean, w->p90_more),
            .within = share_between(pg, &w->within),
            .queue = w->unstable ? SAY(pg, MSG_CAP_GROWS_BY,
                                       number(pg, w->growth.mean, 1))
                                 : number(pg, w->backlog.mean, 0),
            .enough = enough_tag(pg, answer_reaches(a, w)),
        };
    }
    v->what_if = row;
    v->what_if_n = a->what_if_n;
    v->has_what_if = a->what_if_n > 0;
}

static int
teams_of_region(const struct answer *a, int i)
{
    return (int)a->params.number[PARAM_TEAMS_NORD + a->region_of[i]];
}

static void
fill_regions(struct page *pg, const struct answer *a, struct capacity_view *v)
{
    struct cap_region *row = ARENA_NEW_N(pg->mem, struct cap_region,
                                         SIM_REGIONS_MAX);
    enum sim_wait on = a->model->goal_on;

    if (a->model->regions < 2)
        return;
    for (int i = 0; i < a->model->regions; i++) {
        const struct sim_scope *s = &a->run->region[i];

        row[i] = (struct cap_region){
            .name = words(pg, param_region_name(a->region_of[i])),
            .teams = number(pg, teams_of_region(a, i), 0),
            .balance = number(pg, answer_balance(a, i), 0),
            .load = capacity_percent(pg, s->load, 0),
            .within = share_between(pg, &s->within),
            .nine = weeks(pg, s->p90[on].mean, s->p90_more[on]),
            .queue = s->unstable ? SAY(pg, MSG_CAP_GROWS_BY,
                                       number(pg, s->growth.mean, 1))
                                 : number(pg, answer_backlog(a, s).mean, 0),
        };
    }
    v->regions = row;
    v->regions_n = (size_t)a->model->regions;
}

static void
fill_busy(struct page *pg, const struct answer *a, struct capacity_view *v)
{
    struct cap_pair *row = ARENA_NEW_N(pg->mem, struct cap_pair,
                                       (size_t)a->model->teams + 1);

    for (int t = 0; t < a->model->teams; t++) {
        const struct sim_estimate *e = &a->run->busy[t];
        int region = a->region_of[a->model->team[t].region];

        row[t] = (struct cap_pair){SAY(pg, MSG_CAP_TEAM_N, number(pg, t + 1, 0),
                                       words(pg, param_region_name(region))),
                                   capacity_percent(pg, e->mean, 0),
                                   SAY(pg, MSG_CAP_BETWEEN,
                                       number(pg, e->low * 100, 0),
                                       number(pg, e->high * 100, 0))};
    }
    v->busy = row;
    v->busy_n = (size_t)a->model->teams;
}

static void
fill_links(struct page *pg, const struct answer *a, struct capacity_view *v)
{
    struct str q = params_query(pg->mem, &a->params);

    v->link = str_fmt(pg->mem, "/kapasitet?%.*s", STR_FMT(q));
    v->csv_href = str_fmt(pg->mem, "/kapasitet/svar.csv?%.*s", STR_FMT(q));
    v->json_href = str_fmt(pg->mem, "/kapasitet/svar.json?%.*s", STR_FMT(q));
    v->pdf_href = str_fmt(pg->mem, "/kapasitet/svar.pdf?%.*s", STR_FMT(q));
}

void
capacity_answer_fill(struct page *pg, const struct answer *a, bool going,
                     struct capacity_view *v)
{
    const double *n = a->params.number;
    const struct msg_arg under[] = {
        msg_str(words(pg, param_choice_name(PARAM_AREA, (int)n[PARAM_AREA]))),
        msg_date(a->model->start)};
    const struct msg_arg runs[] = {msg_int((int64_t)n[PARAM_YEARS]),
                                   msg_int(a->run->replications)};

    v->has_answer = true;
    v->under = msg_text(pg->mem, pg->lang, MSG_CAP_AREA_UNDER, under, 2);
    v->runs = msg_text(pg->mem, pg->lang, MSG_CAP_RUNS_MADE, runs, 2);
    fill_words(pg, a, going, v);
    fill_what_if(pg, a, v);
    fill_regions(pg, a, v);
    fill_busy(pg, a, v);
    fill_links(pg, a, v);
    v->spread_title = SAY(pg, MSG_CAP_SPREAD_TITLE, teams_text(pg, a));
    capacity_charts_fill(pg, a, v);
}

/* --- progress --- */

static void
progress_words(struct page *pg, const struct run_view *run,
               struct cap_progress *out)
{
    switch (run->state) {
    case RUN_WAITING:
        out->going = true;
        out->text = words(pg, MSG_CAP_RUN_WAITING);
        break;
    case RUN_WORKING:
        out->going = true;
        out->text = words(pg, MSG_CAP_RUN_WORKING);
        break;
    case RUN_DONE:
        out->text = words(pg, MSG_CAP_RUN_READY);
        break;
    case RUN_CANCELLED:
        out->text = words(pg, MSG_CAP_RUN_CANCELLED);
        break;
    case RUN_FAILED:
        out->text = words(pg, MSG_CAP_RUN_FAILED);
        break;
    case RUN_NONE:
        out->text = words(pg, MSG_CAP_RUN_FULL);
        break;
    }
}

struct cap_progress
capacity_progress_of(struct page *pg, const struct run_view *run,
                     account_id reader, struct str query)
{
    struct str id = str_fmt(pg->mem, "%016llx", (unsigned long long)run->id);
    struct cap_progress p = {.id = id,
                             .mine = run->account.v == reader.v,
                             .done = run->done,
                             .total = run->total > 0 ? run->total : 1};
    int64_t ahead = run->ahead;

    progress_words(pg, run, &p);
    if (p.going && ahead > 0)
        p.more = msg_text(pg->mem, pg->lang, MSG_CAP_RUN_AHEAD,
                          (const struct msg_arg[]){msg_int(ahead)}, 1);
    else if (p.going)
        p.more = SAY(pg, MSG_CAP_RUN_PERCENT,
                     number(pg, 100.0 * run->done / (double)p.total, 0));
    p.data_href = str_fmt(pg->mem, "/kapasitet/framdrift.json?id=%.*s",
                          STR_FMT(id));
    p.follow_href = str_fmt(pg->mem, "/kapasitet/framdrift?id=%.*s",
                            STR_FMT(id));
    if (!p.going && run->state != RUN_NONE)
        p.again_href = str_fmt(pg->mem, "/kapasitet?%.*s%s", STR_FMT(query),
                               run->state == RUN_CANCELLED ? "&igjen=1" : "");
    return p;
}
