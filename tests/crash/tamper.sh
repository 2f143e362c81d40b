#!/bin/bash
# Changes a store behind the program's back, as a thief would, and asks verify each time: tamper.sh BINARY
# SPDX-License-Identifier: EUPL-1.2
set -u
binary=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HELHET_DATA=$folder/data HELHET_DEMO=1
unset HELHET_DB
status=0

"$binary" demo --prepare >/dev/null || { echo "FAIL tamper: no store"; exit 1; }
store=$HELHET_DATA/helhet.db
"$binary" verify --keep-heads "$folder/heads" >"$folder/said" && grep -q 'Audit: sound' "$folder/said" &&
    grep -q 'Batons: sound' "$folder/said" || { cat "$folder/said"; echo "FAIL tamper: a fresh store is not sound"; exit 1; }
echo "ok tamper: a fresh store is sound"
sqlite3 "$store" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp "$store" "$folder/whole.db"

free='DROP TRIGGER audit_never_changed; DROP TRIGGER audit_never_deleted;
DROP TRIGGER baton_event_never_changed; DROP TRIGGER baton_event_never_deleted;
DROP TRIGGER case_file_holder_active;'

# tamper NAME SQL WORDS [OPTION…]: after SQL, verify refuses and says WORDS.
tamper()
{
    local name=$1 sql=$2 words=$3 code
    shift 3
    rm -f "$store"*
    cp "$folder/whole.db" "$store"
    if ! sqlite3 -bail "$store" "$free $sql" >"$folder/said" 2>&1; then
        echo "FAIL tamper: $name: $(cat "$folder/said")"
        status=1
        return
    fi
    "$binary" verify "$@" >"$folder/said" 2>&1
    code=$?
    if [ $code = 1 ] && grep -q "$words" "$folder/said"; then
        echo "ok tamper: verify finds $name"
    else
        echo "FAIL tamper: $name: exit $code, $(cat "$folder/said")"
        status=1
    fi
}

# A row in the middle of the longest chain, and the one after it.
chain='(SELECT chain FROM audit GROUP BY chain ORDER BY count(*) DESC LIMIT 1)'
row="chain = $chain AND seq = 5"
next="chain = $chain AND seq = 6"
changed='a row was changed or moved'

tamper "one changed byte" "UPDATE audit SET action = 'case.vies' WHERE $row" "$changed"
for column in at account_id function_id unit_id case_id object_id classes ground; do
    tamper "a changed $column" "UPDATE audit SET $column = $column + 1 WHERE $row" "$changed"
done
for column in role outcome request; do
    tamper "a changed $column" "UPDATE audit SET $column = $column || 'x' WHERE $row" "$changed"
done
tamper "a changed list of cases" "UPDATE audit SET cases = X'0000000000000001' WHERE $row" "$changed"
tamper "a changed hash" "UPDATE audit SET hash = zeroblob(32) WHERE $row" "$changed"
tamper "a list that was never shown" "INSERT INTO audit_case VALUES (1, $chain, 5);
    UPDATE list_mark SET seq = 9 WHERE seq < 9" "the index of lists does not follow"
tamper "a removed row" "DELETE FROM audit WHERE $row" "a row is missing"
tamper "a removed first row" "DELETE FROM audit WHERE chain = $chain AND seq = 1" "a row is missing"
tamper "two swapped rows" "UPDATE audit SET seq = -5 WHERE $row; UPDATE audit SET seq = 5 WHERE $next;
    UPDATE audit SET seq = 6 WHERE chain = $chain AND seq = -5" "$changed"
tamper "a cut tail, by kept heads" "DELETE FROM audit WHERE chain = $chain AND seq >
    (SELECT max(seq) - 2 FROM audit WHERE chain = $chain)" "rows were cut off" --heads "$folder/heads"
tamper "a chain cut off whole, by kept heads" "DELETE FROM audit WHERE chain = $chain" "rows were cut off" \
    --heads "$folder/heads"
tamper "a changed baton history" "UPDATE baton_event SET by_function = (SELECT max(id) FROM unit_function)
    WHERE case_id = (SELECT min(id) FROM case_file) AND seq =
    (SELECT min(seq) FROM baton_event WHERE case_id = (SELECT min(id) FROM case_file))" "Batons: [^s]"
tamper "a shortened baton history" "DELETE FROM baton_event WHERE rowid = (SELECT max(rowid) FROM baton_event)" \
    "Batons: [^s]"
tamper "another holder" "UPDATE case_file SET holder_function = (SELECT f.id FROM unit_function f
    WHERE f.id <> case_file.holder_function LIMIT 1) WHERE id = (SELECT min(id) FROM case_file)" "Batons: [^s]"

# A flipped bit: in a name, a key, a file, a conversation; and a value that is whole, but stands in another row.
flip() { echo "UPDATE $1 SET $2 = substr($2, 1, length($2) - 1) || CASE substr($2, -1) WHEN X'00' THEN X'01' ELSE X'00' END"; }
tamper "a flipped bit in a name" "$(flip child given_name) WHERE case_id = (SELECT max(case_id) FROM child)" \
    "1 of [0-9]* are damaged. The first: sealed value child.given_name of "
tamper "a name that was moved" "UPDATE child SET given_name = family_name WHERE case_id = (SELECT max(case_id) FROM child)" \
    "1 of [0-9]* are damaged"
tamper "a flipped bit in a case's key" "$(flip case_file wrapped_key) WHERE id = (SELECT max(id) FROM case_file)" "are damaged"
tamper "a flipped bit in a file" "$(flip case_blob_chunk bytes) WHERE rowid = 1" "1 of [0-9]* are damaged. The first: .*case_blob"
tamper "a flipped bit between units" "$(flip unit_message text) WHERE rowid = 1" "1 of [0-9]* are damaged. The first: .*unit_message"

# Each sealed column that the demo fills is opened: all that hold bytes, but for hashes, tokens and wrapped keys.
rm -f "$store"*
cp "$folder/whole.db" "$store"
count=$(sqlite3 "$store" "SELECT 'SELECT ' || group_concat('(SELECT count(*) FROM ' || t.name || ' WHERE length(' || c.name || ') > 0)', ' + ')
    FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND upper(c.type) = 'BYTEA'
    AND t.name NOT IN ('account', 'session', 'login_guard', 'audit', 'key_mark', 'case_file', 'baton_event', 'paper_version',
        'paper_chunk', 'calendar_feed', 'passkey', 'passkey_challenge', 'factor_setup', 'backup_code')
    AND t.name || '.' || c.name NOT IN ('unit_thread.wrapped_key', 'case_ask.token', 'case_ask.code')")
there=$(sqlite3 "$store" "$count")
"$binary" verify --json >"$folder/said" 2>&1
if [ "$there" -gt 100 ] && grep -q "\"sealed_values\":$there,\"damaged\":0" "$folder/said"; then
    echo "ok tamper: verify opens each of $there sealed values"
else
    echo "FAIL tamper: $there sealed values, $(cat "$folder/said")"
    status=1
fi

# What is untouched stays sound, and what triggers guard is refused without dropping them.
rm -f "$store"*
cp "$folder/whole.db" "$store"
for sql in "UPDATE audit SET outcome = 'x'" "DELETE FROM audit" "UPDATE baton_event SET kind = 1" \
    "DELETE FROM baton_event" "DELETE FROM case_file"; do
    if sqlite3 -bail "$store" "$sql" >/dev/null 2>&1; then
        echo "FAIL tamper: $sql is let through"
        status=1
    else
        echo "ok tamper: a trigger refuses $sql"
    fi
done
if "$binary" verify --heads "$folder/heads" >"$folder/said"; then
    echo "ok tamper: what is untouched is sound"
else
    echo "FAIL tamper: $(cat "$folder/said")"
    status=1
fi
exit $status
