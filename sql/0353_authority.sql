-- Functions looked through each year by who leads the unit. An own rule (R801), no law.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE function_review (
    function_id BIGINT NOT NULL PRIMARY KEY REFERENCES unit_function (id),
    confirmed_on TEXT NOT NULL,                                -- the last time
    by_account BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL
);
-- In whose worklist what is not confirmed stands: the unit's leader, later the next level's too.
CREATE TABLE function_review_due (
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),              -- whose leader answers
    since TEXT NOT NULL,
    PRIMARY KEY (function_id, unit_id)
);
CREATE INDEX function_review_due_at_unit ON function_review_due (unit_id);
