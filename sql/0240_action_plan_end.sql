-- An action plan that a party returned, that was closed with an evaluation, that parties release to the public; budget notes (R401, R305).
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE action_plan ADD COLUMN returned_on TEXT;  -- since it was last put forward
ALTER TABLE action_plan ADD COLUMN closed_on TEXT;
ALTER TABLE action_plan ADD COLUMN closed_by BIGINT REFERENCES account (id);
ALTER TABLE action_plan ADD COLUMN evaluation TEXT NOT NULL DEFAULT '';
ALTER TABLE action_measure ADD COLUMN budget TEXT NOT NULL DEFAULT '';

-- What a party asks to have changed: added to, never changed.
CREATE TABLE action_return (
    id BIGINT NOT NULL PRIMARY KEY,
    plan_id BIGINT NOT NULL REFERENCES action_plan (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    text TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    on_day TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX action_return_of ON action_return (plan_id, made_at);

CREATE TABLE action_plan_release (
    plan_id BIGINT NOT NULL REFERENCES action_plan (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    released_on TEXT NOT NULL,
    withdrawn_on TEXT,
    PRIMARY KEY (plan_id, unit_id)
);
