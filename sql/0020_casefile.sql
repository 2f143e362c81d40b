-- The case: child, holder, participants, team, offers of the baton, timeline.
-- SPDX-License-Identifier: EUPL-1.2
-- Whatever could identify a child is sealed (BYTEA) by the case's key. Instants are microseconds UTC, days are Oslo days.

CREATE TABLE case_file (
    id BIGINT NOT NULL PRIMARY KEY,
    wrapped_key BYTEA,               -- NULL: the key was destroyed, nothing can be read
    state BIGINT NOT NULL,           -- 0 closed, 1 open
    holder_function BIGINT NOT NULL REFERENCES unit_function (id),
    holder_unit BIGINT NOT NULL REFERENCES unit (id),
    holder_account BIGINT NOT NULL,
    held_since TEXT NOT NULL,
    offers BIGINT NOT NULL,          -- since the baton was last accepted
    declines BIGINT NOT NULL,
    expiries BIGINT NOT NULL,
    asked_since TEXT,
    bounce_raised BIGINT NOT NULL,
    bti_level BIGINT NOT NULL,       -- 0 to 3, -1: not used
    is_protected BIGINT NOT NULL,    -- 1: only for accounts on the short list
    joined BIGINT NOT NULL,          -- 1: the child's joined case, 0: a thread of one service
    child_lookup BYTEA,              -- keyed hash of the national number, NULL: none yet
    opened_unit BIGINT NOT NULL REFERENCES unit (id),
    opened_function BIGINT NOT NULL REFERENCES unit_function (id),
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    close_reason TEXT NOT NULL,      -- a word of close_reason.def, '' while open
    version BIGINT NOT NULL,
    CHECK (state IN (0, 1)),
    CHECK (bti_level BETWEEN -1 AND 3)
);
CREATE INDEX case_file_by_lookup ON case_file (child_lookup, state, joined);
CREATE UNIQUE INDEX case_file_joined_once ON case_file (child_lookup)
    WHERE joined = 1 AND state = 1;
CREATE INDEX case_file_by_holder
    ON case_file (holder_account, holder_unit, state, opened_at, id);
CREATE INDEX case_file_by_holder_function ON case_file (holder_function, state);
CREATE INDEX case_file_by_holder_unit ON case_file (holder_unit, state);

-- The child as one service's case knows it; a correction is a new version.
CREATE TABLE child (
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    version BIGINT NOT NULL,
    latest BIGINT NOT NULL,          -- 1: this is what holds
    provisional BIGINT NOT NULL,     -- 1: no national number yet
    protection BIGINT NOT NULL,      -- 0 none, 1 client address, 2 confidential, 3 strictly confidential
    given_name BYTEA NOT NULL,
    family_name BYTEA NOT NULL,
    number BYTEA,
    birth_date BYTEA,
    language BYTEA,
    interpreter BYTEA,
    municipality BYTEA,
    care BYTEA,                      -- legal care situation, a word of care.def, and its date
    lives BYTEA,
    address BYTEA,
    phone BYTEA,
    reason BYTEA,                    -- why this version was made
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,         -- function
    PRIMARY KEY (case_id, version)
);
CREATE UNIQUE INDEX child_latest_once ON child (case_id) WHERE latest = 1;

-- Guardians, parents, carers and others around the child.
CREATE TABLE case_person (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    kind TEXT NOT NULL,              -- guardian, carer, network, trusted
    name BYTEA NOT NULL,
    relation BYTEA,
    phone BYTEA,
    address BYTEA,
    responsibility BIGINT NOT NULL,  -- 1: has parental responsibility
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX case_person_by_case ON case_person (case_id, ended_at);

-- Units that take part, each with a purpose and a period.
CREATE TABLE case_unit (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    purpose TEXT NOT NULL,           -- a word of purpose.def
    state TEXT NOT NULL,             -- invited, active
    from_at BIGINT NOT NULL,
    ended_at BIGINT,
    made_by BIGINT NOT NULL,
    CHECK (state IN ('invited', 'active'))
);
CREATE UNIQUE INDEX case_unit_once ON case_unit (case_id, unit_id)
    WHERE ended_at IS NULL;
CREATE INDEX case_unit_by_unit ON case_unit (unit_id, ended_at, case_id);

CREATE TABLE case_team (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    account_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    role TEXT NOT NULL,              -- a word of team_role.def
    from_at BIGINT NOT NULL,
    ended_at BIGINT,
    made_by BIGINT NOT NULL
);
CREATE UNIQUE INDEX case_team_once ON case_team (case_id, function_id)
    WHERE ended_at IS NULL;
CREATE INDEX case_team_by_function ON case_team (function_id, ended_at);
CREATE INDEX case_team_by_account ON case_team (account_id, unit_id, ended_at, case_id);

-- Who may know of a case with a protected address (R604).
CREATE TABLE case_short_list (
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    account_id BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    PRIMARY KEY (case_id, account_id)
);

-- Everything that happened, in order, by whom.
CREATE TABLE case_event (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,              -- a word of event_kind.def
    class TEXT NOT NULL,             -- which share is needed to see it
    function_id BIGINT,              -- who did it; NULL: the system
    unit_id BIGINT,
    other_function BIGINT,           -- whom it concerns
    other_unit BIGINT,
    object_id BIGINT,
    day TEXT,                        -- a date that belongs to it
    text BYTEA                       -- sealed
);
CREATE INDEX case_event_by_case ON case_event (case_id, at, id);

CREATE TABLE baton_offer (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    from_function BIGINT NOT NULL REFERENCES unit_function (id),
    from_unit BIGINT NOT NULL REFERENCES unit (id),
    to_function BIGINT REFERENCES unit_function (id), -- NULL: to all with to_kind at to_unit
    to_account BIGINT,
    to_unit BIGINT NOT NULL REFERENCES unit (id),
    to_kind TEXT NOT NULL,
    above_function BIGINT REFERENCES unit_function (id), -- whom the ladder reached
    above_account BIGINT,
    reason BYTEA NOT NULL,
    classes BIGINT NOT NULL,         -- what comes along: bits of classes.def
    basis TEXT NOT NULL,             -- on what ground: a word of basis.def
    consent_by TEXT NOT NULL,        -- a word of consenter.def, or ''
    consent_rule TEXT NOT NULL,
    source BYTEA,                    -- sealed: how the consent was given
    offered_at BIGINT NOT NULL,
    offered_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    talked BIGINT NOT NULL,
    rung BIGINT NOT NULL,
    state BIGINT NOT NULL,           -- enum offer_state
    ended_at BIGINT,
    ended_by BIGINT,                 -- function
    answer BYTEA,                    -- sealed reason of a no
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX baton_offer_once ON baton_offer (case_id) WHERE state = 1;
CREATE INDEX baton_offer_by_case ON baton_offer (case_id, offered_at);
CREATE INDEX baton_offer_to_person ON baton_offer (to_account, to_unit, due_on) WHERE state = 1;
CREATE INDEX baton_offer_to_kind ON baton_offer (to_unit, to_kind, due_on) WHERE state = 1;
CREATE INDEX baton_offer_above ON baton_offer (above_account, due_on) WHERE state = 1;
CREATE INDEX baton_offer_to_function ON baton_offer (to_function) WHERE state = 1;
CREATE INDEX baton_offer_above_function ON baton_offer (above_function) WHERE state = 1;
CREATE INDEX baton_offer_from ON baton_offer (from_function, state, ended_at);

-- What baton_apply was given, so that `verify` can replay it.
CREATE TABLE baton_event (
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    seq BIGINT NOT NULL,
    kind BIGINT NOT NULL,            -- enum baton_event_kind
    at BIGINT NOT NULL,
    day TEXT NOT NULL,
    by_function BIGINT,
    by_unit BIGINT,
    by_kind TEXT NOT NULL,
    to_function BIGINT,
    to_unit BIGINT,
    to_kind TEXT NOT NULL,
    to_takes_part BIGINT NOT NULL,
    gone_function BIGINT,
    offer_id BIGINT,
    rung BIGINT NOT NULL,
    answer_days BIGINT NOT NULL,
    talk_days BIGINT NOT NULL,
    bounce_refused BIGINT NOT NULL,
    bounce_days BIGINT NOT NULL,
    seal BYTEA NOT NULL,             -- keyed hash of the row: a changed one is found
    PRIMARY KEY (case_id, seq)
);
CREATE INDEX baton_event_by_time ON baton_event (at, kind);

-- A service that opened a thread of its own for a child that has a joined case:
-- that case's holder is asked to invite it.
CREATE TABLE case_knock (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id), -- the joined case
    thread_id BIGINT NOT NULL REFERENCES case_file (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    at BIGINT NOT NULL,
    answer TEXT NOT NULL,            -- '', invited, refused
    answered_at BIGINT,
    answered_by BIGINT
);
CREATE UNIQUE INDEX case_knock_once ON case_knock (thread_id);
CREATE INDEX case_knock_by_case ON case_knock (case_id, answer);

-- Planned absence: new work goes to the deputy meanwhile.
CREATE TABLE absence (
    id BIGINT NOT NULL PRIMARY KEY,
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ended_at BIGINT,
    CHECK (from_on <= to_on)
);
CREATE INDEX absence_by_function ON absence (function_id, ended_at, from_on, to_on);
