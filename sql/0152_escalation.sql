-- Escalation (avklaring i særlig komplekse saker): the region's routine, and matters that are lifted.
-- SPDX-License-Identifier: EUPL-1.2
-- Empty until the region sets it: the agreement names the routine and gives no levels' terms.
CREATE TABLE escalation_level (
    level BIGINT NOT NULL PRIMARY KEY, -- 1 the case's people, 2 leaders, 3 AU, 4 system meeting
    days BIGINT NOT NULL,              -- working days, 0: no term is set
    people TEXT NOT NULL,
    source TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    set_by BIGINT NOT NULL,
    CHECK (level BETWEEN 1 AND 4)
);

CREATE TABLE escalation (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),     -- who raised it: others see it by shares from this unit
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    level BIGINT NOT NULL,
    state TEXT NOT NULL,             -- open, decided
    matter BYTEA NOT NULL,           -- sealed: what is disagreed
    wish BYTEA,                      -- sealed: what the child wants
    clear BYTEA,                     -- sealed: what AU may read, cleared by a person
    clear_age TEXT NOT NULL,         -- a band of years, or ''
    clear_region TEXT NOT NULL,
    clear_services TEXT NOT NULL,
    raised_on TEXT NOT NULL,
    due_on TEXT,
    version BIGINT NOT NULL,
    CHECK (state IN ('open', 'decided'))
);
CREATE UNIQUE INDEX escalation_once ON escalation (case_id) WHERE state = 'open';
CREATE INDEX escalation_by_case ON escalation (case_id, raised_on);
CREATE INDEX escalation_at_level ON escalation (level, state);

-- Each side's view, owned by who wrote it; and what was decided at each level.
CREATE TABLE escalation_word (
    id BIGINT NOT NULL PRIMARY KEY,
    escalation_id BIGINT NOT NULL REFERENCES escalation (id),
    kind TEXT NOT NULL,              -- view, decision
    level BIGINT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES unit (id),     -- whose it is
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    text BYTEA NOT NULL,             -- sealed
    by_on TEXT,                      -- a decision: by when
    at_on TEXT NOT NULL
);
CREATE INDEX escalation_word_by ON escalation_word (escalation_id, id);
