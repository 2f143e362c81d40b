-- What a foster home is shown of a case: appointments, measures of the plan, and what it is asked to consent to (R624, R632).
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE foster_day (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    link_id BIGINT NOT NULL REFERENCES family_link (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- whose information it is
    class TEXT NOT NULL,             -- a word of classes.def
    day TEXT NOT NULL,
    words BYTEA NOT NULL,            -- sealed: what, when on the day, and where
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,         -- function
    ended_at BIGINT
);
CREATE INDEX foster_day_by_case ON foster_day (case_id, day);

CREATE TABLE foster_measure (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    link_id BIGINT NOT NULL REFERENCES family_link (id),
    item BIGINT NOT NULL,            -- of plan_item: the same through all versions
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX foster_measure_once ON foster_measure (link_id, item) WHERE ended_at IS NULL;
CREATE INDEX foster_measure_by_case ON foster_measure (case_id, item);

CREATE TABLE foster_ask (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    link_id BIGINT NOT NULL REFERENCES family_link (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- whose information it is
    matter TEXT NOT NULL,            -- a word of matter.def
    words BYTEA NOT NULL,            -- sealed: what is asked
    rule TEXT NOT NULL,              -- of data/consent_rules.csv: why they are asked
    asked_at BIGINT NOT NULL,
    asked_by BIGINT NOT NULL,
    answer TEXT NOT NULL,            -- '', yes, no
    answer_words BYTEA,              -- sealed
    answered_at BIGINT,
    decision TEXT NOT NULL,          -- '', yes, no: what the child welfare service decided
    why BYTEA,                       -- sealed
    decided_at BIGINT,
    decided_by BIGINT,
    CHECK (answer IN ('', 'yes', 'no')),
    CHECK (decision IN ('', 'yes', 'no'))
);
CREATE INDEX foster_ask_by_case ON foster_ask (case_id, asked_at);
