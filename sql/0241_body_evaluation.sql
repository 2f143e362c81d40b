-- A party's yearly evaluation of the cooperation in a body (R205).
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE body_evaluation (
    id BIGINT NOT NULL PRIMARY KEY,
    body_id BIGINT NOT NULL REFERENCES body (id),
    year BIGINT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- the party
    works TEXT NOT NULL,
    lacks TEXT NOT NULL,
    change TEXT NOT NULL,
    points TEXT NOT NULL,            -- of the agreement, to revise
    score1 BIGINT NOT NULL,          -- 0 not answered, 1 disagree … 5 agree
    score2 BIGINT NOT NULL,
    score3 BIGINT NOT NULL,
    score4 BIGINT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    saved_at BIGINT NOT NULL,
    submitted_on TEXT,               -- NULL: a draft
    version BIGINT NOT NULL,
    UNIQUE (body_id, year, unit_id)
);
