-- The health assessment (THK): recommendations, each to a service, followed to the end.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE thk_recommendation (
    id BIGINT NOT NULL PRIMARY KEY,
    assessment_id BIGINT NOT NULL REFERENCES assessment (id),
    to_unit BIGINT NOT NULL REFERENCES unit (id),
    text BYTEA NOT NULL,             -- sealed
    due_on TEXT NOT NULL,
    state TEXT NOT NULL,             -- written, addressed, accepted, refused, done
    owner_function BIGINT,           -- who carries it out, once accepted
    status BYTEA,                    -- sealed: the reason of a no, or how far it has come
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,         -- function
    addressed_on TEXT,
    answered_on TEXT,
    done_on TEXT,
    version BIGINT NOT NULL,
    CHECK (state IN ('written', 'addressed', 'accepted', 'refused', 'done'))
);
CREATE INDEX thk_recommendation_by_assessment ON thk_recommendation (assessment_id, id);
CREATE INDEX thk_recommendation_by_unit ON thk_recommendation (to_unit, state, due_on);
