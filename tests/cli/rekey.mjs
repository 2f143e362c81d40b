// A new master key while two processes answer: rekey.mjs HELHET [POSTGRESQL]
// SPDX-License-Identifier: EUPL-1.2
// No answer fails, every row opens afterwards, and no column of the schema, whatever its table, holds a key that the old master key wraps.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { finish, Person, Site, tell } from "../crash/lib.mjs";

const [binary, database] = process.argv.slice(2);
const where = database ? "postgresql" : "sqlite";
const people = ["tone", "mari", "kine", "berit", "nils", "siri", "anne", "leif"];
const pagesEach = 40;
const rounds = 3;
const run = promisify(execFile); // the event loop goes on: requests are in flight meanwhile

// Every column that holds bytes, whichever migration made it.
function byteColumns(site) {
  const sql = database
    ? "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'bytea'"
    : "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND upper(p.type) IN ('BLOB', 'BYTEA')";
  return site.rows(sql);
}

// Rows of each such column that begin as a key wrapped by this master key does; sealed fields begin with their form.
function wrappedBy(site, version) {
  const hex = version.toString(16).padStart(8, "0") + "01";
  const found = {};
  for (const [table, column] of byteColumns(site)) {
    const begins = database ? `substr(${column}, 1, 5) = '\\x${hex}'::bytea` : `substr(${column}, 1, 5) = x'${hex}'`;
    // A wrapped key has one length; lists of ids in the audit are of no such length.
    const n = site.count(`SELECT count(*) FROM ${table} WHERE length(${column}) = 93 AND ${begins}`);
    if (n > 0) found[`${table}.${column}`] = n;
  }
  return found;
}

// What somebody sees from the front page on, one link after the other, until `enough()`.
async function look(site, login, enough) {
  const who = new Person(site, login);
  const asked = new Set(["/", "/barn", "/meldinger", "/meldinger/enheter"]);
  const bad = [];
  let n = 0;
  await who.logIn();
  for (const path of asked) {
    const answer = await who.get(path);
    if (answer.status >= 500) bad.push(`${login} ${path} ${answer.status}`);
    for (const [, link] of answer.body.matchAll(/href="(\/[^"#?]*)"/g))
      if (asked.size < pagesEach && !/^\/(logg-|assets|statisk|bytt|.*\.(css|svg|js|pdf|ics|csv|xlsx)$)/.test(link)) asked.add(link);
    n++;
    if (enough()) break;
  }
  return { n, bad };
}

const site = new Site(binary, database);
try {
  const columns = byteColumns(site).length;
  const before = wrappedBy(site, 1);
  tell(columns > 60 && before["case_file.wrapped_key"] > 0 && before["unit_thread.wrapped_key"] > 0, `${where}: ${columns} columns of bytes, keys in ${Object.keys(before)}`);
  const second = Object.create(site);
  await site.start();
  await second.start();
  let over = false;
  const looks = people.map((login, i) =>
    (async () => {
      const sum = { n: 0, bad: [] };
      while (!over) {
        const one = await look(i % 2 ? second : site, login, () => over);
        sum.n += one.n;
        sum.bad.push(...one.bad);
      }
      return sum;
    })(),
  );
  for (let i = 0; i < rounds; i++) {
    await run(binary, ["rekey"], { env: site.env });
    site.server.kill("SIGHUP");
    second.server.kill("SIGHUP");
    await run(binary, ["rekey", "--finish"], { env: site.env });
  }
  const status = JSON.parse(site.run("rekey", "--status", "--json"));
  over = true;
  const sums = await Promise.all(looks);
  const bad = sums.flatMap((s) => s.bad);
  const n = sums.reduce((all, s) => all + s.n, 0);
  tell(n > people.length && bad.length === 0, `${where}: ${n} answers of two processes while keys changed`, bad.slice(0, 5).join("; "));
  tell(status.left === 0, `${where}: no key is left under the old master key`, JSON.stringify(status));
  const old = Object.assign({}, ...Array.from({ length: rounds }, (_, i) => wrappedBy(site, i + 1)));
  tell(Object.keys(old).length === 0, `${where}: nor in any column of the schema`, JSON.stringify(old));
  const now = wrappedBy(site, rounds + 1);
  tell(JSON.stringify(now) === JSON.stringify(before), `${where}: the same keys under the new one`, `${JSON.stringify(before)} then ${JSON.stringify(now)}`);
  const after = await Promise.all(people.map((login, i) => look(i % 2 ? site : second, login, () => false)));
  const wrong = after.flatMap((s) => s.bad);
  tell(wrong.length === 0, `${where}: ${after.reduce((all, s) => all + s.n, 0)} pages open afterwards`, wrong.slice(0, 5).join("; "));
  await second.stop();
  await site.stop();
  tell(site.verify().sound, `${where}: verify`);
} finally {
  site.server?.kill("SIGKILL");
  site.remove();
}
finish();
