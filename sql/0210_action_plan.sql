-- Action plans (handlingsplaner) of bodies: goals, measures, progress, the parties' endorsement.
-- SPDX-License-Identifier: EUPL-1.2
-- Nothing here is about a child. Days are Oslo days, both ends of a period inclusive.

CREATE TABLE action_plan (
    id BIGINT NOT NULL PRIMARY KEY,
    body_id BIGINT NOT NULL REFERENCES body (id),
    number BIGINT NOT NULL,          -- of the body's plans, from 1: a revision is the next one
    title TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT NOT NULL,
    item_id BIGINT REFERENCES agenda_item (id), -- put forward by this item; NULL: not yet
    made_by BIGINT REFERENCES account (id),
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (body_id, number)
);

CREATE TABLE action_measure (
    id BIGINT NOT NULL PRIMARY KEY,
    plan_id BIGINT NOT NULL REFERENCES action_plan (id),
    position BIGINT NOT NULL,
    goal TEXT NOT NULL,              -- measures of one goal have the same
    title TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES body_person (id), -- who sees to it, and for which unit
    from_on TEXT NOT NULL,
    until_on TEXT NOT NULL,
    indicator TEXT NOT NULL,
    state BIGINT NOT NULL,           -- 0 not begun, 1 under way, 2 done, 3 stopped
    version BIGINT NOT NULL
);
CREATE INDEX action_measure_of ON action_measure (plan_id, position);

-- The log of a measure: added to, never changed.
CREATE TABLE action_progress (
    id BIGINT NOT NULL PRIMARY KEY,
    measure_id BIGINT NOT NULL REFERENCES action_measure (id),
    on_day TEXT NOT NULL,
    state BIGINT NOT NULL,
    text TEXT NOT NULL,
    account_id BIGINT REFERENCES account (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX action_progress_of ON action_progress (measure_id, made_at);

-- A party's endorsement, tied to a numbered decision of a meeting.
CREATE TABLE action_endorsement (
    plan_id BIGINT NOT NULL REFERENCES action_plan (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    decision_id BIGINT NOT NULL REFERENCES decision (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    on_day TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, unit_id)
);
