/* The simulator's inputs: names, defaults with sources, ranges, the model.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * One list, params.def, for the page's address, `helhet simulate --set`, the
 * form and the model; defaults, certainty and sources in
 * data/capacity/figures.csv. Values are as people write them: shares in per
 * cent, waits in weeks. */
#ifndef HELHET_CAPACITY_PARAMS_H
#define HELHET_CAPACITY_PARAMS_H

#include "capacity/model.h"
#include "registry/unit.h"
#include "text/messages_capacity.h"
#include "text/text.h"

enum param {
#define PARAM(id, name, kind, decimals, least, most, unit, group, label, of) \
    PARAM_##id,
#include "capacity/params.def"
#undef PARAM
    PARAM_COUNT
};

enum param_kind {
    PARAM_KIND_INT,    /* whole number */
    PARAM_KIND_NUMBER, /* number with decimals, comma or point */
    PARAM_KIND_SHARE,  /* the same, in per cent */
    PARAM_KIND_CHOICE, /* a word of choices.def */
    PARAM_KIND_DAY,    /* YYYY-MM-DD or 27.11.2026; may be empty */
    PARAM_KIND_PLAN    /* "midt 2027-08-01, vest 2028-01-01"; may be empty */
};
enum param_unit {
    PARAM_UNIT_NONE,
    PARAM_UNIT_PERCENT,
    PARAM_UNIT_CHILDREN,
    PARAM_UNIT_TEAMS,
    PARAM_UNIT_DAYS,
    PARAM_UNIT_TEAM_DAYS,
    PARAM_UNIT_WEEKS,
    PARAM_UNIT_YEARS
};
enum param_group {
    PARAM_GROUP_MAIN,
    PARAM_GROUP_CHILDREN,
    PARAM_GROUP_SEASON,
    PARAM_GROUP_WHO,
    PARAM_GROUP_TEAMS,
    PARAM_GROUP_TIME,
    PARAM_GROUP_WORK,
    PARAM_GROUP_RULES,
    PARAM_GROUP_START,
    PARAM_GROUP_RUN,
    PARAM_GROUPS
};

/* What the list says of an input. */
struct param_info {
    const char *name; /* in the address */
    enum param_kind kind;
    int decimals;
    double least, most;
    enum param_unit unit;
    enum param_group group;
    int label; /* message */
    int of;    /* region or month, -1: none */
};
const struct param_info *param_info(enum param p);
bool param_find(struct str name, enum param *out);
/* Words and names of a choice; NULL and 0 beyond the last. */
const char *param_choice_word(enum param p, int i);
int param_choice_name(enum param p, int i); /* message */
/* "Region Nord"; message by index. */
int param_region_name(int region);
int param_unit_name(enum param_unit u); /* message, 0: none */
/* The label with its region or month, and its unit in brackets. */
struct str param_label(struct arena *mem, enum lang l, enum param p);

/* Where a default comes from. */
struct param_source {
    struct str value; /* as written */
    enum certainty certainty;
    struct str source; /* bokmål */
    struct str note;   /* bokmål, may be empty */
};
/* ASSERTs that the shipped figures know the input. */
struct param_source param_source(enum param p);

enum { PARAM_PLAN_MAX = 16 };
struct param_plan { /* one more team in `region` from `from` on */
    int region;
    struct date from;
};

/* All inputs of one scenario. */
struct params {
    double number[PARAM_COUNT];   /* numbers; index of a choice */
    struct date day[PARAM_COUNT]; /* days */
    struct param_plan plan[PARAM_PLAN_MAX];
    size_t plan_n;
};

/* The shipped figures. `today` (Oslo) is for the day of the start. */
void params_defaults(struct arena *mem, struct date today, struct params *out);

/* Sets one input from text. Errors: INVALID with the name as field: empty, no
 * number, outside its range, no such word, no such day; a name that is not in
 * the list (MSG_CAP_UNKNOWN_NAME). */
const struct err *params_set(struct arena *mem, struct params *p,
                             struct str name, struct str text) MUST_CHECK;

/* What one field cannot tell: contradictions, a plan outside the period, more
 * work than is done while somebody waits. A system that cannot keep up is no
 * error. Errors: INVALID, several. */
const struct err *params_check(struct arena *mem,
                               const struct params *p) MUST_CHECK;

/* The value as the address has it (full precision of its decimals). */
struct str param_text(struct arena *mem, const struct params *p,
                      enum param which);
/* "omrade=landet&plikt=straks&…": every input, in order, percent-encoded. */
struct str params_query(struct arena *mem, const struct params *p);

/* The model of the scenario; regions that are not looked at are left out.
 * `out_region` (SIM_REGIONS_MAX) says which region stands at each index. */
void params_model(const struct params *p, struct sim_model *out,
                  int *out_region);
int params_teams(const struct params *p); /* at the start, in the area */
/* The region looked at; -1: the country. */
int params_region(const struct params *p);
bool params_has_region(const struct params *p, int region);
/* Is the input of a region that is not looked at? */
bool params_is_aside(const struct params *p, enum param which);
/* Children simulated in one run, about. */
double params_children(const struct params *p);

#endif
