// Agreements: the obligations, the text, a point and its form, what waits, and what is public.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, holds } from "./lib.mjs";

const LANGS = ["nn", "en", "nb"];
const TITLE = "Samarbeidsavtale mellom Helse Midt-Norge RHF og Bufetat region Midt-Norge";

const addressOf = async (person) => {
  await person.get("/avtaler");
  const link = person.page.locator('table a.hovedlenke[lang="nb"]', { hasText: TITLE }).last();
  return link.getAttribute("href");
};

const speak = async (person, lang) => {
  await person.page.click(".bruker");
  await person.page.locator(`#brukermeny button[name="sprak"][value="${lang}"]`).click();
};

export const tests = {
  "every page of an agreement, in three languages": async (world) => {
    const ola = await Person.open(world, "ola");
    const base = await addressOf(ola);
    const pages = ["/avtaler", base, `${base}/tekst`, `${base}/punkt/A07`, `${base}/punkt/A09`, `${base}/punkt/A14`,
      `${base}/punkt/A19`, `${base}/punkt/A27`, `${base}/punkt/A29`, `${base}?dag=2024-05-01`, `${base}?dag=2020-01-01`];
    for (const lang of LANGS) {
      await ola.get("/avtaler");
      await speak(ola, lang);
      for (const path of pages) {
        const answer = await ola.get(path);
        assert(answer.status() === 200, `${path}: ${answer.status()}`);
        await holds(ola, lang);
      }
    }
    await ola.close();
    return `${pages.length * LANGS.length} pages`;
  },

  "evidence changes a verdict, without JavaScript": async (world) => {
    const ingrid = await Person.open(world, "ingrid", { javaScriptEnabled: false });
    const base = await addressOf(ingrid);
    await ingrid.get(`${base}/punkt/A25`);
    await ingrid.page.click('#nytt button[type="submit"]');
    assert((await ingrid.page.title()).startsWith("Feil:"), "nothing was asked for");
    await holds(ingrid);
    await ingrid.page.fill("[name=dag-dag]", "20");
    await ingrid.page.fill("[name=dag-maned]", "11");
    await ingrid.page.fill("[name=dag-ar]", "2026");
    await ingrid.page.fill("#tekst", "Innspill om kurs");
    await ingrid.page.click('#nytt button[type="submit"]');
    await ingrid.sees("Innspill om kurs");
    await ingrid.sees("Oppfylt");
    await ingrid.close();
  },

  "a holder confirms, two parties release, anybody reads": async (world) => {
    const randi = await Person.open(world, "randi");
    const base = await addressOf(randi);
    await randi.get(base);
    await randi.page.click(`form[action="${base}/lest"] button`);
    assert((await randi.page.locator(`form[action="${base}/lest"]`).count()) === 0, "asked again");
    await randi.page.click(`form[action="${base}/slipp"] button`);
    const ola = await Person.open(world, "ola");
    await ola.get(base);
    await ola.page.click(`form[action="${base}/slipp"] button`);
    const nobody = await Person.open(world, null);
    await nobody.get("/offentlig/avtaler");
    await holds(nobody);
    await nobody.page.click(`a[href^="/offentlig/avtaler/"]`);
    await nobody.sees("RSBU holder minst tre møter hvert år.");
    await holds(nobody);
    const cookies = await nobody.context.cookies();
    assert(cookies.length === 0, `cookies: ${cookies.map((c) => c.name).join(", ")}`);
    for (const person of [randi, ola, nobody]) await person.close();
  },
};
