/* Bodies (samarbeidsorganer) and their meetings: types and pure rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_BODY_H
#define HELHET_BODY_BODY_H

#include "base/err.h"
#include "base/id.h"

ID_TYPE(body_id);
ID_TYPE(person_id); /* a person's seat in a body */
ID_TYPE(meeting_id);
ID_TYPE(item_id);
ID_TYPE(body_decision_id);
ID_TYPE(action_id);

enum body_kind {
#define BODY_KIND(id, word) BODY_##id,
#include "body/body_kind.def"
#undef BODY_KIND
    BODY_KIND_COUNT
};
const char *body_kind_word(enum body_kind k);
bool body_kind_parse(struct str s, enum body_kind *out);
int body_kind_message(enum body_kind k);

/* How a unit belongs to a body. */
enum body_part { PART_PARTY, PART_MEMBER, PART_INVITED, PART_COUNT };
const char *body_part_word(enum body_part p);
int body_part_message(enum body_part p);
/* What a person is in it. Chair and secretary run its meetings. */
enum seat { SEAT_CHAIR, SEAT_SECRETARY, SEAT_MEMBER, SEAT_INVITED, SEAT_COUNT };
const char *seat_word(enum seat s);
int seat_message(enum seat s);
/* Words of the store; an unknown one is that of the least. */
enum seat seat_of(struct str s);

struct body {
    body_id id;
    struct str code;
    enum body_kind kind;
    struct str name;
    struct str short_name;
    body_id prepares; /* {0}: none */
    int32_t quorum_people;
    bool quorum_parties;
    int32_t host_years; /* 0: no rotation */
    int32_t host_from;  /* a year */
    int32_t meetings_a_year;
    struct date valid_from;
    struct date valid_to;
    int64_t version;
};
struct body_unit {
    unit_id unit;
    struct str name; /* read along */
    enum body_part part;
    int32_t position;
    struct date valid_from;
    struct date valid_to;
};
struct body_person {
    person_id id;
    body_id body;
    unit_id unit;
    struct str unit_name; /* read along */
    account_id account;   /* {0}: none */
    struct str name;
    struct str address;
    enum seat seat;
    struct date valid_from;
    struct date valid_to;
};

/* The unit whose turn it is to run the meetings in `year`: the parties, in
 * order, so many years each. {0}: no rotation, or no party.
 * Source: regional agreement, Helse Midt-Norge and Bufetat, 4.1 (A13). */
unit_id body_host(const struct body *b, const struct body_unit *unit, size_t n,
                  int year);

/* --- a meeting's life --- */
enum meeting_state {
    MEETING_PLANNED,
    MEETING_CALLED,
    MEETING_HELD,
    MEETING_SENT,     /* minutes sent */
    MEETING_APPROVED, /* minutes approved */
    MEETING_CANCELLED,
    MEETING_STATE_COUNT
};
int meeting_state_message(enum meeting_state s);
struct meeting {
    meeting_id id;
    body_id body;
    enum meeting_state state;
    struct instant starts_at;
    struct instant ends_at;
    struct date held_on; /* Oslo day of starts_at */
    struct str place;
    struct str link;
    unit_id host;
    int64_t sequence;
    struct instant called_at;
    struct instant held_at;
    bool quorate;
    struct instant sent_at;
    struct instant approved_at;
    meeting_id approved_in;
    struct str reason;
    struct instant planned_at; /* {0}: before this was kept */
    struct instant cancelled_at;
    int64_t version;
};
/* The instant of a clock time in Oslo, minutes since midnight. A time that the
 * spring skips is an hour later. */
struct instant meeting_time(struct date day, int32_t minutes);
/* Is `to` the next step from `from`? Called may be called again (a change). */
bool meeting_may_become(enum meeting_state from, enum meeting_state to);

enum item_kind {
    ITEM_INFORMATION,
    ITEM_DISCUSSION,
    ITEM_DECISION,
    ITEM_ENDORSEMENT,
    ITEM_KIND_COUNT
};
const char *item_kind_word(enum item_kind k);
int item_kind_message(enum item_kind k);
enum item_topic {
    TOPIC_NONE,
    TOPIC_EVALUATION, /* of the agreement and the body itself */
    TOPIC_PLAN,       /* an action plan */
    TOPIC_INPUT,      /* input to education and competence centres */
    TOPIC_COUNT
};
const char *item_topic_word(enum item_topic t);
int item_topic_message(enum item_topic t);
enum item_topic item_topic_of(struct str s);
enum item_state { ITEM_PROPOSED, ITEM_PLACED, ITEM_TREATED, ITEM_TAKEN_BACK };
struct agenda_item {
    item_id id;
    body_id body;
    meeting_id meeting; /* {0}: not placed */
    int32_t position;
    int32_t number; /* 0: none yet */
    enum item_kind kind;
    enum item_topic topic;
    struct str title;
    struct str text;
    int32_t minutes;
    int64_t plan; /* 0: none */
    unit_id proposed_unit;
    struct str proposed_name; /* of the unit, read along */
    account_id proposed_by;
    struct instant proposed_at;
    body_id prepared_body; /* {0}: not prepared */
    struct instant prepared_at;
    struct str prepared_text;
    enum item_state state;
    struct str record;
    struct instant treated_at; /* recorded first */
    bool revise; /* an evaluation: the agreement should be revised */
    int64_t version;
};

enum presence { PRESENCE_NONE, PRESENT, APOLOGY, ABSENT };
struct meeting_person {
    struct body_person person;
    struct instant called_at; /* {0}: not called */
    enum presence presence;
};
/* Were those there that the body needs? Counts members (not invited). */
bool meeting_quorate(const struct body *b, const struct body_unit *unit,
                     size_t units, const struct meeting_person *person,
                     size_t people);

struct body_decision {
    body_decision_id id;
    body_id body;
    meeting_id meeting;
    item_id item;
    int32_t year;
    int32_t number;
    enum item_topic topic;
    struct str text;
    struct date decided_on;
    struct str title;      /* of the item, read along */
    struct str short_name; /* of the body, read along */
};
/* "RSBU 3/26" */
struct str body_decision_name(struct arena *mem, const struct body_decision *d);

struct action_point {
    action_id id;
    body_id body;
    meeting_id meeting;
    item_id item;
    struct str text;
    person_id person;
    struct str person_name; /* read along */
    account_id account;     /* of the person, read along */
    struct str body_name;   /* read along */
    struct date due_on;
    bool done;
    struct instant done_at;
    struct str note;
    int64_t version;
};

/* A day in a body's year that others know of: a duty, a milestone. */
struct year_note {
    struct date day;
    struct str key; /* the same for the same thing, in calendars */
    struct str what;
    struct str href; /* empty: the reader may not go there */
};

/* Days for `n` meetings in `year`, evenly spread: each on a Tuesday, Wednesday
 * or Thursday that is a working day, never in July, nor in the weeks of Easter
 * and Christmas. At most 12. Own rule: no source sets dates. */
size_t body_propose_days(int year, int32_t n, struct date out[12]);

#endif
