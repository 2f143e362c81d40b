-- PostgreSQL: an open case has a holder with an active function at a participating unit.
-- SPDX-License-Identifier: EUPL-1.2
CREATE FUNCTION case_file_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'case_file_never_deleted' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'case_file_never_deleted';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state <> 0 THEN
            RAISE EXCEPTION 'case_file_starts_closed' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'case_file_starts_closed';
        END IF;
    ELSIF NEW.state = 1 AND NOT EXISTS (
        SELECT 1 FROM unit_function f
        JOIN case_unit u ON u.case_id = NEW.id AND u.unit_id = f.unit_id
            AND u.state = 'active' AND u.ended_at IS NULL
        WHERE f.id = NEW.holder_function AND f.unit_id = NEW.holder_unit
            AND f.account_id = NEW.holder_account AND f.valid_from <= NEW.held_since
            AND (f.valid_to IS NULL OR f.valid_to >= NEW.held_since)) THEN
        RAISE EXCEPTION 'case_file_holder_active' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'case_file_holder_active';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER case_file_guard BEFORE INSERT OR UPDATE OR DELETE ON case_file
    FOR EACH ROW EXECUTE FUNCTION case_file_guard();

CREATE FUNCTION unit_function_holds_no_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.valid_to IS NOT NULL AND EXISTS (
        SELECT 1 FROM case_file c WHERE c.holder_function = NEW.id AND c.state = 1
            AND (NEW.valid_to < c.held_since
                 OR NEW.valid_to < (now() AT TIME ZONE 'UTC')::date::text)) THEN
        RAISE EXCEPTION 'unit_function_holds_no_case' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'unit_function_holds_no_case';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER unit_function_holds_no_case BEFORE UPDATE ON unit_function
    FOR EACH ROW EXECUTE FUNCTION unit_function_holds_no_case();

CREATE FUNCTION case_unit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'case_unit_never_deleted' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'case_unit_never_deleted';
    ELSIF (NEW.ended_at IS NOT NULL OR NEW.state <> 'active' OR NEW.unit_id <> OLD.unit_id)
        AND OLD.state = 'active' AND OLD.ended_at IS NULL
        AND EXISTS (SELECT 1 FROM case_file c WHERE c.id = OLD.case_id AND c.state = 1
            AND c.holder_unit = OLD.unit_id) THEN
        RAISE EXCEPTION 'case_unit_of_holder_stays' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'case_unit_of_holder_stays';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER case_unit_guard BEFORE UPDATE OR DELETE ON case_unit
    FOR EACH ROW EXECUTE FUNCTION case_unit_guard();

CREATE FUNCTION baton_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'baton_event_append_only' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'baton_event_append_only';
END;
$$;
CREATE TRIGGER baton_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON baton_event
    FOR EACH STATEMENT EXECUTE FUNCTION baton_event_refuse();
