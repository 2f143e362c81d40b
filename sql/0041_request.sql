-- The health assessment (THK): working copies, what lacks, who is told.
-- SPDX-License-Identifier: EUPL-1.2

-- What is being written: by the author of a draft, or by the requester while a request is incomplete. Nobody else sees it.
CREATE TABLE assessment_draft (
    assessment_id BIGINT NOT NULL PRIMARY KEY REFERENCES assessment (id),
    request BYTEA NOT NULL,          -- sealed request_pack
    typed BYTEA NOT NULL,            -- sealed: what was typed and cannot be stored yet, by field
    saved_by BIGINT NOT NULL,        -- account
    saved_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);

-- What the decider asks for. Asked again: new rows; the old ones are answered.
CREATE TABLE assessment_lack (
    id BIGINT NOT NULL PRIMARY KEY,
    assessment_id BIGINT NOT NULL REFERENCES assessment (id),
    what TEXT NOT NULL,              -- a word of lacks.def
    asked_at BIGINT NOT NULL,
    asked_by BIGINT NOT NULL,        -- function
    answered_at BIGINT
);
CREATE INDEX assessment_lack_open ON assessment_lack (assessment_id) WHERE answered_at IS NULL;

-- A line in a worklist: what happened last, for a unit that is to know it. It goes when the unit acts or has read it.
CREATE TABLE assessment_notice (
    assessment_id BIGINT NOT NULL REFERENCES assessment (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    account_id BIGINT,               -- the person it is for; NULL: whoever at the unit
    step TEXT NOT NULL,              -- a word of transitions.def
    at BIGINT NOT NULL,
    PRIMARY KEY (assessment_id, unit_id)
);
CREATE INDEX assessment_notice_of_unit ON assessment_notice (unit_id, at);
