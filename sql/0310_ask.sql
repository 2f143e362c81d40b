-- Questions to services without an account, answered once by a link and a code.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE case_ask (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- who asks, and owns the answer
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    class TEXT NOT NULL,             -- a word of classes.def: who may read the answer
    service TEXT NOT NULL,           -- a word of outside.def
    recipient BYTEA NOT NULL,        -- sealed: who is asked, and where
    kind TEXT NOT NULL,              -- question; confirm: a step or a measure
    item_id BIGINT,                  -- of the plan: the measure
    text BYTEA NOT NULL,             -- sealed: what the recipient reads
    names_child BIGINT NOT NULL,     -- 1: the child's name is shown, too
    basis TEXT NOT NULL,             -- a word of basis.def
    legal_basis TEXT NOT NULL,
    consent_rule TEXT NOT NULL,      -- which dated rule said who may consent, or ''
    consent_by TEXT NOT NULL,        -- a word of consenter.def, or ''
    source BYTEA,                    -- sealed: how the consent was given
    token BYTEA NOT NULL,            -- keyed hash of the link
    code BYTEA NOT NULL,             -- keyed hash of link and code
    tries BIGINT NOT NULL,           -- wrong codes
    last_day TEXT NOT NULL,          -- Oslo day, that day included
    asked_at BIGINT NOT NULL,
    read_at BIGINT,                  -- the first look
    answered_at BIGINT,
    became TEXT NOT NULL,            -- '', answered, confirmed, not_possible
    answer BYTEA,                    -- sealed
    seen_at BIGINT,                  -- the answer was marked as read
    ended_at BIGINT,                 -- withdrawn
    ended_by BIGINT,                 -- function
    CHECK (kind IN ('question', 'confirm')),
    CHECK (names_child IN (0, 1)),
    CHECK (became IN ('', 'answered', 'confirmed', 'not_possible'))
);
CREATE UNIQUE INDEX case_ask_by_token ON case_ask (token);
CREATE INDEX case_ask_by_case ON case_ask (case_id, asked_at);
