-- SQLite: a third kind of link, for foster parents: the table again, since a check cannot be changed.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE family_link_again (
    id BIGINT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    person_id BIGINT,                -- of case_person: whose parental responsibility the service has put down
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,         -- function
    ended_at BIGINT,
    from_day TEXT,                   -- the first day; NULL: no period
    to_day TEXT,                     -- the last day; NULL: no end set
    care BYTEA,                      -- sealed: the care situation it rests on, a word of care.def
    CONSTRAINT family_link_kind_check CHECK (kind IN ('child', 'guardian', 'foster')),
    CONSTRAINT family_link_foster CHECK (kind <> 'foster' OR (from_day IS NOT NULL AND care IS NOT NULL))
);
INSERT INTO family_link_again (id, case_id, account_id, kind, person_id, made_at, made_by, ended_at)
    SELECT id, case_id, account_id, kind, person_id, made_at, made_by, ended_at FROM family_link;
DROP TABLE family_link;
ALTER TABLE family_link_again RENAME TO family_link;
CREATE UNIQUE INDEX family_link_once ON family_link (account_id, case_id) WHERE ended_at IS NULL;
CREATE INDEX family_link_by_case ON family_link (case_id, ended_at);
