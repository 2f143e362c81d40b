// The year of a child of fourteen in the browser: plan, consent, pathway and message as staff see them, and what the child reads.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, holds, send } from "./lib.mjs";

const pathOf = (person) => new URL(person.page.url()).pathname;

export const tests = {
  "the child speaks, staff act, the child reads what became of it": async (world) => {
    const child = await Person.open(world, "ung");
    await child.get("/min-side");
    await send(child, "Send", { ord: "Jeg vil at noen på BUP skal høre på meg." });
    await child.sees("noen på BUP skal høre på meg");

    const tone = await Person.open(world, "tone");
    await tone.get("/barn");
    await tone.page.click("text=Selma, 14 år");
    const own = pathOf(tone);
    await tone.get(`${own}/plan/ny`);
    await send(tone, "Lagre", { slag: "child_goal", tekst: "Jeg vil sove om natta" });
    await tone.get(`${own}/samtykke/hvem`);
    await tone.sees("Barnet er 14 år.");
    await tone.get(`${own}/forlop`);
    await tone.page.getByLabel("Nasjonalt forløp for barnevern", { exact: false }).first().check();
    await tone.page.getByRole("button", { name: "Start et forløp" }).click();
    assert(/\/forlop\/.+/.test(pathOf(tone)), `not at the pathway: ${await tone.text()}`);
    await holds(tone);
    await tone.page.locator("table a.hovedlenke", { hasText: "Se behovet for kartlegging av helse" }).click();
    await send(tone, "Lagre det som skjedde", { hva: "gjort" });
    await tone.sees("Informer og innhent samtykke");
    await tone.get(`${own}/stemme`);
    const form = tone.page.locator("form", { has: tone.page.locator('textarea[name^="gjort-"]') }).first();
    await form.locator('select[name^="ble-"]').selectOption("yes");
    await form.locator('[name^="vekt-"]').fill("Selma fikk som hun ville.");
    await form.locator('[name^="gjort-"]').fill("Vi spør BUP på mandag.");
    await form.getByRole("button").first().click();
    await tone.page.waitForLoadState();
    await tone.close();

    await child.get("/min-side");
    await child.sees("Vi spør BUP på mandag.");
    await holds(child);
    await child.get("/min-side/logg");
    await child.sees("Tone Demovik");
    await holds(child);
    await child.close();
  },
};
