-- The health assessment (THK): what the team asks others for before the day.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE thk_information (
    id BIGINT NOT NULL PRIMARY KEY,
    assessment_id BIGINT NOT NULL REFERENCES assessment (id),
    unit_id BIGINT REFERENCES unit (id), -- who is asked; NULL: on paper
    source TEXT NOT NULL,            -- a word of prepare_sources.def
    question BYTEA NOT NULL,         -- sealed
    asked_at BIGINT NOT NULL,
    asked_by BIGINT NOT NULL,        -- function
    due_on TEXT NOT NULL,
    state TEXT NOT NULL,             -- asked, answered, paper, nothing
    answer BYTEA,                    -- sealed
    answered_at BIGINT,
    answered_by BIGINT,              -- function
    version BIGINT NOT NULL,
    CHECK (state IN ('asked', 'answered', 'paper', 'nothing'))
);
CREATE INDEX thk_information_by_assessment ON thk_information (assessment_id, id);
