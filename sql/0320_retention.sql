-- Retention (bevaring og sletting): dated rules, and removals of cases asked for, confirmed and done (R602).
-- SPDX-License-Identifier: EUPL-1.2
-- A case is removed by destroying its key: no row goes, and nothing in them opens any more.

-- Empty until somebody registers a rule: no source of ours gives a number of years.
CREATE TABLE retention_rule (
    rule TEXT NOT NULL PRIMARY KEY,
    unit_type TEXT NOT NULL,         -- of the unit that opened the case; '': any
    years BIGINT NOT NULL,
    starts TEXT NOT NULL,            -- from when the years run
    legal_basis TEXT NOT NULL,
    valid_from TEXT NOT NULL,        -- Oslo days, both inclusive
    valid_to TEXT,
    source TEXT NOT NULL,            -- who decided it, and where it stands
    CHECK (years BETWEEN 1 AND 200),
    CHECK (starts IN ('closed', 'last_event'))
);

-- Two persons and a term. Nothing of the child stands here.
CREATE TABLE case_removal (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    rule TEXT NOT NULL,
    source TEXT NOT NULL,            -- of the rule, as it stood that day
    due_on TEXT NOT NULL,            -- the rule's day: kept until then
    asked_at BIGINT NOT NULL,
    asked_by BIGINT NOT NULL REFERENCES unit_function (id),
    asked_account BIGINT NOT NULL,
    confirmed_at BIGINT,
    confirmed_by BIGINT REFERENCES unit_function (id),
    confirmed_account BIGINT,
    remove_on TEXT,                  -- not before this Oslo day
    stopped_at BIGINT,
    stopped_account BIGINT,
    done_at BIGINT,
    wiped_at BIGINT,                 -- since when no copy of the key is left in the store's own files
    CHECK (confirmed_account IS NULL OR confirmed_account <> asked_account),
    CHECK (done_at IS NULL OR (confirmed_at IS NOT NULL AND stopped_at IS NULL))
);
CREATE UNIQUE INDEX case_removal_once ON case_removal (case_id) WHERE stopped_at IS NULL;
CREATE INDEX case_removal_due ON case_removal (remove_on) WHERE done_at IS NULL AND stopped_at IS NULL;
CREATE INDEX case_removal_unwiped ON case_removal (done_at) WHERE done_at IS NOT NULL AND wiped_at IS NULL;
CREATE INDEX case_file_closed ON case_file (holder_unit, closed_at) WHERE state = 0;
