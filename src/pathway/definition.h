/* Pathways (samhandlingsforløp): what a definition says. Types, pure rules.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * A definition has steps. Each stands in the lane of one service, is done by
 * one function there, and opens after what must come before. */
#ifndef HELHET_PATHWAY_DEFINITION_H
#define HELHET_PATHWAY_DEFINITION_H

#include "deadline/deadline.h"
#include "registry/function.h"
#include "text/text.h"

enum {
    PATH_STEPS_MAX = 60,
    PATH_OUTCOMES_MAX = 8,
    PATH_EDGES_MAX = 16,
    PATH_TEXT_MAX = 2000, /* characters of one text */
    PATH_CODE_MAX = 60    /* bytes of an id, a key, a version */
};

enum path_status { PATH_DRAFT, PATH_ACTIVE, PATH_RETIRED };
const char *path_status_word(enum path_status s);
bool path_status_parse(struct str word, enum path_status *out);

/* One text in the languages there are; bokmål is always there. */
struct path_text {
    struct str t[LANG_COUNT];
};
struct str path_text_in(const struct path_text *t, enum lang l);

struct path_outcome {
    struct str code;
    struct path_text title;
    bool end; /* nothing follows, and that is meant */
};
/* What must come before: the step numbered `from`, with this outcome of it
 * (-1: any). An edge from a step that comes later leads back: a new round. */
struct path_edge {
    uint32_t from;
    int32_t outcome;
    bool back; /* found by path_shape */
};
/* What a term is counted from. */
enum path_from { PATH_FROM_OPEN, PATH_FROM_START, PATH_FROM_STEP };
struct path_term {
    bool set;
    int32_t n;
    enum term_unit unit;
    enum path_from from;
    uint32_t step; /* PATH_FROM_STEP: its last day done */
    enum deadline_source kind;
    struct str rule;        /* by law: id of the rule in the rules' data */
    struct str source;      /* in words */
    bool pausable;          /* may stand still; days count as `unit` does */
    struct path_text pause; /* under what condition */
};
struct path_step {
    struct str id;
    struct path_text title;
    struct path_text text;   /* what is done; may be empty */
    struct path_text record; /* what must be recorded; may be empty */
    bool has_service;
    enum unit_type service; /* the lane */
    bool has_function;
    enum function_kind function;
    struct str source; /* whence the step is taken */
    /* JSON of a foreign plan's conditions, kept as it came; nothing here
     * judges it. Empty: none */
    struct str condition;
    bool meeting;
    bool any; /* opens at the first edge that holds, not when all are settled */
    bool end; /* nothing follows, and that is meant */
    struct path_term term;
    const struct path_outcome *outcome;
    uint32_t outcome_n;
    struct path_edge *edge;
    uint32_t edge_n;
    bool start;     /* waits for nothing; by path_shape */
    uint32_t level; /* longest way from a first step, by path_shape */
};
struct path_def {
    struct str key;     /* "anxiety" */
    struct str version; /* as the author writes it */
    enum path_status status;
    struct path_text title;
    struct path_text purpose;
    struct str source;
    struct path_step *step;
    uint32_t step_n;
    uint32_t levels;
};

/* Letters a-z, digits, '-', '_' and '.'; not empty, PATH_CODE_MAX at most: a
 * key, a version, an id, a code. */
bool path_code_is(struct str s);
/* The step's number, or -1. */
int32_t path_step_find(const struct path_def *d, struct str id);
/* Of the step's outcomes, or -1. */
int32_t path_outcome_find(const struct path_step *s, struct str code);

/* Finds the edges that lead back and the levels. Any definition that was read
 * may be given. */
void path_shape(struct arena *mem, struct path_def *d);

/* What is wrong with a definition. */
enum path_fault {
    PATH_NO_STEPS,
    PATH_NO_START,      /* every step waits for another */
    PATH_NO_SERVICE,    /* a step without a service */
    PATH_NO_FUNCTION,   /* a step without a function */
    PATH_UNREACHABLE,   /* no way leads to the step */
    PATH_DEAD_END,      /* nothing follows, and it is not marked as an end */
    PATH_OUTCOME_STUCK, /* an outcome that leads nowhere */
    PATH_NO_EXIT,       /* a circle that is never left */
    PATH_TERM_NO_SOURCE,
    PATH_TERM_NOT_LAW, /* said to be law, but the rules' data do not say so */
    PATH_FAULT_COUNT
};
struct path_problem {
    enum path_fault fault;
    int32_t step; /* -1: the whole */
};
struct path_problems {
    struct path_problem *row;
    size_t n;
};
/* A length that law or agreement gives: the rules' data as the caller read
 * them. */
struct path_rule {
    struct str id;
    int32_t n;
    enum term_unit unit;
};
/* Everything that is wrong, in the order of the steps. A definition without
 * faults: each step can be reached and has a service and a function, from each
 * an end can be reached, circles are left by an outcome, and a term that claims
 * to be law is as the rules' data have it. Source: R641, R642. */
struct path_problems path_check(struct arena *mem, const struct path_def *d,
                                const struct path_rule *rule, size_t rule_n);
int path_fault_message(enum path_fault f); /* one argument: the step's title */

#endif
