// The capacity simulator: a scenario in the address, errors at their fields, progress, cancel, files, without script.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, computed, holds } from "./lib.mjs";

const QUICK = "/kapasitet?omrade=nord&aar=1&kjoringer=20";
const LONG = "/kapasitet?omrade=landet&aar=20&kjoringer=3000";

export const tests = {
  "capacity: an adviser gets an answer and shares it as a link": async (world) => {
    const ingrid = await Person.open(world, "ingrid");
    await ingrid.get("/");
    await ingrid.page.click('nav a[href="/kapasitet"]');
    await ingrid.sees("Forutsetninger");
    await ingrid.get(QUICK);
    await computed(ingrid.page);
    await ingrid.sees("Det trengs");
    await ingrid.sees("Køen vokser uten stans");
    assert(!(await ingrid.text()).includes("NaN"), "NaN");
    await holds(ingrid);
    const link = await ingrid.page.getByRole("link", { name: "Lenke til dette scenariet" }).getAttribute("href");
    const said = await ingrid.page.locator("#svar").innerText();
    await ingrid.close();
    const ola = await Person.open(world, "ola");
    await ola.get(link);
    await computed(ola.page);
    assert((await ola.page.locator("#svar").innerText()) === said, "the link gave another answer");
    await ola.close();
  },

  "capacity: more teams, filled in the form, keep up": async (world) => {
    const liv = await Person.open(world, "liv");
    await liv.get(QUICK);
    await liv.page.getByText("Team", { exact: true }).first().click();
    await liv.page.fill("#team_nord", "9");
    await liv.page.getByRole("button", { name: "Beregn" }).first().click();
    await computed(liv.page);
    assert(!(await liv.text()).includes("Køen vokser uten stans"), "nine teams do not keep up");
    await liv.sees("Endret av deg");
    assert(liv.page.url().includes("team_nord=9"), liv.page.url());
    await liv.close();
  },

  "capacity: each field says what is wrong, and keeps what was typed": async (world) => {
    const ingrid = await Person.open(world, "ingrid");
    const answer = await ingrid.get("/kapasitet?krav=120&maal=abc&haster=80&snart=30&plan=moss");
    assert(answer.status() === 422, `${answer.status()}`);
    await ingrid.sees("Skriv et tall fra 50 til 99.9.");
    assert((await ingrid.page.inputValue("#krav")) === "120", "krav was lost");
    assert((await ingrid.page.inputValue("#maal")) === "abc", "maal was lost");
    assert((await ingrid.page.locator("[aria-invalid]").count()) === 3, "not three fields are wrong");
    await holds(ingrid);
    const both = await ingrid.get("/kapasitet?haster=80&snart=30");
    assert(both.status() === 422, `${both.status()}`);
    await ingrid.sees("mer enn 100 prosent");
    assert(await ingrid.page.locator("#snart").isVisible(), "the group with the fault is closed");
    await ingrid.close();
  },

  "capacity: a long run shows how far it is, and stops": async (world) => {
    const ingrid = await Person.open(world, "ingrid");
    await ingrid.get(LONG);
    const bar = ingrid.page.locator("#framdrift-m");
    assert(await bar.isVisible(), "no progress");
    for (let i = 0; i < 100 && !((await bar.getAttribute("value")) > 0); i++) await ingrid.page.waitForTimeout(150);
    assert((await bar.getAttribute("value")) > 0, "the progress does not move");
    await holds(ingrid);
    await ingrid.page.getByRole("button", { name: "Avbryt" }).click();
    // The run ends with the piece that is being computed.
    await ingrid.page.getByText("Beregningen ble avbrutt").waitFor({ timeout: 30000 });
    await ingrid.sees("Regn likevel ferdig");
    await ingrid.close();
  },

  "capacity: without script": async (world) => {
    const ingrid = await Person.open(world, "ingrid", { javaScriptEnabled: false });
    await ingrid.get(QUICK + "&fro=7");
    await ingrid.sees("Ventetid etter antall team");
    assert((await ingrid.page.locator("svg[role=img]").count()) === 3, "not three charts");
    const follow = ingrid.page.getByRole("link", { name: "Følg framdriften" });
    if (await follow.count()) {
      await follow.click();
      await ingrid.page.waitForURL(/\/kapasitet\?/, { timeout: 60000 });
    }
    await ingrid.sees("Det trengs");
    await ingrid.close();
  },

  "capacity: files, three languages": async (world) => {
    const ingrid = await Person.open(world, "ingrid");
    const query = QUICK.slice(QUICK.indexOf("?"));
    const json = await ingrid.context.request.get(`/kapasitet/svar.json${query}`);
    assert((await json.json()).inputs.omrade === "nord", "json");
    const csv = await (await ingrid.context.request.get(`/kapasitet/svar.csv${query}`)).text();
    assert(csv.startsWith("part,scope,name,at,mean,low,high,unit\n"), csv.slice(0, 80));
    const pdf = await ingrid.context.request.get(`/kapasitet/svar.pdf${query}`);
    assert((await pdf.body()).subarray(0, 5).toString() === "%PDF-", "pdf");
    await ingrid.close();
    const siri = await Person.open(world, "siri");
    await siri.get(QUICK);
    await computed(siri.page);
    for (const [lang, words] of [["nn", "Føresetnader"], ["en", "Assumptions"], ["nb", "Forutsetninger"]]) {
      await siri.page.click('button[popovertarget="brukermeny"]');
      await siri.page.click(`#brukermeny button[name="sprak"][value="${lang}"]`);
      await siri.sees(words);
      assert(siri.page.url().includes("omrade=nord"), "the scenario was lost with the language");
      assert((await siri.page.getAttribute("html", "lang")) === lang, `the page is not in ${lang}`);
    }
    await siri.close();
  },

  "capacity: not for those who do not plan": async (world) => {
    const tone = await Person.open(world, "tone");
    assert((await tone.get("/kapasitet")).status() === 403, "a caseworker came in");
    await tone.close();
  },
};
