-- When a meeting was first known and when it was cancelled; when an item was recorded, and whether it asks for a revision.
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE meeting ADD COLUMN planned_at BIGINT;
ALTER TABLE meeting ADD COLUMN cancelled_at BIGINT;
ALTER TABLE agenda_item ADD COLUMN treated_at BIGINT;
ALTER TABLE agenda_item ADD COLUMN revise BIGINT NOT NULL DEFAULT 0; -- 1: the evaluation asks for a revision of the agreement
