-- A published definition keeps its words.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TRIGGER pathway_definition_kept BEFORE UPDATE ON pathway_definition
WHEN OLD.status <> 'draft' AND (NEW.body <> OLD.body OR NEW.key <> OLD.key OR NEW.version <> OLD.version)
BEGIN
    SELECT RAISE(ABORT, 'a published pathway is not changed');
END;
