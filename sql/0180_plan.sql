-- The joint plan (samhandlingsplan) of a case: its versions, what stands in them, how it goes, and the team's meetings.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE plan_version (
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    version BIGINT NOT NULL,
    adopted_on TEXT NOT NULL,
    adopted_by BIGINT NOT NULL REFERENCES unit_function (id),
    adopted_at BIGINT NOT NULL,
    evaluate_on TEXT NOT NULL,
    coordinator BIGINT REFERENCES unit_function (id),
    is_individual BIGINT NOT NULL,   -- 1: serves as an individual plan
    consent_by TEXT,                 -- a word of consenter.def; NULL: no consent
    consent_source BYTEA,            -- sealed: how the consent was given
    PRIMARY KEY (case_id, version)
);
-- A row holds from one version to another: what is changed in a draft ends the
-- old row and begins a new one, so that every adopted version stays as it was.
CREATE TABLE plan_item (
    row_id BIGINT NOT NULL PRIMARY KEY,
    item_id BIGINT NOT NULL,         -- the same through all versions
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    version_from BIGINT NOT NULL,
    version_to BIGINT,               -- NULL: holds still
    kind TEXT NOT NULL,              -- a word of plan_kind.def
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- who wrote it, and owns it
    text BYTEA NOT NULL,             -- sealed
    owner_function BIGINT REFERENCES unit_function (id), -- who does it (measures)
    starts_on TEXT,
    due_on TEXT,
    made_by BIGINT NOT NULL REFERENCES unit_function (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX plan_item_by_case ON plan_item (case_id, version_from);
CREATE INDEX plan_item_by_item ON plan_item (item_id, version_from);
-- How a measure goes: the newest line holds.
CREATE TABLE plan_status (
    id BIGINT NOT NULL PRIMARY KEY,
    item_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    state TEXT NOT NULL,             -- a word of plan_state.def
    note BYTEA,                      -- sealed
    made_by BIGINT NOT NULL REFERENCES unit_function (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX plan_status_by_item ON plan_status (item_id, id);
CREATE TABLE team_meeting (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- who wrote the minutes
    held_on TEXT NOT NULL,
    present BYTEA NOT NULL,          -- sealed: who took part
    child_took_part BYTEA NOT NULL,  -- sealed: how the child took part
    minutes BYTEA NOT NULL,          -- sealed
    made_by BIGINT NOT NULL REFERENCES unit_function (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX team_meeting_by_case ON team_meeting (case_id, held_on);
