-- What an answer by a one-time link changes: a measure of the plan, a step of a pathway.
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE case_ask ADD COLUMN step_id BIGINT;      -- of a pathway that runs
ALTER TABLE case_ask ADD COLUMN effect TEXT NOT NULL DEFAULT ''; -- '', changed, note: a word to the holder
ALTER TABLE case_ask ADD COLUMN effect_id BIGINT;    -- what was recorded
ALTER TABLE case_ask ADD COLUMN effect_before TEXT NOT NULL DEFAULT ''; -- how the measure stood
ALTER TABLE case_ask ADD COLUMN settled_at BIGINT;   -- the holder undid the change, or noted the word
ALTER TABLE case_ask ADD COLUMN settled_by BIGINT;   -- function

ALTER TABLE plan_status ADD COLUMN said_by BYTEA;    -- sealed: who said it by a one-time link; NULL: who made it
ALTER TABLE pathway_event ADD COLUMN said_by BYTEA;  -- sealed, as above
