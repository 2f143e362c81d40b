-- The outbox: what is to leave by e-mail, kept until a mail server has taken it.
-- SPDX-License-Identifier: EUPL-1.2
-- No row tells anything about a child: texts say that something waits, and where.
CREATE TABLE outbox (
    id BIGINT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,        -- what makes it one: the same key is put once
    to_address TEXT NOT NULL,
    to_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    calendar TEXT NOT NULL,          -- iCalendar, or empty
    method TEXT NOT NULL,            -- REQUEST or CANCEL with a calendar
    state BIGINT NOT NULL,           -- 0 waiting, 1 sent, 2 refused by the server, 3 given up, 4 taken out
    tries BIGINT NOT NULL,
    due_at BIGINT NOT NULL,          -- not before
    until BIGINT NOT NULL,           -- no use after
    claim BIGINT NOT NULL,           -- who claimed it last, 0: nobody
    claimed_until BIGINT NOT NULL,
    reply BIGINT NOT NULL,           -- the server's last code, 0: none came
    reason TEXT NOT NULL,            -- our own words for operators, no address
    made_at BIGINT NOT NULL,
    ended_at BIGINT,
    version BIGINT NOT NULL
);
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE ended_at IS NULL;
CREATE INDEX outbox_open ON outbox (state, made_at);
CREATE INDEX outbox_claimed ON outbox (claim) WHERE ended_at IS NULL;
