-- Reminders sent to those who have not confirmed that they have read an agreement (R204).
-- SPDX-License-Identifier: EUPL-1.2

CREATE TABLE agreement_reminder (
    version_id BIGINT NOT NULL REFERENCES agreement_version (id),
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    nr BIGINT NOT NULL,              -- from 1
    sent_on TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (version_id, function_id, nr)
);
