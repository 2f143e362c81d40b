-- The health assessment (THK): teams, their weeks, who is on a child's team, when.
-- SPDX-License-Identifier: EUPL-1.2

-- How a team unit works. A unit without a row: the unit's ages, the four professions, two places a week.
CREATE TABLE thk_team (
    unit_id BIGINT NOT NULL PRIMARY KEY REFERENCES unit (id),
    age_from BIGINT NOT NULL,        -- whole years on the day, both ends included
    age_to BIGINT NOT NULL,
    needed BIGINT NOT NULL,          -- professions that must be there: bits of enum profession
    week_places BIGINT NOT NULL,     -- children in an ordinary week
    days_each BIGINT NOT NULL,       -- working days with all of them that one week's children need
    version BIGINT NOT NULL,
    CHECK (age_from <= age_to),
    CHECK (week_places BETWEEN 0 AND 9)
);

-- Another number of places in one week; 0 is closed.
CREATE TABLE thk_team_week (
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    week TEXT NOT NULL,              -- its Monday
    places BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,         -- function
    PRIMARY KEY (unit_id, week),
    CHECK (places BETWEEN 0 AND 9)
);

-- The people who assess one child. Left out for partiality (habilitet): the row stays, with its reason.
CREATE TABLE thk_member (
    assessment_id BIGINT NOT NULL REFERENCES assessment (id),
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    account_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    profession TEXT NOT NULL,
    left_out BIGINT NOT NULL,
    reason BYTEA,                    -- sealed
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,         -- function
    PRIMARY KEY (assessment_id, function_id)
);

-- A child's place on the board: a team and a week.
CREATE TABLE thk_place (
    assessment_id BIGINT NOT NULL PRIMARY KEY REFERENCES assessment (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    week TEXT NOT NULL,              -- its Monday
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL          -- function
);
CREATE INDEX thk_place_by_week ON thk_place (unit_id, week);
