// A meeting from plan to approved minutes by four people without JavaScript, and what it changes in the agreement.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, holds, send } from "./lib.mjs";

const LANGS = ["nn", "en", "nb"];
const TITLE = "Samarbeidsavtale mellom Helse Midt-Norge RHF og Bufetat region Midt-Norge";
const BODY = "RSBU Midt-Norge";
const ITEM = "Felles opplæring";

const pathOf = (person) => new URL(person.page.url()).pathname;

const speak = async (person, lang) => {
  await person.page.click(".bruker");
  await person.page.locator(`#brukermeny button[name="sprak"][value="${lang}"]`).click();
};

const linkTo = async (person, page, text) => {
  await person.get(page);
  return person.page.locator("main a", { hasText: text }).last().getAttribute("href");
};

// Planned for today, by who runs the body.
const plan = async (person, organ, start, slutt) => {
  await person.get(`${organ}/mote`);
  await send(person, "Lagre", {
    "dag-dag": "23", "dag-maned": "11", "dag-ar": "2026", start, slutt, sted: "Trondheim",
  });
  return pathOf(person);
};

const propose = async (person, organ, tittel) => {
  await person.get(`${organ}/sak`);
  await send(person, "Send forslaget", { tittel, type: "decision", tekst: "Skal vi lære sammen?", minutter: "20" });
};

// AU's advice puts it on the agenda of the day's meeting that is still open.
const prepare = async (person, organ, tittel) => {
  await person.get(organ);
  await person.page.locator("a", { hasText: `Forbered ${tittel}` }).click();
  await send(person, "Sett på sakslisten", { mote: { has: "23. november 2026" }, rad: "Vedtas." });
};

const approve = async (person, meeting) => {
  await person.get(meeting);
  await send(person, "Godkjenn sakslisten");
};

const hold = async (person, meeting) => {
  await person.get(`${meeting}/holdt`);
  await send(person, "Møtet er holdt", { resten: "1" });
};

const pointsSay = async (person, point, words) => {
  await person.get(point);
  await person.sees(words);
};

export const tests = {
  "from plan to approved minutes, and the verdict changes": async (world) => {
    const plain = { javaScriptEnabled: false };
    const ingrid = await Person.open(world, "ingrid", plain);
    const ola = await Person.open(world, "ola", plain);
    const siri = await Person.open(world, "siri", plain);
    const rita = await Person.open(world, "rita", plain);
    const organ = await linkTo(ingrid, "/organ", BODY);
    const meetings = `${await linkTo(ingrid, "/avtaler", TITLE)}/punkt/A07`;
    await pointsSay(ingrid, meetings, "2 av 3");

    const meeting = await plan(ingrid, organ, "10:00", "12:00");
    await propose(ola, organ, ITEM);
    await prepare(siri, organ, ITEM);
    await ingrid.get(meeting);
    await ingrid.sees("Sakslisten venter på godkjenning");
    await approve(ingrid, meeting);
    await approve(ola, meeting);
    await ola.get(meeting);
    await send(ola, "Kall inn til møtet");
    await ola.sees("Innkalt");

    // an invited member sees the agenda, and has nothing to press
    await rita.get(meeting);
    await rita.sees(ITEM);
    assert((await rita.page.locator("main form").count()) === 0, "an invited member was given a form");

    await hold(ingrid, meeting);
    await ingrid.page.locator("a", { hasText: `Skriv referat ${ITEM}` }).click();
    await send(ingrid, "Lagre", { referat: "Enighet om felles opplæring.", vedtak: "Opplæringen er felles fra nyttår.",
      oppgave: "Skrive kursplan", hvem: { has: "Ola Regionsen" }, "frist-dag": "15", "frist-maned": "1", "frist-ar": "2027" });
    await ingrid.sees("RSBU 3/26");
    await ingrid.sees("Skrive kursplan");
    await send(ingrid, "Send referatet");
    await ingrid.sees("Referat sendt");

    // the action point waits for its owner, and stands on the next agenda
    await ola.get("/organ");
    await ola.sees("Skrive kursplan");
    const next = await plan(ingrid, organ, "13:00", "14:00");
    await ingrid.sees("Skrive kursplan");
    await propose(ola, organ, "Referat");
    await prepare(siri, organ, "Referat");
    await approve(ingrid, next);
    await approve(ola, next);
    await ingrid.get(next);
    await send(ingrid, "Kall inn til møtet");
    await hold(ingrid, next);
    await ingrid.get(`${meeting}/godkjent`);
    await send(ingrid, "Referatet er godkjent", { mote: { has: "23. november 2026" } });
    await ingrid.sees("Referat godkjent");

    await pointsSay(ingrid, meetings, "4 av 3");
    await ingrid.sees("RSBU Midt-Norge, 23. november 2026");
    const admin = await Person.open(world, "admin", plain);
    await admin.get("/utboks");
    await admin.sees(`Innkalling til møte: ${BODY}`);
    for (const person of [ingrid, ola, siri, rita, admin]) await person.close();
  },

  "a document of a meeting: put, looked at, replaced, released by both, removed": async (world) => {
    const plain = { javaScriptEnabled: false };
    const ingrid = await Person.open(world, "ingrid", plain);
    const ola = await Person.open(world, "ola", plain);
    const rita = await Person.open(world, "rita", plain);
    const nobody = await Person.open(world, null, plain);
    const organ = await linkTo(ingrid, "/organ", BODY);
    const meeting = await linkTo(ingrid, organ, "3. desember 2026");
    const file = (text) => ({ name: "budsjett.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
    const title = "Utkast til budsjett";

    await ingrid.get(`${meeting}/dokumenter`);
    await ingrid.page.setInputFiles("#fil", file("<html><script>"));
    await send(ingrid, "Lagre dokumentet", { tittel: title }, { wrong: true });
    await ingrid.sees("Denne typen fil kan ikke legges ved.");
    assert((await ingrid.page.inputValue("#tittel")) === title, "the title is lost");
    await ingrid.page.setInputFiles("#fil", file("Vi foreslår 100 kroner."));
    await send(ingrid, "Lagre dokumentet");
    await ingrid.sees("Vi foreslår 100 kroner.");
    const paper = pathOf(ingrid);
    await ingrid.page.setInputFiles("#fil", file("Vi foreslår 200 kroner."));
    await send(ingrid, "Lagre versjonen");
    await ingrid.sees("Last ned versjon 2");

    await rita.get(meeting);
    await rita.page.click(`text=${title}`);
    await rita.sees("Vi foreslår 200 kroner.");
    assert((await rita.page.locator("main form").count()) === 0, "an invited member was given a form");

    await send(ingrid, "Frigi til offentligheten");
    await nobody.get("/offentlig/dokumenter");
    assert(!(await nobody.text()).includes(title), "public with one party's release");
    await ola.get(paper);
    await send(ola, "Frigi til offentligheten");
    await nobody.get("/offentlig/dokumenter");
    await nobody.sees(title);
    assert((await nobody.page.context().cookies()).length === 0, "a public page sets a cookie");

    await ingrid.get(paper);
    await ingrid.page.click('a[href$="/fjern"]');
    await send(ingrid, "Fjern dokumentet", {}, { wrong: true });
    await send(ingrid, "Fjern dokumentet", { grunn: "Feil utkast" });
    await ingrid.sees("Feil utkast");
    await nobody.get("/offentlig/dokumenter");
    assert(!(await nobody.text()).includes(title), "a removed document is public");
    for (const person of [ingrid, ola, rita, nobody]) await person.close();
  },

  "each page of a body, in three languages": async (world) => {
    const ingrid = await Person.open(world, "ingrid");
    const organ = await linkTo(ingrid, "/organ", BODY);
    const meeting = await linkTo(ingrid, organ, "3. desember 2026");
    const seat = await linkTo(ingrid, `${organ}/medlemmer`, "Stig Fylkesen");
    const paper = await linkTo(ingrid, meeting, "Simulering med to til seks team");
    const evidence = `${await linkTo(ingrid, "/avtaler", TITLE)}/punkt/A26`;
    const proof = await linkTo(ingrid, evidence, "Felles fagdag om traumer");
    const pages = [`${meeting}/dokumenter`, paper, `${paper}/fjern`, "/offentlig/dokumenter", "/offentlig/bevis", evidence, proof,
      "/organ", organ, `${organ}/sak`, `${organ}/mote`, `${organ}/arshjul`, `${organ}/medlemmer`,
      `${organ}/medlemmer/ny`, `${organ}/enheter/ny`, `${organ}/regler`, seat, "/offentlig/referater", meeting, `${meeting}/endre`,
      `${meeting}/avlys`, `${meeting}/holdt`];
    for (const lang of LANGS) {
      await ingrid.get("/organ");
      await speak(ingrid, lang);
      for (const path of pages) {
        const answer = await ingrid.get(path);
        assert(answer.status() === 200, `${path}: ${answer.status()}`);
        await holds(ingrid, lang);
      }
    }
    await ingrid.close();
    return `${pages.length * LANGS.length} pages`;
  },
};
