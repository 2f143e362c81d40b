/* What the parts of the oracle share: its world, its rows, how it judges.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_TESTS_ORACLE_H
#define HELHET_TESTS_ORACLE_H

#include "world.h"

#include "casefile/app.h"
#include "document/document.h"

enum { CASES = 3, ROWS_MAX = 2000 };
enum { WATCHERS = 7, ANSWERS_MAX = 200 };

struct row {
    int64_t id;
    int64_t case_id;
    enum info_class class_;
    int64_t from;
    int64_t to;
    int64_t account; /* 0: for the unit */
    int64_t begins;
    int64_t ends;
    bool own;
};
struct watcher {
    const char *login;
    struct call who;
    bool on_list; /* the short list of the protected child */
    bool many;    /* has a function that is limited, and one that is not */
    bool limited; /* the function acted with now */
};
enum { MARI, NILS, VERA = 5, JORUNN };
struct content {
    case_id id;
    struct str path;  /* of the case */
    struct str child; /* given name */
    int64_t document[DOCUMENT_CLASSES];
    int64_t thread[WATCHERS]; /* 0: none, to a person not on the list */
    int64_t run;
    bool is_protected;
};
/* What a road gave the watcher whose turn it is. */
struct answer {
    struct str road;
    struct str body;
    int status;
};
struct proof {
    struct arena *mem;
    struct world world;
    struct db *db; /* the loop's own connection */
    struct row row[ROWS_MAX];
    size_t rows;
    struct content of[CASES];
    struct watcher watcher[WATCHERS];
    struct call owner; /* tone: all content is her unit's */
    struct answer answer[ANSWERS_MAX];
    size_t answers;
    uint32_t limit; /* CLASS_BITs that a limited function sees */
    uint64_t seed;
    int64_t asked;
    int64_t seen; /* of those, shown */
    int bad;
};

void oracle_must(const struct err *err, const char *what);
/* 0 … sides - 1 */
uint64_t oracle_dice(struct proof *p, uint64_t sides);
struct call oracle_by(struct proof *p, const char *login);
/* In the function acted with now. */
struct call oracle_as(struct proof *p, const struct watcher *w);
/* Is a class shared with the watcher now, from one unit (0: from any)? */
bool oracle_shared(const struct proof *p, int i, const struct watcher *w,
                   enum info_class k, int64_t from);
/* May the watcher know of the case at all? */
bool oracle_knows(const struct proof *p, int i, const struct watcher *w);
void oracle_judge(struct proof *p, const struct watcher *w, struct str road,
                  bool shown, bool should);

/* --- oracle_lists.c --- */
extern const struct db_set oracle_list_set;
/* The worklist, the notices by mail, the case's and the lists' deadlines: who
 * is told of which, and how many there are said to be. */
void oracle_lists(struct proof *p, const struct watcher *w);
/* Nothing that is exported or put into a calendar names a child. */
void oracle_exports(struct proof *p, const struct watcher *w);

/* --- oracle_asks.c --- */
/* Questions by one-time link in case `i`, one of each class, with answers. */
void oracle_write_asks(struct proof *p, int i);
/* Who sees a question sees its answer, and nobody else does. */
void oracle_asks(struct proof *p, const struct watcher *w, int i);

/* --- oracle_foster.c --- */
/* Homes of their own, changed at random, day by day: what each foster home is
 * shown equals a plain predicate. Moves the clock. */
void oracle_fosters(struct proof *p);

/* --- oracle_figures.c --- */
extern const struct db_set oracle_figure_set;
/* Figures without identity: the protected child is not in any. */
void oracle_figures(struct proof *p);

#endif
