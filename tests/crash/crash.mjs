// Kills the server under load, again and again, and looks for what was acknowledged: crash.mjs BINARY KILLS [URL CRASH-COMMAND].
// SPDX-License-Identifier: EUPL-1.2
//
// People open cases, hand over batons and look at children. After every kill the store must prove sound. At the end:
// each acknowledged write is there, each acknowledged look has its row in the audit, and what was sent twice with one
// token (because its answer was lost) took effect once. CRASH-COMMAND ends PostgreSQL itself, every third time.
// HELHET_CRASH_SPOIL=1: the test believes in one acknowledgement of each kind that never was, and must fail.
import { execSync } from "node:child_process";
import { Person, Site, field, finish, newCase, tell } from "./lib.mjs";

const [binary, kills, database, crashCommand] = process.argv.slice(2);
const site = new Site(binary, database);
const name = database ? "postgresql" : "sqlite";

// What was acknowledged, and what is not known yet.
const opened = []; // { who, path, name }
const looks = new Map(); // account → looks and lists answered
const lost = []; // { who, path, form, name }
const faults = [];
const count = { opened: 0, offers: 0, accepted: 0, lostOffers: 0, lostAnswers: 0, retried: 0, done: 0, refused: 0 };
let serial = 0;
let running = false;

const looked = (who) => looks.set(who.login, (looks.get(who.login) ?? 0) + 1);

const look = async (who, path) => {
  const page = await who.get(path);
  if (page.status === 200) looked(who);
  else if (page.status !== 503) faults.push(`${who.login} GET ${path}: ${page.status}`);
  return page;
};

const open = async (who) => {
  const page = await who.get("/barn/ny");
  if (page.status !== 200) return;
  const form = newCase(page.body, `Krasjina${(serial += 1)}`);
  const attempt = { who, path: "/barn/ny", form, name: form.fornavn };
  let answer;
  try {
    answer = await who.post("/barn/ny", form);
  } catch (e) {
    lost.push(attempt);
    throw e;
  }
  if (answer.status === 303) opened.push({ who, path: answer.location, name: form.fornavn });
  else if (answer.status === 503) lost.push(attempt); // it may say: perhaps
  else faults.push(`${who.login} opens a case: ${answer.status}`);
};

// Offers one's own new case to a colleague, who accepts: two writes by two people.
const handOver = async (who) => {
  const mine = opened.filter((c) => c.who === who && !c.offered);
  const one = mine[Math.floor(Math.random() * mine.length)];
  if (!one) return;
  one.offered = true;
  const page = await look(who, `${one.path}/stafett/ny`);
  const to = new RegExp(`value="([0-9a-z]{13})"[^>]*>\\s*<label[^>]*>${who.colleague.name}`).exec(page.body)?.[1];
  if (page.status !== 200) return;
  if (!to) {
    faults.push(`${who.login} is not offered ${who.colleague.name}`);
    return;
  }
  const form = {
    _csrf: field(page.body, "_csrf"),
    _once: field(page.body.slice(page.body.indexOf("/stafett/ny\"")), "_once"),
    til: to,
    hvorfor: "Prøve av overlevering.",
    grunnlag: "necessary",
  };
  count.lostOffers++;
  const answer = await who.post(`${one.path}/stafett/ny`, form);
  if (answer.status === 503) return;
  count.lostOffers--;
  if (answer.status !== 303) {
    faults.push(`${who.login} offers: ${answer.status}`);
    return;
  }
  count.offers++;
  await accept(who.colleague, answer.location);
};

const accept = async (who, path) => {
  const offer = /\/stafett\/[0-9a-z]{13}/.exec(path)?.[0] ?? (await findOffer(who));
  if (!offer) return;
  const page = await look(who, offer);
  if (page.status !== 200) return;
  count.lostAnswers++;
  const answer = await who.post(offer, { _csrf: field(page.body, "_csrf"), _once: field(page.body, "_once"), svar: "ja", hvorfor: "" });
  if (answer.status === 503) return;
  count.lostAnswers--;
  if (answer.status === 303) count.accepted++;
  else if (answer.status !== 409) faults.push(`${who.login} answers: ${answer.status}`);
};

// The worklist names offers to oneself.
const findOffer = async (who) => {
  const page = await who.get("/");
  if (page.status === 200) looked(who);
  return /href="(\/stafett\/[0-9a-z]{13})"/.exec(page.body)?.[1];
};

// One person's work until the server is gone.
const work = async (who) => {
  while (running) {
    const dice = Math.random();
    try {
      if (dice < 0.3) await open(who);
      else if (dice < 0.4) await handOver(who);
      else if (dice < 0.6) await look(who, "/barn");
      else {
        const seen = opened.filter((c) => c.who === who).slice(-20);
        if (seen.length) await look(who, seen[Math.floor(Math.random() * seen.length)].path);
      }
    } catch {
      return; // it was killed
    }
  }
};

// What was lost is sent again, as a browser would: done now, or "already done".
const retry = async () => {
  while (lost.length) {
    const one = lost[0];
    const answer = await one.who.post(one.path, one.form);
    if (answer.status === 303) opened.push({ who: one.who, path: answer.location, name: one.name });
    else if (answer.status === 409) count.done++;
    else faults.push(`${one.who.login} tries again: ${answer.status}`);
    count.retried++;
    lost.shift();
  }
};

const crash = async (round, people) => {
  const named = round % 2 === 1 ? ["before-commit", "after-commit"][(round >> 1) % 2] : "";
  const whole = crashCommand && round % 3 === 2;
  await site.start(named && !whole ? { HELHET_CRASH_AT: `${named}:${5 + Math.floor(Math.random() * 60)}` } : {});
  try {
    await retry();
    running = true;
    const all = Promise.all(people.map(work));
    if (whole) {
      await new Promise((done) => setTimeout(done, 150 + Math.random() * 400));
      execSync(crashCommand, { stdio: "ignore" });
      running = false;
      await all;
      await site.kill();
    } else if (named) {
      if (!(await site.crashed(15000))) faults.push(`no crash at ${named}`);
    } else {
      await new Promise((done) => setTimeout(done, 100 + Math.random() * 500));
      await site.kill();
    }
    running = false;
    await all;
  } catch {
    running = false; // the crash came while lost work was sent again
    await site.kill();
  }
  const verdict = site.verify();
  if (!verdict.sound) faults.push(`after kill ${round}: ${JSON.stringify(verdict).slice(0, 300)}`);
  return verdict;
};

const main = async () => {
  const before = site.count("SELECT count(*) FROM case_file");
  const people = Object.entries({ tone: "Tone Demovik", mari: "Mari Prøvestad", kine: "Kine Prøvedal",
    odd: "Odd Demohaug", gro: "Gro Klinikkleder", nils: "Nils Behandlersen" }).map(([login, full]) =>
    Object.assign(new Person(site, login), { name: full }));
  people.forEach((who, i) => (who.colleague = people[i ^ 1])); // two and two from one unit
  await site.start();
  for (const who of people) await who.logIn();
  await site.stop();

  let verdict = {};
  const started = Date.now();
  for (let round = 0; round < Number(kills); round++) verdict = await crash(round, people);
  await site.start();
  await retry();
  if (process.env.HELHET_CRASH_SPOIL) {
    opened.push({ who: people[0], path: "/barn/0000000000000", name: "Krasjina" });
    count.offers += 1 + count.lostOffers;
    count.accepted += 1 + count.lostAnswers;
    looks.set("tone", 1000000);
  }

  tell(faults.length === 0, `crash ${name}: ${kills} kills in ${Math.round((Date.now() - started) / 1000)} s, sound after each (${verdict.audit_rows} audit rows)`, faults.slice(0, 5).join("; "));
  const cases = site.count("SELECT count(*) FROM case_file") - before;
  tell(cases === opened.length + count.done, `crash ${name}: ${opened.length} cases were acknowledged, ${count.retried} sent again, each is there once`, `${cases} cases for ${opened.length} + ${count.done} already done`);
  let missing = 0;
  for (const one of opened.slice(-60)) {
    const page = await look(one.who, one.path);
    if (page.status === 404) missing += one.offered ? 0 : 1;
    else if (!page.body.includes(one.name)) missing++;
  }
  tell(missing === 0, `crash ${name}: what was acknowledged is shown`, `${missing} are not`);
  const offers = site.count("SELECT count(*) FROM baton_offer") - 3;
  tell(offers >= count.offers && offers <= count.offers + count.lostOffers, `crash ${name}: ${count.offers} offers`, `${offers}, ${count.lostOffers} unknown`);
  const accepted = site.count("SELECT count(*) FROM baton_offer WHERE state = 2");
  tell(count.accepted > 0 && accepted >= count.accepted && accepted <= count.accepted + count.lostAnswers, `crash ${name}: ${count.accepted} batons accepted`, `${accepted}, ${count.lostAnswers} unknown`);
  const audited = new Map(site.rows("SELECT a.login, count(*) FROM audit u JOIN account a ON a.id = u.account_id WHERE u.outcome = 'done' AND u.action IN ('case.view', 'case.list', 'baton.offer', 'baton.offer.view', 'worklist.view') GROUP BY a.login"));
  for (const [login, n] of looks)
    if (Number(audited.get(login) ?? 0) < n) faults.push(`${login}: ${audited.get(login)} audit rows for ${n} looks`);
  const all = [...looks.values()].reduce((a, b) => a + b, 0);
  tell(!faults.some((f) => f.includes("audit rows for")), `crash ${name}: each of ${all} answered looks is in the audit`, faults.filter((f) => f.includes("audit rows for")).join("; "));
  await site.stop();
  if (faults.length) console.log(site.log.split("\n").filter((line) => line.includes('"internal"')).slice(-5).join("\n"));
  site.remove();
  finish();
};

main().catch((e) => {
  tell(false, `crash ${name}`, e.stack);
  site.server?.kill("SIGKILL");
  finish();
});
