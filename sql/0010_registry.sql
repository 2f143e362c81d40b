-- The registry: places, units, catchments, functions, and the tables of rules and codes.
-- SPDX-License-Identifier: EUPL-1.2
-- Dates are Oslo days 'YYYY-MM-DD', both ends of a period inclusive, NULL is open. Code words as in src/registry/unit.h.

CREATE TABLE county (
    number TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    statsforvalter TEXT NOT NULL,
    certainty TEXT NOT NULL,
    source TEXT NOT NULL
);

CREATE TABLE municipality (
    number TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    county TEXT NOT NULL REFERENCES county (number),
    language TEXT NOT NULL,
    sami_area TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    certainty TEXT NOT NULL,
    source TEXT NOT NULL
);

CREATE TABLE unit (
    id BIGINT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    parent_id BIGINT REFERENCES unit (id),
    type TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    org_number TEXT NOT NULL,
    her_id TEXT NOT NULL,
    resh_id TEXT NOT NULL,
    municipality TEXT NOT NULL,
    age_from BIGINT NOT NULL,
    age_to BIGINT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    certainty TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL,
    search TEXT NOT NULL, -- names, code and number in lower case
    version BIGINT NOT NULL,
    CHECK (parent_id IS NULL OR parent_id <> id),
    CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
);
CREATE INDEX unit_by_parent ON unit (parent_id);
CREATE INDEX unit_by_type ON unit (type, name);
CREATE INDEX unit_by_org_number ON unit (org_number);

CREATE TABLE catchment (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    municipality TEXT NOT NULL REFERENCES municipality (number),
    district TEXT NOT NULL,
    purpose TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    certainty TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL,
    version BIGINT NOT NULL,
    CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
);
CREATE UNIQUE INDEX catchment_once
    ON catchment (municipality, purpose, unit_id, district, COALESCE(valid_from, ''));
CREATE INDEX catchment_by_unit ON catchment (unit_id);

-- A person's function at a unit. Rows end (valid_to), they are never deleted: 0010_registry.sqlite.sql, .pg.sql.
CREATE TABLE unit_function (
    id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    kind TEXT NOT NULL,
    profession TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    deputy_id BIGINT REFERENCES unit_function (id),
    version BIGINT NOT NULL,
    CHECK (deputy_id IS NULL OR deputy_id <> id),
    CHECK (valid_to IS NULL OR valid_from <= valid_to),
    CHECK ((profession <> '') = (kind = 'thk_member'))
);
CREATE UNIQUE INDEX unit_function_once
    ON unit_function (unit_id, kind, account_id, profession, valid_from);
CREATE INDEX unit_function_at_unit
    ON unit_function (unit_id, kind, valid_from, valid_to, account_id, id);
CREATE INDEX unit_function_of_account
    ON unit_function (account_id, valid_from, valid_to, unit_id, kind, id);
CREATE INDEX unit_function_by_deputy ON unit_function (deputy_id);

CREATE TABLE code (
    list TEXT NOT NULL,
    code TEXT NOT NULL,
    text_nb TEXT NOT NULL,
    text_nn TEXT NOT NULL, -- empty: use text_nb
    text_en TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    alt_code TEXT NOT NULL,
    certainty TEXT NOT NULL,
    source TEXT NOT NULL,
    position BIGINT NOT NULL, -- order in the file
    PRIMARY KEY (list, code)
);

CREATE TABLE deadline_rule (
    rule TEXT NOT NULL PRIMARY KEY,
    name_nb TEXT NOT NULL,
    length BIGINT NOT NULL, -- 0: none is known, each unit sets its own
    unit TEXT NOT NULL,
    starts_nb TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    responsible_nb TEXT NOT NULL,
    certainty TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL
);

CREATE TABLE consent_rule (
    rule TEXT NOT NULL PRIMARY KEY,
    topic TEXT NOT NULL,
    age_from BIGINT NOT NULL, -- -1: open
    age_to BIGINT NOT NULL,
    situation_nb TEXT NOT NULL,
    who_decides_nb TEXT NOT NULL,
    rule_nb TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    certainty TEXT NOT NULL,
    source TEXT NOT NULL
);

CREATE TABLE instrument (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    informant_nb TEXT NOT NULL,
    age_nb TEXT NOT NULL,
    domain_nb TEXT NOT NULL,
    licence TEXT NOT NULL,
    certainty TEXT NOT NULL,
    source TEXT NOT NULL
);

CREATE TABLE report_area (
    code TEXT NOT NULL PRIMARY KEY,
    name_nb TEXT NOT NULL,
    certainty TEXT NOT NULL,
    source TEXT NOT NULL,
    position BIGINT NOT NULL
);

CREATE TABLE legal_basis (
    code TEXT NOT NULL PRIMARY KEY,
    title_nb TEXT NOT NULL,
    status TEXT NOT NULL,
    valid_from TEXT,
    sections TEXT NOT NULL,
    certainty TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL
);
