-- SQLite: an open case has a holder with an active function at a participating unit.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TRIGGER case_file_starts_closed BEFORE INSERT ON case_file
WHEN NEW.state <> 0
BEGIN
    SELECT RAISE(ABORT, 'case_file_starts_closed');
END;
CREATE TRIGGER case_file_holder_active BEFORE UPDATE ON case_file
WHEN NEW.state = 1 AND NOT EXISTS (
    SELECT 1 FROM unit_function f
    JOIN case_unit u ON u.case_id = NEW.id AND u.unit_id = f.unit_id
        AND u.state = 'active' AND u.ended_at IS NULL
    WHERE f.id = NEW.holder_function AND f.unit_id = NEW.holder_unit
        AND f.account_id = NEW.holder_account AND f.valid_from <= NEW.held_since
        AND (f.valid_to IS NULL OR f.valid_to >= NEW.held_since))
BEGIN
    SELECT RAISE(ABORT, 'case_file_holder_active');
END;
CREATE TRIGGER case_file_never_deleted BEFORE DELETE ON case_file
BEGIN
    SELECT RAISE(ABORT, 'case_file_never_deleted');
END;
CREATE TRIGGER unit_function_holds_no_case BEFORE UPDATE OF valid_to ON unit_function
WHEN NEW.valid_to IS NOT NULL AND EXISTS (
    SELECT 1 FROM case_file c WHERE c.holder_function = NEW.id AND c.state = 1
        AND (NEW.valid_to < c.held_since OR NEW.valid_to < date('now')))
BEGIN
    SELECT RAISE(ABORT, 'unit_function_holds_no_case');
END;
CREATE TRIGGER case_unit_of_holder_stays BEFORE UPDATE ON case_unit
WHEN (NEW.ended_at IS NOT NULL OR NEW.state <> 'active' OR NEW.unit_id <> OLD.unit_id) AND EXISTS (
    SELECT 1 FROM case_file c WHERE c.id = OLD.case_id AND c.state = 1
        AND c.holder_unit = OLD.unit_id)
    AND OLD.state = 'active' AND OLD.ended_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'case_unit_of_holder_stays');
END;
CREATE TRIGGER case_unit_never_deleted BEFORE DELETE ON case_unit
BEGIN
    SELECT RAISE(ABORT, 'case_unit_never_deleted');
END;
CREATE TRIGGER baton_event_never_changed BEFORE UPDATE ON baton_event
BEGIN
    SELECT RAISE(ABORT, 'baton_event_never_changed');
END;
CREATE TRIGGER baton_event_never_deleted BEFORE DELETE ON baton_event
BEGIN
    SELECT RAISE(ABORT, 'baton_event_never_deleted');
END;
