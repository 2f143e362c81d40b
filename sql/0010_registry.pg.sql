-- PostgreSQL: units and functions are never deleted, only ended.
-- SPDX-License-Identifier: EUPL-1.2
CREATE FUNCTION registry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0];
END;
$$;
CREATE TRIGGER unit_never_deleted BEFORE DELETE ON unit
    FOR EACH ROW EXECUTE FUNCTION registry_refuse('unit_never_deleted');
CREATE TRIGGER unit_function_never_deleted BEFORE DELETE ON unit_function
    FOR EACH ROW EXECUTE FUNCTION registry_refuse('unit_function_never_deleted');
CREATE TRIGGER unit_function_never_moved BEFORE UPDATE ON unit_function
    FOR EACH ROW
    WHEN (NEW.id <> OLD.id OR NEW.account_id <> OLD.account_id OR NEW.unit_id <> OLD.unit_id
        OR NEW.kind <> OLD.kind OR NEW.profession <> OLD.profession OR NEW.valid_from <> OLD.valid_from)
    EXECUTE FUNCTION registry_refuse('unit_function_never_moved');
