-- Whom the child trusts most, in its own words (R621); the newest row holds.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE case_trust (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- whose information it is: the holder's, or who put it down
    words BYTEA NOT NULL,                         -- sealed
    by_child BIGINT NOT NULL,                     -- 1: on its own page
    said_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,                      -- function, or the child's link
    CHECK (by_child IN (0, 1))
);
CREATE INDEX case_trust_by_case ON case_trust (case_id, id);
