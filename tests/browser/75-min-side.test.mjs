// The child's own page and the guardians': without script, by keyboard, and the quick way out.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, holds } from "./lib.mjs";

export const tests = {
  "the child reads, says, and keeps; the guardian sees what is left": async (world) => {
    const child = await Person.open(world, "ung");
    await child.get("/");
    assert(child.page.url().endsWith("/min-side"), `not led to the own page: ${child.page.url()}`);
    await holds(child);
    await child.page.fill("#ord", "Jeg vil møte dere etter skolen.");
    await child.page.click('form[action="/min-side"] button');
    await child.page.waitForSelector("text=Jeg vil møte dere etter skolen.");
    await holds(child);
    await child.page.click('a[href="/min-side/logg"]');
    await holds(child);
    const parent = await Person.open(world, "forelder");
    await parent.get("/min-side");
    await holds(parent);
    assert(!(await parent.page.content()).includes("etter skolen"), "the guardian reads what it may not");
    await parent.close();
    await child.close();
  },

  "the quick way out leaves at once": async (world) => {
    const child = await Person.open(world, "ung");
    await child.get("/min-side");
    const out = child.page.locator("a[data-forlat]");
    assert((await out.getAttribute("href")).startsWith("https://"), "no way out");
    await out.focus();
    assert(await out.evaluate((a) => a === document.activeElement), "not by keyboard");
    await child.close();
  },

  "staff answer the child, review looks, and say who decides": async (world) => {
    const tone = await Person.open(world, "tone");
    await tone.get("/barn");
    await tone.page.click("text=Selma, 14 år");
    const own = new URL(tone.page.url()).pathname;
    for (const rest of ["/stemme", "/familie", "/samtykke/hvem"]) {
      await tone.get(own + rest);
      await holds(tone);
    }
    await tone.get("/nodrett");
    await holds(tone);
    await tone.close();
    const leif = await Person.open(world, "leif");
    await leif.get("/gjennomgang");
    await holds(leif);
    await leif.close();
  },
};
