-- A published definition keeps its words.
-- SPDX-License-Identifier: EUPL-1.2
CREATE FUNCTION pathway_definition_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' AND (NEW.body <> OLD.body OR NEW.key <> OLD.key OR NEW.version <> OLD.version) THEN
        RAISE EXCEPTION 'a published pathway is not changed' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'pathway_definition_kept';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER pathway_definition_kept BEFORE UPDATE ON pathway_definition
    FOR EACH ROW EXECUTE FUNCTION pathway_definition_kept();
