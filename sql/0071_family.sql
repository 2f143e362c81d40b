-- The child's and the guardians' own accounts, what the child says, and what it keeps from its guardians (R623, R624).
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE family_link (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    person_id BIGINT,                -- of case_person: whose parental responsibility the service has put down
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,         -- function
    ended_at BIGINT,
    CHECK (kind IN ('child', 'guardian'))
);
CREATE UNIQUE INDEX family_link_once ON family_link (account_id, case_id) WHERE ended_at IS NULL;
CREATE INDEX family_link_by_case ON family_link (case_id, ended_at);

-- Participation: all four parts, and followed until answered.
CREATE TABLE statement (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- whose holder must answer
    said_by BIGINT,                  -- account of the child, NULL: an adult put it down
    informed BYTEA,                  -- sealed: what the child was told before
    words BYTEA NOT NULL,            -- sealed: the child's own
    agrees TEXT NOT NULL,            -- with how it is written: yes, no, not_asked
    to_guardians BIGINT NOT NULL,    -- 1: guardians may read it
    said_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,         -- function, or the child's link
    weight BYTEA,                    -- sealed: the weight it was given, and why
    outcome BYTEA,                   -- sealed: what was done with it
    became TEXT NOT NULL,            -- '', yes, partly, no
    answered_at BIGINT,
    answered_by BIGINT,
    CHECK (agrees IN ('yes', 'no', 'not_asked')),
    CHECK (became IN ('', 'yes', 'partly', 'no'))
);
CREATE INDEX statement_by_case ON statement (case_id, said_at);

-- What the child keeps from its guardians.
CREATE TABLE withheld (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    class TEXT NOT NULL,             -- a word of classes.def
    state TEXT NOT NULL,
    reason BYTEA,                    -- sealed
    asked_at BIGINT NOT NULL,
    asked_by BIGINT NOT NULL,        -- the child's link, or a function
    decided_at BIGINT,
    decided_by BIGINT,
    decision BYTEA,                  -- sealed
    CHECK (state IN ('asked', 'kept', 'lifted'))
);
CREATE UNIQUE INDEX withheld_once ON withheld (case_id, class) WHERE state <> 'lifted';
