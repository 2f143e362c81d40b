-- What the store knows about itself: which migrations it has, and few facts.
-- SPDX-License-Identifier: EUPL-1.2

-- One row for each migration that was run. hash: of the files' contents, so
-- that a migration changed afterwards is noticed.
CREATE TABLE schema_version (
    number BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TABLE schema_fact (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

-- Commits that the disk refused; see overwrite_tail in src/db/sqlite.c.
INSERT INTO schema_fact (name, value) VALUES ('failed_commits', 0);
