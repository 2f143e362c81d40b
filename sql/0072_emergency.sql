-- Access in an emergency (nødrett, R634), and the review of looks that stand out (R635).
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE emergency (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    account_id BIGINT NOT NULL,
    function_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    classes BIGINT NOT NULL,         -- bits of classes.def
    reason BYTEA NOT NULL,           -- sealed
    opened_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX emergency_by_account ON emergency (account_id, case_id, ends_at);
CREATE INDEX emergency_by_unit ON emergency (unit_id, opened_at);

-- One person's looks into one case on one day, judged by the leader.
CREATE TABLE access_review (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    account_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    day TEXT NOT NULL,
    verdict TEXT NOT NULL,
    note BYTEA NOT NULL,             -- sealed
    reviewed_at BIGINT NOT NULL,
    reviewed_by BIGINT NOT NULL,     -- function
    told_unit_on TEXT,               -- the unit whose information it was
    told_child_on TEXT,
    told_authority_on TEXT,
    CHECK (verdict IN ('right', 'wrong'))
);
CREATE UNIQUE INDEX access_review_once ON access_review (unit_id, account_id, case_id, day);
CREATE INDEX audit_by_unit ON audit (unit_id, at);
