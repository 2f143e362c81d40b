-- What an obligation makes a named function do, and by when; and what both parties released.
-- SPDX-License-Identifier: EUPL-1.2

-- One for each party that is responsible. Opened and closed by the daily check and by new evidence.
CREATE TABLE agreement_duty (
    id BIGINT NOT NULL PRIMARY KEY,
    agreement_id BIGINT NOT NULL REFERENCES agreement (id),
    ref TEXT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES unit (id),       -- the party
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    account_id BIGINT NOT NULL,
    rule TEXT NOT NULL,              -- the kind of obligation that gave the date
    verdict TEXT NOT NULL,           -- a word of verdict.def
    due_on TEXT NOT NULL,            -- Oslo day, that day included
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    UNIQUE (agreement_id, ref, unit_id)
);
CREATE INDEX agreement_duty_mine ON agreement_duty (account_id, due_on) WHERE closed_at IS NULL;

-- A version is public when every party has released it (R305).
CREATE TABLE agreement_release (
    version_id BIGINT NOT NULL REFERENCES agreement_version (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    account_id BIGINT NOT NULL,
    released_on TEXT NOT NULL,
    withdrawn_on TEXT,
    PRIMARY KEY (version_id, unit_id)
);
