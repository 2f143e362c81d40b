-- Shares: no unit sees a class of information about a child without a row here (R632, R633).
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE share (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    class TEXT NOT NULL,             -- a word of classes.def
    from_unit BIGINT NOT NULL REFERENCES unit (id),
    to_unit BIGINT NOT NULL REFERENCES unit (id),
    purpose TEXT NOT NULL,           -- a word of purpose.def
    basis TEXT NOT NULL,             -- a word of basis.def
    legal_basis TEXT NOT NULL,       -- paragraph, as it stands in the rules' data
    consent_rule TEXT NOT NULL,      -- which dated rule said who may consent, or ''
    consent_by TEXT NOT NULL,        -- a word of consenter.def, or ''
    wording TEXT NOT NULL,           -- version of the words consented to, or ''
    source BYTEA,                    -- sealed: how and by whom, in words
    valid_from BIGINT NOT NULL,
    valid_to BIGINT,                 -- as decided; NULL: no end set
    ends_at BIGINT NOT NULL,         -- the earliest of valid_to and ended_at
    ended_at BIGINT,
    ended_by BIGINT,                 -- function
    end_reason BYTEA,                -- sealed
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL          -- function, 0: the system
);
CREATE INDEX share_seen ON share (case_id, to_unit, class, ends_at, valid_from);
CREATE INDEX share_to_unit ON share (to_unit, class, ends_at, valid_from, case_id);
