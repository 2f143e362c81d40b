-- SQLite: the audit is append-only.
-- SPDX-License-Identifier: EUPL-1.2
CREATE TRIGGER audit_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit_never_changed');
END;
CREATE TRIGGER audit_never_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit_never_deleted');
END;
CREATE TRIGGER audit_case_never_changed BEFORE UPDATE ON audit_case
BEGIN
    SELECT RAISE(ABORT, 'audit_case_never_changed');
END;
CREATE TRIGGER audit_case_never_deleted BEFORE DELETE ON audit_case
BEGIN
    SELECT RAISE(ABORT, 'audit_case_never_deleted');
END;
