/* Statements of the import: three for each kind of file.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/import_table.h"

static const struct db_stmt sql[IMPORT_STMT_COUNT] = {
    [IMPORT_STMT(IMPORT_COUNTIES, IMPORT_READ)] =
        {"import.read_counties",
         "SELECT number, name, language, statsforvalter, certainty, source"
         " FROM county"},
    [IMPORT_STMT(IMPORT_COUNTIES, IMPORT_INSERT)] =
        {"import.insert_counties",
         "INSERT INTO county (number, name, language, statsforvalter,"
         " certainty, source) VALUES ($1, $2, $3, $4, $5, $6)"},
    [IMPORT_STMT(IMPORT_COUNTIES, IMPORT_UPDATE)] =
        {"import.update_counties",
         "UPDATE county SET name = $2, language = $3, statsforvalter = $4,"
         " certainty = $5, source = $6 WHERE number = $1"},
    [IMPORT_STMT(IMPORT_MUNICIPALITIES, IMPORT_READ)] =
        {"import.read_municipalities",
         "SELECT number, name, county, language, sami_area, valid_from,"
         " valid_to, certainty, source FROM municipality"},
    [IMPORT_STMT(IMPORT_MUNICIPALITIES, IMPORT_INSERT)] =
        {"import.insert_municipalities",
         "INSERT INTO municipality (number, name, county, language,"
         " sami_area, valid_from, valid_to, certainty, source) VALUES ($1,"
         " $2, $3, $4, $5, $6, $7, $8, $9)"},
    [IMPORT_STMT(IMPORT_MUNICIPALITIES, IMPORT_UPDATE)] =
        {"import.update_municipalities",
         "UPDATE municipality SET name = $2, county = $3, language = $4,"
         " sami_area = $5, valid_from = $6, valid_to = $7, certainty = $8,"
         " source = $9 WHERE number = $1"},
    [IMPORT_STMT(IMPORT_CODES, IMPORT_READ)] =
        {"import.read_codes",
         "SELECT list, code, text_nb, text_nn, text_en, valid_from,"
         " valid_to, alt_code, certainty, source FROM code"},
    [IMPORT_STMT(IMPORT_CODES, IMPORT_INSERT)] =
        {"import.insert_codes",
         "INSERT INTO code (list, code, text_nb, text_nn, text_en,"
         " valid_from, valid_to, alt_code, certainty, source, position)"
         " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"},
    [IMPORT_STMT(IMPORT_CODES, IMPORT_UPDATE)] =
        {"import.update_codes",
         "UPDATE code SET text_nb = $3, text_nn = $4, text_en = $5,"
         " valid_from = $6, valid_to = $7, alt_code = $8, certainty = $9,"
         " source = $10, position = $11 WHERE list = $1 AND code = $2"},
    [IMPORT_STMT(IMPORT_UNITS, IMPORT_READ)] =
        {"import.read_units",
         "SELECT u.code, p.code, u.type, u.kind, u.name, u.short_name,"
         " u.org_number, u.her_id, u.resh_id, u.municipality, u.age_from,"
         " u.age_to, u.valid_from, u.valid_to, u.certainty, u.source,"
         " u.note, u.id FROM unit u LEFT JOIN unit p ON p.id = u.parent_id"},
    [IMPORT_STMT(IMPORT_UNITS, IMPORT_INSERT)] =
        {"import.insert_units",
         "INSERT INTO unit (code, parent_id, type, kind, name, short_name,"
         " org_number, her_id, resh_id, municipality, age_from, age_to,"
         " valid_from, valid_to, certainty, source, note, id, search,"
         " version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
         " $12, $13, $14, $15, $16, $17, $18, $19, 1)"},
    [IMPORT_STMT(IMPORT_UNITS, IMPORT_UPDATE)] =
        {"import.update_units",
         "UPDATE unit SET parent_id = $2, type = $3, kind = $4, name = $5,"
         " short_name = $6, org_number = $7, her_id = $8, resh_id = $9,"
         " municipality = $10, age_from = $11, age_to = $12, valid_from ="
         " $13, valid_to = $14, certainty = $15, source = $16, note = $17,"
         " search = $19, version = version + 1 WHERE id = $18 AND code ="
         " $1"},
    [IMPORT_STMT(IMPORT_SUCCESSORS, IMPORT_READ)] =
        {"import.read_successors",
         "SELECT u.code, s.code, x.valid_from, x.note FROM unit_successor x"
         " JOIN unit u ON u.id = x.unit_id"
         " JOIN unit s ON s.id = x.successor_id"},
    [IMPORT_STMT(IMPORT_SUCCESSORS, IMPORT_INSERT)] =
        {"import.insert_successors",
         "INSERT INTO unit_successor (unit_id, successor_id, valid_from, note)"
         " VALUES ($1, $2, $3, $4)"},
    [IMPORT_STMT(IMPORT_SUCCESSORS, IMPORT_UPDATE)] =
        {"import.update_successors",
         "UPDATE unit_successor SET valid_from = $3, note = $4"
         " WHERE unit_id = $1 AND successor_id = $2"},
    [IMPORT_STMT(IMPORT_CATCHMENTS, IMPORT_READ)] =
        {"import.read_catchments",
         "SELECT u.code, c.municipality, c.district, c.purpose,"
         " c.valid_from, c.valid_to, c.certainty, c.source, c.note, c.id"
         " FROM catchment c JOIN unit u ON u.id = c.unit_id"},
    [IMPORT_STMT(IMPORT_CATCHMENTS, IMPORT_INSERT)] =
        {"import.insert_catchments",
         "INSERT INTO catchment (unit_id, municipality, district, purpose,"
         " valid_from, valid_to, certainty, source, note, id, version)"
         " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)"},
    [IMPORT_STMT(IMPORT_CATCHMENTS, IMPORT_UPDATE)] =
        {"import.update_catchments",
         "UPDATE catchment SET valid_to = $6, certainty = $7, source = $8,"
         " note = $9, version = version + 1 WHERE id = $10 AND unit_id ="
         " $1 AND municipality = $2 AND district = $3 AND purpose = $4 AND"
         " COALESCE(valid_from, '') = COALESCE(CAST($5 AS TEXT), '')"},
    [IMPORT_STMT(IMPORT_USERS, IMPORT_READ)] =
        {"import.read_users",
         "SELECT login, name, email, language, valid_to, made_up, id FROM"
         " account"},
    [IMPORT_STMT(IMPORT_USERS, IMPORT_INSERT)] =
        {"import.insert_users",
         "INSERT INTO account (login, name, email, language, valid_to,"
         " made_up, id, scheme, password, totp_step, fails, version)"
         " VALUES ($1, $2, $3, $4, $5, $6, $7, 'auto', '', 0, 0, 1)"},
    [IMPORT_STMT(IMPORT_USERS, IMPORT_UPDATE)] =
        {"import.update_users",
         "UPDATE account SET name = $2, email = $3, language = $4,"
         " valid_to = $5, made_up = $6, version = version + 1 WHERE id ="
         " $7 AND login = $1"},
    [IMPORT_STMT(IMPORT_FUNCTIONS, IMPORT_READ)] =
        {"import.read_functions",
         "SELECT a.login, u.code, f.kind, f.profession, f.valid_from,"
         " f.valid_to, da.login, f.id FROM unit_function f JOIN account a"
         " ON a.id = f.account_id JOIN unit u ON u.id = f.unit_id LEFT"
         " JOIN unit_function d ON d.id = f.deputy_id LEFT JOIN account da"
         " ON da.id = d.account_id"},
    [IMPORT_STMT(IMPORT_FUNCTIONS, IMPORT_INSERT)] =
        {"import.insert_functions",
         "INSERT INTO unit_function (account_id, unit_id, kind,"
         " profession, valid_from, valid_to, deputy_id, id, version)"
         " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)"},
    [IMPORT_STMT(IMPORT_FUNCTIONS, IMPORT_UPDATE)] =
        {"import.update_functions",
         "UPDATE unit_function SET valid_to = $6, deputy_id = $7, version"
         " = version + 1 WHERE id = $8 AND account_id = $1 AND unit_id ="
         " $2 AND kind = $3 AND profession = $4 AND valid_from = $5"},
    [IMPORT_STMT(IMPORT_DEADLINES, IMPORT_READ)] =
        {"import.read_deadlines",
         "SELECT rule, name_nb, length, unit, starts_nb, legal_basis,"
         " responsible_nb, certainty, source, note FROM deadline_rule"},
    [IMPORT_STMT(IMPORT_DEADLINES, IMPORT_INSERT)] =
        {"import.insert_deadlines",
         "INSERT INTO deadline_rule (rule, name_nb, length, unit,"
         " starts_nb, legal_basis, responsible_nb, certainty, source,"
         " note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"},
    [IMPORT_STMT(IMPORT_DEADLINES, IMPORT_UPDATE)] =
        {"import.update_deadlines",
         "UPDATE deadline_rule SET name_nb = $2, length = $3, unit = $4,"
         " starts_nb = $5, legal_basis = $6, responsible_nb = $7,"
         " certainty = $8, source = $9, note = $10 WHERE rule = $1"},
    [IMPORT_STMT(IMPORT_CONSENT_RULES, IMPORT_READ)] =
        {"import.read_consent_rules",
         "SELECT rule, topic, age_from, age_to, situation_nb,"
         " who_decides_nb, rule_nb, legal_basis, valid_from, valid_to,"
         " certainty, source FROM consent_rule"},
    [IMPORT_STMT(IMPORT_CONSENT_RULES, IMPORT_INSERT)] =
        {"import.insert_consent_rules",
         "INSERT INTO consent_rule (rule, topic, age_from, age_to,"
         " situation_nb, who_decides_nb, rule_nb, legal_basis, valid_from,"
         " valid_to, certainty, source) VALUES ($1, $2, $3, $4, $5, $6,"
         " $7, $8, $9, $10, $11, $12)"},
    [IMPORT_STMT(IMPORT_CONSENT_RULES, IMPORT_UPDATE)] =
        {"import.update_consent_rules",
         "UPDATE consent_rule SET topic = $2, age_from = $3, age_to = $4,"
         " situation_nb = $5, who_decides_nb = $6, rule_nb = $7,"
         " legal_basis = $8, valid_from = $9, valid_to = $10, certainty ="
         " $11, source = $12 WHERE rule = $1"},
    [IMPORT_STMT(IMPORT_INSTRUMENTS, IMPORT_READ)] =
        {"import.read_instruments",
         "SELECT code, name, informant_nb, age_nb, domain_nb, licence,"
         " certainty, source FROM instrument"},
    [IMPORT_STMT(IMPORT_INSTRUMENTS, IMPORT_INSERT)] =
        {"import.insert_instruments",
         "INSERT INTO instrument (code, name, informant_nb, age_nb,"
         " domain_nb, licence, certainty, source) VALUES ($1, $2, $3, $4,"
         " $5, $6, $7, $8)"},
    [IMPORT_STMT(IMPORT_INSTRUMENTS, IMPORT_UPDATE)] =
        {"import.update_instruments",
         "UPDATE instrument SET name = $2, informant_nb = $3, age_nb = $4,"
         " domain_nb = $5, licence = $6, certainty = $7, source = $8 WHERE"
         " code = $1"},
    [IMPORT_STMT(IMPORT_REPORT_AREAS, IMPORT_READ)] =
        {"import.read_report_areas",
         "SELECT code, name_nb, certainty, source FROM report_area"},
    [IMPORT_STMT(IMPORT_REPORT_AREAS, IMPORT_INSERT)] =
        {"import.insert_report_areas",
         "INSERT INTO report_area (code, name_nb, certainty, source,"
         " position) VALUES ($1, $2, $3, $4, $5)"},
    [IMPORT_STMT(IMPORT_REPORT_AREAS, IMPORT_UPDATE)] =
        {"import.update_report_areas",
         "UPDATE report_area SET name_nb = $2, certainty = $3, source ="
         " $4, position = $5 WHERE code = $1"},
    [IMPORT_STMT(IMPORT_LEGAL_BASES, IMPORT_READ)] =
        {"import.read_legal_bases",
         "SELECT code, title_nb, status, valid_from, sections, certainty,"
         " source, note FROM legal_basis"},
    [IMPORT_STMT(IMPORT_LEGAL_BASES, IMPORT_INSERT)] =
        {"import.insert_legal_bases",
         "INSERT INTO legal_basis (code, title_nb, status, valid_from,"
         " sections, certainty, source, note) VALUES ($1, $2, $3, $4, $5,"
         " $6, $7, $8)"},
    [IMPORT_STMT(IMPORT_LEGAL_BASES, IMPORT_UPDATE)] =
        {"import.update_legal_bases",
         "UPDATE legal_basis SET title_nb = $2, status = $3, valid_from ="
         " $4, sections = $5, certainty = $6, source = $7, note = $8 WHERE"
         " code = $1"},
    [IMPORT_STMT(IMPORT_RETENTION_RULES, IMPORT_READ)] =
        {"import.read_retention_rules",
         "SELECT rule, unit_type, years, starts, age, legal_basis, valid_from,"
         " valid_to, source FROM retention_rule"},
    [IMPORT_STMT(IMPORT_RETENTION_RULES, IMPORT_INSERT)] =
        {"import.insert_retention_rules",
         "INSERT INTO retention_rule (rule, unit_type, years, starts, age,"
         " legal_basis, valid_from, valid_to, source) VALUES ($1, $2, $3,"
         " $4, $5, $6, $7, $8, $9)"},
    [IMPORT_STMT(IMPORT_RETENTION_RULES, IMPORT_UPDATE)] =
        {"import.update_retention_rules",
         "UPDATE retention_rule SET unit_type = $2, years = $3, starts = $4,"
         " age = $5, legal_basis = $6, valid_from = $7, valid_to = $8,"
         " source = $9 WHERE rule = $1"},
    [IMPORT_SET_PARENT] = {"import.set_parent",
                           "UPDATE unit SET parent_id = $2 WHERE id = $1"},
    [IMPORT_SET_DEPUTY] =
        {"import.set_deputy",
         "UPDATE unit_function SET deputy_id = $2 WHERE id = $1"},
};
const struct db_set import_sql = {sql, IMPORT_STMT_COUNT};

const struct db_stmt *
import_stmt(size_t i)
{
    ASSERT(i < IMPORT_STMT_COUNT);
    return &sql[i];
}
