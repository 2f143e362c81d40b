-- Agreed hours of guidance between units (veiledning): what a clause of an agreement holds, and the hours given.
-- SPDX-License-Identifier: EUPL-1.2
-- A clause of kind 'guidance_hours' has n hours for each period; its units are who gives, then who receives.
ALTER TABLE agreement_clause ADD COLUMN months BIGINT NOT NULL DEFAULT 0; -- of a period: 1 or 3; 0: no such clause
ALTER TABLE agreement_clause ADD COLUMN agreed_from TEXT;                 -- as the clause has it; NULL: with the version
ALTER TABLE agreement_clause ADD COLUMN agreed_until TEXT;

-- Hours given. Nothing here tells of a child. Taken back, never deleted.
CREATE TABLE agreement_guidance (
    id BIGINT NOT NULL PRIMARY KEY,
    agreement_id BIGINT NOT NULL REFERENCES agreement (id),
    ref TEXT NOT NULL,               -- the clause they are given under
    given_on TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    subject TEXT NOT NULL,
    function_id BIGINT NOT NULL REFERENCES unit_function (id), -- who noted them
    known_on TEXT NOT NULL,
    gone_on TEXT,                    -- taken back
    made_at BIGINT NOT NULL
);
CREATE INDEX agreement_guidance_of ON agreement_guidance (agreement_id, given_on);
