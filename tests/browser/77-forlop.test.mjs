// Pathways, referrals and disagreements in the browser: the pages hold in every look, and a step is recorded without script.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, holds, send } from "./lib.mjs";

const pathOf = (person) => new URL(person.page.url()).pathname;

// The child for whom the demo runs a pathway.
const openIver = async (person) => {
  await person.get("/barn");
  await person.follow(person.page.locator("table a", { hasText: "Iver" }).first());
  return pathOf(person);
};

export const tests = {
  "the list and a definition with its picture": async (world) => {
    const tone = await Person.open(world, "tone");
    await tone.get("/forlop");
    await holds(tone);
    await tone.get("/forlop/national_child_welfare/2023.1");
    await holds(tone);
    assert((await tone.page.locator(".lop .hend").count()) === 14, "the picture does not have every step");
    await tone.close();
  },
  "a child's pathway, and a step that is recorded": async (world) => {
    const tone = await Person.open(world, "tone");
    const child = await openIver(tone);
    await tone.get(`${child}/forlop`);
    await holds(tone);
    await tone.follow(tone.page.locator("h2 a").first());
    const run = pathOf(tone);
    await holds(tone);
    await tone.follow(tone.page.locator("table a.hovedlenke").first());
    await holds(tone);
    await tone.follow(tone.page.locator('form.skjema button[type="submit"]'));
    assert(pathOf(tone) === run, `not back at the pathway: ${await tone.text()}`);
    await tone.sees("Samarbeidsmøte: hva trengs?");
    await tone.close();
  },
  "a draft is made, changed and thrown away": async (world) => {
    const ingrid = await Person.open(world, "ingrid");
    await ingrid.get("/forlop/anxiety/0.1/kopi");
    await holds(ingrid);
    await send(ingrid, "Lag utkastet", { versjon: "prove-1" });
    await holds(ingrid);
    await ingrid.follow(ingrid.page.locator("table a.hovedlenke").first());
    await holds(ingrid);
    await send(ingrid, "Lagre steget", { tittel: "" }, { wrong: true });
    await holds(ingrid);
    await send(ingrid, "Lagre steget", { tittel: "Snakk med barnet" });
    await ingrid.sees("Snakk med barnet");
    await send(ingrid, "Forkast utkastet");
    assert(pathOf(ingrid) === "/forlop", "not back at the list");
    await ingrid.get("/forlop/tall");
    await holds(ingrid);
    await ingrid.close();
  },
  "referral and disagreement": async (world) => {
    const leif = await Person.open(world, "leif");
    await leif.get("/barn?vis=enhet");
    await leif.follow(leif.page.locator("table a", { hasText: "Iver" }).first());
    const child = pathOf(leif);
    await leif.get(`${child}/henvisning`);
    await holds(leif);
    await leif.get(`${child}/avklaring`);
    await holds(leif);
    await leif.close();
    const ingrid = await Person.open(world, "ingrid");
    await ingrid.get("/avklaring");
    await holds(ingrid);
    await ingrid.get("/forlop/ny");
    await holds(ingrid);
    await ingrid.close();
  },
};
