-- The health assessment (THK): decisions. None is changed after it stands but by being undone.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE assessment_decision (
    id BIGINT NOT NULL PRIMARY KEY,
    assessment_id BIGINT NOT NULL REFERENCES assessment (id),
    kind TEXT NOT NULL,              -- offer, decline, wait
    state TEXT NOT NULL,             -- proposed, stands, rejected, undone, followed
    reason_code TEXT NOT NULL,       -- of the national list thk_decline_reason, or ''
    priority BIGINT NOT NULL,        -- 1 urgent, 2 high, 3 normal, 0 not set
    reason BYTEA NOT NULL,           -- sealed, to the child welfare service
    to_child BYTEA,                  -- sealed, in words for the child
    verdict TEXT NOT NULL,           -- what the dated rules said: may, may_not, must_be_asked
    law TEXT NOT NULL,               -- paragraph of the rule, or ''
    made_by BIGINT NOT NULL,         -- account
    made_function BIGINT NOT NULL REFERENCES unit_function (id),
    made_at BIGINT NOT NULL,
    second_by BIGINT,                -- account of the second person
    second_function BIGINT REFERENCES unit_function (id),
    second_at BIGINT,
    note BYTEA,                      -- sealed: why it was rejected or undone
    version BIGINT NOT NULL
);
CREATE INDEX assessment_decision_of ON assessment_decision (assessment_id, made_at);
-- At most one that is proposed or stands.
CREATE UNIQUE INDEX assessment_decision_one ON assessment_decision (assessment_id) WHERE state IN ('proposed', 'stands');
