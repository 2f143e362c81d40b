-- Cooperation agreements: versions, sections, clauses, evidence by hand, readings, signatures.
-- SPDX-License-Identifier: EUPL-1.2
-- Code words as in src/agreement/*.def. Days are Oslo days, both ends inclusive, NULL is open.

CREATE TABLE agreement (
    id BIGINT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    parent_id BIGINT REFERENCES agreement (id),
    title TEXT NOT NULL,
    notice_months BIGINT NOT NULL,   -- 0: none is agreed
    source TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX agreement_by_parent ON agreement (parent_id);

CREATE TABLE agreement_party (
    agreement_id BIGINT NOT NULL REFERENCES agreement (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (agreement_id, unit_id)
);
CREATE INDEX agreement_party_by_unit ON agreement_party (unit_id, agreement_id);

CREATE TABLE agreement_version (
    id BIGINT NOT NULL PRIMARY KEY,
    agreement_id BIGINT NOT NULL REFERENCES agreement (id),
    number BIGINT NOT NULL,
    state TEXT NOT NULL,             -- a word of version_state.def
    from_on TEXT,                    -- in force from
    until_on TEXT,
    signed_on TEXT,
    text_seen BIGINT NOT NULL,       -- 0: the signed text was not seen, only what is told of it
    hash TEXT NOT NULL,              -- of the content, hex; empty until it goes to approval
    note TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (agreement_id, number)
);

CREATE TABLE agreement_section (
    id BIGINT NOT NULL PRIMARY KEY,
    version_id BIGINT NOT NULL REFERENCES agreement_version (id),
    position BIGINT NOT NULL,
    number TEXT NOT NULL,            -- as the document has it: text, not key
    heading TEXT NOT NULL,
    body TEXT NOT NULL,              -- Markdown, own subset
    version BIGINT NOT NULL
);
CREATE INDEX agreement_section_of ON agreement_section (version_id, position);

CREATE TABLE agreement_clause (
    id BIGINT NOT NULL PRIMARY KEY,
    version_id BIGINT NOT NULL REFERENCES agreement_version (id),
    position BIGINT NOT NULL,
    ref TEXT NOT NULL,
    section TEXT NOT NULL,
    statement TEXT NOT NULL,
    shown_as TEXT NOT NULL,          -- a word of shown_as.def
    kind TEXT NOT NULL,              -- a word of obligation_kind.def, or empty
    body TEXT NOT NULL,              -- code of a body
    other_body TEXT NOT NULL,
    n BIGINT NOT NULL,
    years BIGINT NOT NULL,
    days BIGINT NOT NULL,
    functions TEXT NOT NULL,         -- words of function kinds, blanks between
    responsible TEXT NOT NULL,       -- both, host, or a body
    binding_from TEXT,               -- carried from the first version that had it
    UNIQUE (version_id, ref),
    CHECK ((kind <> '') = (shown_as = 'obligation'))
);

CREATE TABLE agreement_clause_unit (
    clause_id BIGINT NOT NULL REFERENCES agreement_clause (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (clause_id, unit_id)
);
CREATE INDEX agreement_clause_by_unit ON agreement_clause_unit (unit_id, clause_id);

-- Facts that people enter. Taken back, never deleted.
CREATE TABLE agreement_evidence (
    id BIGINT NOT NULL PRIMARY KEY,
    agreement_id BIGINT NOT NULL REFERENCES agreement (id),
    ref TEXT NOT NULL,               -- the clause it was entered for
    kind TEXT NOT NULL,              -- a word of fact_kind.def
    body TEXT NOT NULL,
    unit_id BIGINT REFERENCES unit (id),
    other_id BIGINT REFERENCES unit (id),
    on_day TEXT NOT NULL,
    until_day TEXT,
    n BIGINT NOT NULL,
    total BIGINT NOT NULL,
    flags BIGINT NOT NULL,
    label TEXT NOT NULL,
    document TEXT NOT NULL,          -- reference or address of the document
    known_on TEXT NOT NULL,
    gone_on TEXT,
    account_id BIGINT,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX agreement_evidence_of ON agreement_evidence (agreement_id, on_day);

-- Units that were invited to a meeting entered by hand.
CREATE TABLE agreement_invited (
    evidence_id BIGINT NOT NULL REFERENCES agreement_evidence (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    PRIMARY KEY (evidence_id, unit_id)
);

-- Who has confirmed having read a version (R204): a holder of a function.
CREATE TABLE agreement_reading (
    version_id BIGINT NOT NULL REFERENCES agreement_version (id),
    function_id BIGINT NOT NULL REFERENCES unit_function (id),
    account_id BIGINT NOT NULL,
    read_on TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (version_id, function_id)
);
