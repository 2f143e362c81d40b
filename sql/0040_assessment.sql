-- The health assessment (THK): from request to follow-up.
-- SPDX-License-Identifier: EUPL-1.2
-- Everything about the child is sealed (BYTEA) by the case's key.

CREATE TABLE assessment (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    state TEXT NOT NULL,             -- a word of states.def
    state_at BIGINT NOT NULL,
    author_account BIGINT NOT NULL,  -- who wrote the draft; only they see it
    author_function BIGINT NOT NULL REFERENCES unit_function (id),
    requester_unit BIGINT NOT NULL REFERENCES unit (id),
    decider_unit BIGINT NOT NULL REFERENCES unit (id),
    team_unit BIGINT REFERENCES unit (id),
    request BYTEA NOT NULL,          -- sealed request_pack
    request_version BIGINT NOT NULL, -- grows when it is changed after sending
    variant TEXT NOT NULL,           -- '', 'A' new, 'B' already followed up, 'C' urgent move
    priority BIGINT NOT NULL,        -- 0 none, 1 urgent, 2 high, 3 normal: set by the decider
    message_id TEXT NOT NULL,        -- of the official message it came with, or ''
    sent_at BIGINT,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX assessment_by_case ON assessment (case_id);
CREATE INDEX assessment_by_requester ON assessment (requester_unit, state, state_at);
CREATE INDEX assessment_by_decider ON assessment (decider_unit, state, state_at);
CREATE INDEX assessment_by_team ON assessment (team_unit, state, state_at);
CREATE INDEX assessment_by_author ON assessment (author_account, state);
CREATE UNIQUE INDEX assessment_message_once ON assessment (message_id) WHERE message_id <> '';

-- Every step that was taken, in order. Append-only.
CREATE TABLE assessment_step (
    id BIGINT NOT NULL PRIMARY KEY,
    assessment_id BIGINT NOT NULL REFERENCES assessment (id),
    step TEXT NOT NULL,              -- a word of transitions.def
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    at BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    function_id BIGINT,              -- NULL: the system
    note BYTEA                       -- sealed reason
);
CREATE INDEX assessment_step_by_assessment ON assessment_step (assessment_id, at, id);
