-- Who was told of a missed deadline: an index of those alone. SPDX-License-Identifier: EUPL-1.2

-- Most deadlines are told to nobody: a million of them stood in the index.
DROP INDEX deadline_told;
CREATE INDEX deadline_told ON deadline (told_account, due_on, id)
    WHERE closed_at IS NULL AND told_account IS NOT NULL;
