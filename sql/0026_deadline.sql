-- Deadlines as facts, and the jobs that act on them.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE deadline (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    account_id BIGINT NOT NULL,
    kind TEXT NOT NULL,              -- a word of deadline/kinds.def
    rule TEXT NOT NULL,              -- the rule that gave the date
    source BIGINT NOT NULL,          -- 0 own goal, 1 law, 2 agreement
    due_on TEXT NOT NULL,            -- Oslo day, that day included
    state BIGINT NOT NULL,           -- 0 open, 1 met, 2 cancelled, 3 missed and still to do
    object_id BIGINT NOT NULL,       -- what it is about, 0: the case
    told_function BIGINT,            -- the leader told when it was missed
    told_account BIGINT,
    made_at BIGINT NOT NULL,
    closed_at BIGINT,
    version BIGINT NOT NULL
);
CREATE INDEX deadline_mine ON deadline (account_id, unit_id, due_on, id) WHERE closed_at IS NULL;
CREATE INDEX deadline_of_unit ON deadline (unit_id, due_on, id) WHERE closed_at IS NULL;
CREATE INDEX deadline_told ON deadline (told_account, due_on, id) WHERE closed_at IS NULL;
CREATE INDEX deadline_by_function ON deadline (function_id) WHERE closed_at IS NULL;
CREATE INDEX deadline_by_case ON deadline (case_id, due_on);
CREATE INDEX deadline_by_object ON deadline (object_id, kind) WHERE closed_at IS NULL;
CREATE INDEX deadline_passed ON deadline (due_on, id) WHERE state = 0;

-- Work at a time: claimed by a row, idempotent by key, safe with many processes.
CREATE TABLE job (
    key TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    object_id BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    claim BIGINT NOT NULL,           -- who claimed it last, 0: nobody
    claimed_until BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    done_at BIGINT
);
CREATE INDEX job_due ON job (due_at) WHERE done_at IS NULL;
