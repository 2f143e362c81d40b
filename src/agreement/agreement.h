/* Agreements (samarbeidsavtaler), R201: types and pure rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_AGREEMENT_H
#define HELHET_AGREEMENT_AGREEMENT_H

#include "agreement/obligation.h"
#include "base/id.h"

ID_TYPE(agreement_id);
ID_TYPE(version_id);

enum agreement_kind {
#define KIND(id, word, msg) AGREEMENT_##id,
#include "agreement/agreement_kind.def"
#undef KIND
    AGREEMENT_KIND_COUNT
};
enum version_state {
#define STATE(id, word, msg) VERSION_##id,
#include "agreement/version_state.def"
#undef STATE
    VERSION_STATE_COUNT
};
enum shown_as {
#define SHOWN(id, word, msg) SHOWN_##id,
#include "agreement/shown_as.def"
#undef SHOWN
    SHOWN_COUNT
};

struct agreement {
    agreement_id id;
    struct str code;
    enum agreement_kind kind;
    agreement_id parent;
    struct str title;
    int32_t notice_months; /* 0: none is agreed */
    struct str source;
    int64_t version;
};
struct agreement_list {
    struct agreement *row;
    size_t n;
};

struct party {
    agreement_id agreement;
    unit_id unit;
    struct str name;
    int32_t type; /* enum unit_type */
};
struct party_list {
    struct party *row;
    size_t n;
};

/* One version; immutable from SIGNED on. */
struct version {
    version_id id;
    agreement_id agreement;
    int32_t number;
    enum version_state state;
    struct date from;
    struct date until;
    struct date signed_on;
    bool text_seen;
    struct str hash;
    struct str note;
    int64_t version;
    int32_t notice_months; /* 0: none is agreed */
    struct date
        agreed_from; /* as its text has it; NONE: when all have signed */
    struct date agreed_until; /* as its text has it; NONE: no end */
    struct date discarded_on; /* DISCARDED: the note says why */
    struct str discarded_by;
};
struct version_list {
    struct version *row;
    size_t n;
};

struct section {
    int64_t id;
    struct str number;
    struct str heading;
    struct str body;
    int64_t version;
};
struct section_list {
    struct section *row;
    size_t n;
};

/* A statement of the text, represented exactly once. */
struct clause {
    int64_t id;
    struct str ref; /* "A07" */
    struct str section;
    int64_t section_id; /* 0: told by its number only */
    struct str statement;
    enum shown_as shown;
    struct obligation duty;      /* where shown is OBLIGATION */
    const struct str *unit_name; /* of duty.unit, beside it */
    struct str other_body;
    struct str responsible;
    struct date agreed_from; /* of guidance; NONE: with the version */
    struct date agreed_until;
};
struct clause_list {
    struct clause *row;
    size_t n;
};

const char *agreement_kind_word(enum agreement_kind k);
bool agreement_kind_parse(struct str word, enum agreement_kind *out);
int agreement_kind_message(enum agreement_kind k);
const char *version_state_word(enum version_state s);
bool version_state_parse(struct str word, enum version_state *out);
int version_state_message(enum version_state s);
const char *shown_as_word(enum shown_as s);
bool shown_as_parse(struct str word, enum shown_as *out);
int shown_as_message(enum shown_as s);

/* The state as of a day: what was in force is ended after its last day, by the
 * end date of its text (EXPIRED) or by notice (TERMINATED). */
enum version_state version_state_on(const struct version *v, struct date day);
/* The version that binds no more on a day because its text's last day has
 * passed, where no other binds; NULL: none. */
const struct version *version_expired_on(const struct version_list *all,
                                         struct date on);
/* The version whose text binds on a day; NULL: none does. */
const struct version *version_on(const struct version_list *all,
                                 struct date on);

#endif
