-- PostgreSQL: a third start of a rule.
-- SPDX-License-Identifier: EUPL-1.2
ALTER TABLE retention_rule DROP CONSTRAINT retention_rule_starts_check;
ALTER TABLE retention_rule ADD CONSTRAINT retention_rule_starts_check CHECK (starts IN ('closed', 'last_event', 'birthday'));
ALTER TABLE retention_rule ADD CONSTRAINT retention_rule_age CHECK ((starts = 'birthday' AND age BETWEEN 1 AND 100) OR (starts <> 'birthday' AND age = -1));
