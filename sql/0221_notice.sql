-- Notices by mail (varsler): what each person chose, and whom of each duty's persons has been told.
-- SPDX-License-Identifier: EUPL-1.2
-- Nothing here tells of a child.
CREATE TABLE notice_choice (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
    baton BIGINT NOT NULL,           -- each topic: 0 at once, 1 once a day, 2 not by mail
    message BIGINT NOT NULL,
    child BIGINT NOT NULL,
    assessment BIGINT NOT NULL,
    referral BIGINT NOT NULL,
    plan BIGINT NOT NULL,
    quiet_from BIGINT NOT NULL,      -- whole hour in Oslo, -1: no quiet hours
    quiet_to BIGINT NOT NULL,        -- not included; smaller than quiet_from: over midnight
    changed_at BIGINT NOT NULL
);
-- The account that was told of it last, 0: nobody. Who gets the duty later is told too.
ALTER TABLE deadline ADD COLUMN announced BIGINT NOT NULL DEFAULT 0;
CREATE INDEX deadline_unannounced ON deadline (account_id, id) WHERE closed_at IS NULL AND announced <> account_id;
