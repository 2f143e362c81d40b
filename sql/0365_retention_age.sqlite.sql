-- SQLite: a third start of a rule: the table again, since a check cannot be changed.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE retention_rule_again (
    rule TEXT NOT NULL PRIMARY KEY,
    unit_type TEXT NOT NULL,         -- of the unit that opened the case; '': any
    years BIGINT NOT NULL,
    starts TEXT NOT NULL,            -- from when the years run
    legal_basis TEXT NOT NULL,
    valid_from TEXT NOT NULL,        -- Oslo days, both inclusive
    valid_to TEXT,
    source TEXT NOT NULL,            -- who decided it, and where it stands
    age BIGINT NOT NULL DEFAULT -1,  -- the birthday the years run from; -1: not one
    CHECK (years BETWEEN 1 AND 200),
    CONSTRAINT retention_rule_starts_check CHECK (starts IN ('closed', 'last_event', 'birthday')),
    CONSTRAINT retention_rule_age CHECK ((starts = 'birthday' AND age BETWEEN 1 AND 100) OR (starts <> 'birthday' AND age = -1))
);
INSERT INTO retention_rule_again (rule, unit_type, years, starts, legal_basis, valid_from, valid_to, source)
    SELECT rule, unit_type, years, starts, legal_basis, valid_from, valid_to, source FROM retention_rule;
DROP TABLE retention_rule;
ALTER TABLE retention_rule_again RENAME TO retention_rule;
