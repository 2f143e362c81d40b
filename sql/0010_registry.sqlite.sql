-- SQLite: units and functions are never deleted, only ended.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TRIGGER unit_never_deleted BEFORE DELETE ON unit
BEGIN
    SELECT RAISE(ABORT, 'unit_never_deleted');
END;
CREATE TRIGGER unit_function_never_deleted BEFORE DELETE ON unit_function
BEGIN
    SELECT RAISE(ABORT, 'unit_function_never_deleted');
END;
CREATE TRIGGER unit_function_never_moved BEFORE UPDATE ON unit_function
WHEN NEW.id <> OLD.id OR NEW.account_id <> OLD.account_id OR NEW.unit_id <> OLD.unit_id
    OR NEW.kind <> OLD.kind OR NEW.profession <> OLD.profession OR NEW.valid_from <> OLD.valid_from
BEGIN
    SELECT RAISE(ABORT, 'unit_function_never_moved');
END;
