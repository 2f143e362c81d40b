-- Retention rules may count from a birthday of the child's (R602).
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE retention_rule ADD COLUMN age BIGINT NOT NULL DEFAULT -1; -- the birthday the years run from; -1: not one
