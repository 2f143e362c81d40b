-- Bodies (samarbeidsorganer), their members, meetings, agendas, decisions, action points.
-- SPDX-License-Identifier: EUPL-1.2
-- Nothing here is about a child. Dates are Oslo days, both ends of a period inclusive; instants microseconds UTC.

CREATE TABLE body (
    id BIGINT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,              -- a word of body/body_kind.def
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,        -- before decision numbers
    prepares BIGINT REFERENCES body (id), -- whose matters it prepares (AU: RSBU)
    quorum_people BIGINT NOT NULL,   -- members that must be there; 0: no number
    quorum_parties BIGINT NOT NULL,  -- 1: each party must be there
    host_years BIGINT NOT NULL,      -- the parties run the meetings so many years each; 0: no rotation
    host_from BIGINT NOT NULL,       -- first year of the first party's turn
    meetings_a_year BIGINT NOT NULL, -- what the year wheel proposes; 0: nothing
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    version BIGINT NOT NULL
);

CREATE TABLE body_unit (
    body_id BIGINT NOT NULL REFERENCES body (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    part TEXT NOT NULL,              -- party, member, invited
    position BIGINT NOT NULL,        -- order; of parties: whose turn comes first
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (body_id, unit_id, valid_from)
);
CREATE INDEX body_unit_by_unit ON body_unit (unit_id);

CREATE TABLE body_person (
    id BIGINT NOT NULL PRIMARY KEY,
    body_id BIGINT NOT NULL REFERENCES body (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id), -- whom the person speaks for
    account_id BIGINT REFERENCES account (id),    -- NULL: a person without a login
    name TEXT NOT NULL,
    address TEXT NOT NULL,           -- e-mail; of an account: as it was, the account's own goes first
    role TEXT NOT NULL,              -- chair, secretary, member, invited
    valid_from TEXT NOT NULL,
    valid_to TEXT
);
CREATE INDEX body_person_by_body ON body_person (body_id);
CREATE INDEX body_person_by_account ON body_person (account_id);

CREATE TABLE meeting (
    id BIGINT NOT NULL PRIMARY KEY,
    body_id BIGINT NOT NULL REFERENCES body (id),
    state BIGINT NOT NULL,           -- 0 planned, 1 called, 2 held, 3 minutes sent, 4 minutes approved, 5 cancelled
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    held_on TEXT NOT NULL,           -- Oslo day of starts_at
    place TEXT NOT NULL,
    link TEXT NOT NULL,
    host_unit BIGINT REFERENCES unit (id), -- who runs it
    sequence BIGINT NOT NULL,        -- of the invitation
    called_at BIGINT,
    held_at BIGINT,                  -- when it was noted as held
    quorate BIGINT,                  -- 1: those needed were there
    sent_at BIGINT,
    approved_at BIGINT,
    approved_in BIGINT REFERENCES meeting (id), -- the meeting that approved the minutes
    reason TEXT NOT NULL,            -- of a cancellation
    version BIGINT NOT NULL
);
CREATE INDEX meeting_by_body ON meeting (body_id, starts_at);

CREATE TABLE agenda_item (
    id BIGINT NOT NULL PRIMARY KEY,
    body_id BIGINT NOT NULL REFERENCES body (id),
    meeting_id BIGINT REFERENCES meeting (id), -- NULL: proposed, not placed yet
    position BIGINT NOT NULL,
    number BIGINT NOT NULL,          -- of the body and year, given at the call; 0: none yet
    kind TEXT NOT NULL,              -- information, discussion, decision, endorsement
    topic TEXT NOT NULL,             -- '', evaluation, plan, input
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    minutes BIGINT NOT NULL,         -- allotted
    plan_id BIGINT,                  -- the plan that is put forward
    proposed_unit BIGINT REFERENCES unit (id),
    proposed_by BIGINT REFERENCES account (id),
    proposed_at BIGINT NOT NULL,
    prepared_body BIGINT REFERENCES body (id), -- by whom it was prepared; NULL: not yet
    prepared_at BIGINT,
    prepared_text TEXT NOT NULL,     -- what the preparing body advises
    state BIGINT NOT NULL,           -- 0 proposed, 1 on an agenda, 2 treated, 3 taken back
    record TEXT NOT NULL,            -- its minutes
    version BIGINT NOT NULL
);
CREATE INDEX agenda_item_by_meeting ON agenda_item (meeting_id, position);
CREATE INDEX agenda_item_by_body ON agenda_item (body_id, state);

-- A party's yes to the agenda as it stands; a change takes it away.
CREATE TABLE agenda_approval (
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (meeting_id, unit_id)
);

-- Who was called, and who came.
CREATE TABLE meeting_person (
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    person_id BIGINT NOT NULL REFERENCES body_person (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    called_at BIGINT,                -- NULL: was not called
    presence BIGINT NOT NULL,        -- 0 not noted, 1 present, 2 apology, 3 absent
    PRIMARY KEY (meeting_id, person_id)
);

CREATE TABLE decision (
    id BIGINT NOT NULL PRIMARY KEY,
    body_id BIGINT NOT NULL REFERENCES body (id),
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    item_id BIGINT NOT NULL REFERENCES agenda_item (id),
    year BIGINT NOT NULL,
    number BIGINT NOT NULL,
    topic TEXT NOT NULL,
    text TEXT NOT NULL,
    search TEXT NOT NULL,            -- title and text in lower case
    decided_on TEXT NOT NULL,
    UNIQUE (body_id, year, number)
);
CREATE INDEX decision_by_meeting ON decision (meeting_id);

CREATE TABLE action_point (
    id BIGINT NOT NULL PRIMARY KEY,
    body_id BIGINT NOT NULL REFERENCES body (id),
    meeting_id BIGINT NOT NULL REFERENCES meeting (id), -- where it was made
    item_id BIGINT REFERENCES agenda_item (id),
    text TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES body_person (id), -- who does it
    due_on TEXT NOT NULL,
    state BIGINT NOT NULL,           -- 0 open, 1 done
    done_at BIGINT,
    note TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX action_point_by_body ON action_point (body_id, state, due_on);
CREATE INDEX action_point_by_person ON action_point (person_id, state);
