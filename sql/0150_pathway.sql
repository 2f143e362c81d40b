-- Pathways: definitions as data, adoption, and runs on children's cases.
-- SPDX-License-Identifier: EUPL-1.2
-- A definition says nothing of a child. A published body is never changed.
CREATE TABLE pathway_definition (
    id BIGINT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    version TEXT NOT NULL,           -- as its author writes it
    status TEXT NOT NULL,            -- draft, active, retired
    title TEXT NOT NULL,             -- bokmål, for lists
    body TEXT NOT NULL,              -- FHIR PlanDefinition JSON
    shipped BIGINT NOT NULL,         -- 1: came with the program
    made_at BIGINT NOT NULL,
    made_by BIGINT,                  -- function
    published_at BIGINT,
    row_version BIGINT NOT NULL,
    CHECK (status IN ('draft', 'active', 'retired'))
);
CREATE UNIQUE INDEX pathway_definition_once ON pathway_definition (key, version);

-- Where a pathway is in use, and since when (R646).
CREATE TABLE pathway_adoption (
    id BIGINT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    from_on TEXT NOT NULL,
    to_on TEXT,                      -- last day, NULL: still in use
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL
);
CREATE UNIQUE INDEX pathway_adoption_once ON pathway_adoption (key, unit_id) WHERE to_on IS NULL;
CREATE INDEX pathway_adoption_by_unit ON pathway_adoption (unit_id, to_on, key);

CREATE TABLE pathway_run (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    definition_id BIGINT NOT NULL REFERENCES pathway_definition (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- whose it is: others see it by shares from this unit
    state TEXT NOT NULL,             -- runs, finished, stopped, measures
    started_on TEXT NOT NULL,
    ended_on TEXT,
    version BIGINT NOT NULL,
    CHECK (state IN ('runs', 'finished', 'stopped', 'measures'))
);
CREATE INDEX pathway_run_by_case ON pathway_run (case_id, started_on, id);
CREATE INDEX pathway_run_by_unit ON pathway_run (unit_id, definition_id, started_on);

-- What was recorded; the state follows from these rows and the definition.
CREATE TABLE pathway_event (
    run_id BIGINT NOT NULL REFERENCES pathway_run (id),
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,              -- a word of pathway/event.def
    step TEXT NOT NULL,              -- its id in the definition, or ''
    outcome TEXT NOT NULL,
    day TEXT NOT NULL,
    text BYTEA,                      -- sealed
    at BIGINT NOT NULL,
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- who wrote the text
    PRIMARY KEY (run_id, seq)
);

-- The steps as they stand, kept so that lists and figures need no replay.
CREATE TABLE pathway_step (
    id BIGINT NOT NULL PRIMARY KEY,
    run_id BIGINT NOT NULL REFERENCES pathway_run (id),
    step TEXT NOT NULL,
    round BIGINT NOT NULL,
    state TEXT NOT NULL,             -- waiting, open, done, skipped, not_relevant, not_taken
    service TEXT NOT NULL,           -- the lane: a code of unit types
    unit_id BIGINT REFERENCES unit (id),              -- who does it, once it is open
    function_id BIGINT REFERENCES unit_function (id),
    opened_on TEXT,
    settled_on TEXT,
    due_on TEXT,                     -- the last day it had
    deviations BIGINT NOT NULL
);
CREATE UNIQUE INDEX pathway_step_once ON pathway_step (run_id, step);
CREATE INDEX pathway_step_by_unit ON pathway_step (unit_id, state);
