// A committee's year: agenda, minutes, decision, plan endorsed, evaluation of both parties; and the agreement's verdicts change.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, holds, send } from "./lib.mjs";

const TITLE = "Samarbeidsavtale mellom Helse Midt-Norge RHF og Bufetat region Midt-Norge";
const BODY = "RSBU Midt-Norge";
const PLAN = "Felles handlingsplan 2027–2028";
const ITEM = "Evaluere året";

const pathOf = (person) => new URL(person.page.url()).pathname;

const linkTo = async (person, page, text) => {
  await person.get(page);
  return person.page.locator("main a").filter({ hasText: new RegExp(`^${text}$`) }).last().getAttribute("href");
};

const says = async (person, point, words, there = true) => {
  await person.get(point);
  assert((await person.text()).includes(words) === there, `${point}: "${words}" is ${there ? "not " : ""}there`);
};

// How many meetings of three the year has by now; other tests hold some too.
const meetingsIn = async (person, point) => {
  await person.get(point);
  return Number((await person.text()).match(/(\d+) av 3/)[1]);
};

// AU's advice puts a matter on the day's agenda.
const prepare = async (siri, organ, title) => {
  await siri.get(organ);
  await siri.page.locator("a", { hasText: `Forbered ${title}` }).click();
  await send(siri, "Sett på sakslisten", { mote: { has: "23. november 2026" }, rad: "Vedtas." });
};

const record = async (ingrid, meeting, title, vedtak) => {
  await ingrid.get(meeting);
  await ingrid.page.locator("a", { hasText: `Skriv referat ${title}` }).click();
  await send(ingrid, "Lagre", { referat: "Partene var enige.", vedtak });
};

const writePlan = async (ingrid, organ) => {
  await ingrid.get(`${organ}/plan`);
  await send(ingrid, "Start neste plan", { tittel: PLAN, "start-dag": "1", "start-maned": "1", "start-ar": "2027" });
  await send(ingrid, "Legg til tiltaket", { mal: "Alle kjenner avtalen", tiltak: "Gjennomgang i alle ledergrupper",
    "fra-dag": "1", "fra-maned": "2", "fra-ar": "2027", "til-dag": "30", "til-maned": "6", "til-ar": "2027",
    budsjett: "Ingen utgifter" });
  await ingrid.sees("Budsjett: Ingen utgifter");
  await holds(ingrid);
  await send(ingrid, "Legg fram som sak");
  await ingrid.sees("Lagt fram");
};

// The other party has submitted in the demo.
const evaluate = async (ingrid, organ) => {
  await ingrid.get(`${organ}/evaluering`);
  await holds(ingrid);
  await send(ingrid, "Lever evalueringen", { endring: "Flere felles fagdager." }, { wrong: true });
  await holds(ingrid);
  await send(ingrid, "Lever evalueringen", { pastand3: "5", pastand4: "4", virker: "Planen er tydelig.", endring: "Flere fagdager." });
  await ingrid.sees("Svarene side om side");
  await ingrid.sees("Flere fagdager.");
  await holds(ingrid);
};

export const tests = {
  "a committee's year changes the verdicts": async (world) => {
    const plain = { javaScriptEnabled: false };
    const ingrid = await Person.open(world, "ingrid");
    const ola = await Person.open(world, "ola", plain);
    const siri = await Person.open(world, "siri", plain);
    const organ = await linkTo(ingrid, "/organ", BODY);
    const avtale = await linkTo(ingrid, "/avtaler", TITLE);
    const point = (ref) => `${avtale}/punkt/${ref}`;

    const before = await meetingsIn(ingrid, point("A07"));
    await says(ingrid, point("A09"), "Planen går ut, og ingen ny er klar");
    await says(ingrid, point("A14"), "Ikke evaluert i siste møte i 2026");

    await evaluate(ingrid, organ);
    await says(ingrid, point("A14"), "Ikke evaluert i siste møte i 2026"); // the meeting has not treated it
    await writePlan(ingrid, organ);

    await ingrid.get(`${organ}/mote`);
    await send(ingrid, "Lagre", { "dag-dag": "23", "dag-maned": "11", "dag-ar": "2026", start: "10:00", slutt: "12:00", sted: "Trondheim" });
    const meeting = pathOf(ingrid);
    await ola.get(`${organ}/sak`);
    await send(ola, "Send forslaget", { tittel: ITEM, type: "decision", tema: "evaluation", tekst: "Punkt 4.1.", minutter: "30" });
    await prepare(siri, organ, ITEM);
    await prepare(siri, organ, PLAN);
    for (const person of [ingrid, ola]) {
      await person.get(meeting);
      await send(person, "Godkjenn sakslisten");
    }
    await ingrid.get(meeting);
    await holds(ingrid);
    await send(ingrid, "Kall inn til møtet");
    await ingrid.get(`${meeting}/holdt`);
    await send(ingrid, "Møtet er holdt", { resten: "1" });
    await record(ingrid, meeting, PLAN, "RSBU slutter seg til handlingsplanen.");
    await record(ingrid, meeting, ITEM, "Avtalen videreføres.");
    const decision = (await ingrid.text()).match(/(RSBU \d+\/26): RSBU slutter seg/)[1];
    await send(ingrid, "Send referatet");
    await ingrid.sees("Referat sendt");

    await says(ingrid, point("A09"), "Planen går ut, og ingen ny er klar", false); // AU drafted the next one
    for (const person of [ingrid, ola]) {
      await person.get(`${organ}/plan`);
      await send(person, "Registrer vår tilslutning", { vedtak: { has: `${decision}:` } });
    }
    await ingrid.get(`${organ}/plan`);
    await ingrid.sees("I kraft");
    await holds(ingrid);

    assert((await meetingsIn(ingrid, point("A07"))) === before + 1, "the meeting is no evidence of A07");
    await says(ingrid, point("A09"), "Oppfylt");
    await says(ingrid, point("A14"), "Ikke evaluert i siste møte i 2026", false);
    await ingrid.page.locator("main a", { hasText: `${BODY} 2026` }).click();
    await ingrid.sees("Svarene side om side");
    await ingrid.get(`${organ}/arshjul?ar=2027`);
    await ingrid.sees(`Begynner: ${PLAN}`);
    await holds(ingrid);
    await ingrid.get("/avtaler/oversikt");
    await ingrid.sees("Bufetat region Midt-Norge");
    await holds(ingrid);
    for (const person of [ingrid, ola, siri]) await person.close();
  },
};
