-- What happened to an agreement, told to those who speak for its parties: on the worklist, and by mail as each chose.
-- SPDX-License-Identifier: EUPL-1.2
-- Nothing here tells of a child.
CREATE TABLE agreement_news (
    id BIGINT NOT NULL PRIMARY KEY,
    agreement_id BIGINT NOT NULL REFERENCES agreement (id),
    version_id BIGINT NOT NULL REFERENCES agreement_version (id),
    kind TEXT NOT NULL,                -- a word of news_kind.def
    unit_id BIGINT NOT NULL REFERENCES unit (id),       -- of the function that is told
    account_id BIGINT NOT NULL REFERENCES account (id),
    made_at BIGINT NOT NULL,
    until_on TEXT NOT NULL,            -- it stands on the worklist to that day
    announced BIGINT NOT NULL DEFAULT 0 -- the account that was told by mail, 0: nobody
);
CREATE INDEX agreement_news_mine ON agreement_news (account_id, unit_id, until_on);
CREATE INDEX agreement_news_untold ON agreement_news (account_id, id) WHERE announced = 0;
CREATE INDEX agreement_news_of ON agreement_news (version_id, kind);

ALTER TABLE notice_choice ADD COLUMN agreement BIGINT NOT NULL DEFAULT 1; -- as the other topics
