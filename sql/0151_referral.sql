-- Referrals to BUP: both clocks, their pauses, who was told.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE referral (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    from_unit BIGINT NOT NULL REFERENCES unit (id),   -- whose it is: others see it by shares from this unit
    from_function BIGINT NOT NULL REFERENCES unit_function (id),
    referrer TEXT NOT NULL,          -- doctor, psychologist, leader
    to_unit BIGINT NOT NULL REFERENCES unit (id),
    state TEXT NOT NULL,             -- sent, received, right, no_right, started, withdrawn
    why BYTEA NOT NULL,              -- sealed
    wish BYTEA,                      -- sealed: what the child wants
    consent_rule TEXT NOT NULL,
    sent_on TEXT NOT NULL,
    received_on TEXT,                -- the day the specialist service had it: the first clock
    assess_due TEXT,
    assessed_on TEXT,                -- the second clock
    answer BYTEA,                    -- sealed: reason, advice
    start_on TEXT,                   -- the day that was given
    latest_on TEXT,                  -- the last lawful day
    complain_by TEXT,
    told_child TEXT,
    told_guardian TEXT,
    told_referrer TEXT,
    started_on TEXT,
    breached_on TEXT,
    version BIGINT NOT NULL,
    CHECK (state IN ('sent', 'received', 'right', 'no_right', 'started', 'withdrawn'))
);
CREATE INDEX referral_by_case ON referral (case_id, sent_on, id);
CREATE INDEX referral_assess ON referral (assess_due) WHERE state = 'received' AND breached_on IS NULL;
CREATE INDEX referral_start ON referral (latest_on) WHERE state = 'right' AND breached_on IS NULL;

-- A clock that stands still, with the reason: days are counted when it runs again.
CREATE TABLE referral_pause (
    id BIGINT NOT NULL PRIMARY KEY,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    from_on TEXT NOT NULL,
    to_on TEXT,
    reason BYTEA NOT NULL            -- sealed
);
CREATE UNIQUE INDEX referral_pause_once ON referral_pause (referral_id) WHERE to_on IS NULL;
CREATE INDEX referral_pause_by_referral ON referral_pause (referral_id, from_on);
