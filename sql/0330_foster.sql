-- Foster parents have a page of their own: for a period, resting on a care situation (R624).
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE family_link ADD COLUMN from_day TEXT;  -- the first day; NULL: no period
ALTER TABLE family_link ADD COLUMN to_day TEXT;    -- the last day; NULL: no end set
ALTER TABLE family_link ADD COLUMN care BYTEA;     -- sealed: the care situation it rests on, a word of care.def
