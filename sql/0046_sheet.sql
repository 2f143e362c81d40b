-- The health assessment (THK): what the team writes, as sheets with all their versions, and signatures.
-- SPDX-License-Identifier: EUPL-1.2

-- One sheet: meeting, day, participation, area, instrument, report to a reader. Append-only but for `latest`.
CREATE TABLE thk_sheet (
    id BIGINT NOT NULL PRIMARY KEY,
    assessment_id BIGINT NOT NULL REFERENCES assessment (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- whose it is: others see it by shares from this unit
    kind TEXT NOT NULL,              -- a word of sheets.def
    nr TEXT NOT NULL,                -- which of its kind
    class TEXT NOT NULL,             -- a word of classes.def
    version BIGINT NOT NULL,
    latest BIGINT NOT NULL,          -- 1: this is what holds
    body BYTEA NOT NULL,             -- sealed
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,         -- function
    account_id BIGINT NOT NULL
);
CREATE UNIQUE INDEX thk_sheet_once ON thk_sheet (assessment_id, kind, nr, version);
CREATE UNIQUE INDEX thk_sheet_latest ON thk_sheet (assessment_id, kind, nr) WHERE latest = 1;

-- A member signs what stands in the report then; `digest` is sealed, since a hash of few words can be guessed.
CREATE TABLE thk_signature (
    id BIGINT NOT NULL PRIMARY KEY,
    assessment_id BIGINT NOT NULL REFERENCES assessment (id),
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    account_id BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX thk_signature_by_assessment ON thk_signature (assessment_id, at);
