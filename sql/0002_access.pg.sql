-- PostgreSQL: the audit is append-only, also for TRUNCATE.
-- SPDX-License-Identifier: EUPL-1.2
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_append_only' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'audit_append_only';
END;
$$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_case_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_case
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
