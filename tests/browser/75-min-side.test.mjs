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

  "a foster home sees what is put there, and answers for consent": async (world) => {
    const home = await Person.open(world, "foster");
    await home.get("/");
    assert(home.page.url().endsWith("/fosterhjem"), `not led to the own page: ${home.page.url()}`);
    await holds(home);
    assert((await home.page.content()).includes("møte med læreren"), "the appointment is not shown");
    await home.page.fill("textarea[name^='ord-']", "Ja, det er fint.");
    await home.page.locator("button[value='yes']").first().focus();
    await home.page.keyboard.press("Enter");
    await home.page.waitForSelector("text=Ja, det er fint.");
    await holds(home);
    const tone = await Person.open(world, "tone");
    await tone.get("/barn");
    await tone.page.click("text=Lina, 11 år");
    const own = new URL(tone.page.url()).pathname;
    await tone.get(`${own}/fosterhjem`);
    await holds(tone);
    assert((await tone.page.content()).includes("Ja, det er fint."), "the answer is not in the case");
    await tone.page.fill("#hva", "Kl. 12 på skolen");
    await tone.page.locator(`form[action="${own}/fosterhjem/time"] button`).click();
    await tone.page.waitForSelector("text=Skriv dagen.");
    assert((await tone.page.inputValue("#hva")) === "Kl. 12 på skolen", "what was typed is lost");
    await holds(tone);
    await tone.page.locator("form[action$='/slutt'] button", { hasText: "Avslutt tilgangen" }).click();
    await tone.page.waitForSelector("text=Ingen fosterforeldre har tilgang.");
    await home.get("/fosterhjem");
    assert(!(await home.page.content()).includes("læreren"), "shown after it was withdrawn");
    await home.close();
    await tone.close();
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

  "who has a one-time link answers once, and sees nothing else": async (world) => {
    const tone = await Person.open(world, "tone");
    await tone.get("/barn");
    await tone.page.click("text=Selma, 14 år");
    const own = new URL(tone.page.url()).pathname;
    await tone.get(`${own}/sporsmal`);
    await holds(tone);
    await tone.page.selectOption("#tjeneste", "school");
    await tone.page.fill("#mottaker", "Lærer Oppdiktet");
    await tone.page.fill("#tekst", "Er det plass i klassen fra januar?");
    await tone.page.selectOption("#klasse", "welfare");
    await tone.page.selectOption("#grunnlag", "necessary");
    await tone.page.fill("#svar_innen", "30");
    await tone.page.fill('[name="svar_innen-maned"]', "11");
    await tone.page.fill('[name="svar_innen-ar"]', "2026");
    await tone.page.click(`form[action="${own}/sporsmal"] button`);
    await tone.page.waitForSelector("text=Lenken er klar");
    await holds(tone);
    const [link, code] = await tone.page.locator(".ds-alert code").allTextContents();
    const teacher = await Person.open(world, null);
    await teacher.get(link.replace(/^https?:\/\/[^/]+/, ""));
    await holds(teacher);
    assert(!(await teacher.page.content()).includes("januar"), "shown without the code");
    await teacher.page.fill("#kode", code);
    await teacher.page.keyboard.press("Enter");
    await teacher.page.waitForSelector("text=Er det plass i klassen fra januar?");
    await holds(teacher);
    assert(!(await teacher.page.content()).includes("Selma"), "the child is named");
    assert((await teacher.page.locator("nav a").count()) === 0, "a menu for who has a link");
    await teacher.page.click("text=Send svaret");
    await holds(teacher);
    await teacher.page.fill("#svar", "Ja, det er plass.");
    await teacher.page.click("text=Send svaret");
    await teacher.page.waitForSelector("text=Takk. Svaret er sendt.");
    await holds(teacher);
    await teacher.close();
    await tone.get(`${own}/sporsmal`);
    assert((await tone.page.content()).includes("Ja, det er plass."), "the answer is not in the case");
    await tone.close();
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
