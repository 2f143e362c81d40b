// Documents of a case, letters from templates, and the choice of notices: look, fill in, store.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, holds } from "./lib.mjs";

const caseOf = async (person, child) => {
  await person.get("/barn");
  await person.page.click(`text=${child}`);
  return new URL(person.page.url()).pathname;
};

export const tests = {
  "a document is put, previewed, and taken back": async (world) => {
    const tone = await Person.open(world, "tone");
    const own = await caseOf(tone, "Ada, 4 år");
    await tone.get(`${own}/dokumenter`);
    await holds(tone);
    await tone.page.click("text=Referat fra oppstartsmøtet");
    const picture = tone.page.locator("img.forhandsvisning");
    await picture.evaluate((i) => i.decode());
    assert((await picture.evaluate((i) => i.naturalWidth)) > 500, "no picture of the first page");
    await holds(tone);
    await tone.get(`${own}/dokumenter/ny`);
    await tone.page.setInputFiles("#fil", { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("<html><script>") });
    await tone.page.fill("#tittel", "Notat om søvn");
    await tone.page.selectOption("#slag", "minutes");
    await tone.page.click('form[action$="/dokumenter/ny"] button');
    await tone.page.waitForSelector("text=Denne typen fil");
    assert((await tone.page.inputValue("#tittel")) === "Notat om søvn", "the title is lost");
    await holds(tone);
    await tone.page.setInputFiles("#fil", { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("Sover bedre nå.") });
    await tone.page.click('form[action$="/dokumenter/ny"] button');
    await tone.page.waitForSelector("text=Sover bedre nå.");
    await holds(tone);
    await tone.page.click('a[href$="/trekk"]');
    await holds(tone);
    await tone.page.fill("#grunn", "Lagt i feil sak");
    await tone.page.click('form[action$="/trekk"] button');
    await tone.page.waitForSelector("text=Trukket tilbake");
    await tone.close();
  },

  "a letter is filled in, looked at and stored": async (world) => {
    const tone = await Person.open(world, "tone");
    const own = await caseOf(tone, "Selma, 14 år");
    await tone.get(`${own}/dokumenter/brev`);
    await holds(tone);
    await tone.page.click("text=Vi vil gjerne snakke med deg");
    assert((await tone.page.inputValue("#tekst")).includes("Hei Selma!"), "not filled in");
    await tone.page.fill("#tekst", "Hei Selma! Vi møtes på mandag.");
    await tone.page.click('button[name="vis"]');
    await tone.page.waitForSelector("text=Slik blir brevet");
    await holds(tone);
    await tone.page.click("text=Lagre som PDF");
    await tone.page.waitForSelector("img.forhandsvisning");
    await tone.close();
  },

  "a leader writes a letter template, and it is used on a child's page": async (world) => {
    const leif = await Person.open(world, "leif");
    await leif.get("/brevmaler");
    await holds(leif);
    await leif.get("/brevmaler/samtale-barn");
    await holds(leif);
    await leif.page.click('a[href^="/brevmaler/ny?fra="]');
    assert((await leif.page.inputValue("#tekst_nb")).includes("{barn}"), "not copied");
    await leif.page.fill("#navn", "Kort hilsen");
    await leif.page.fill("#tittel_nb", "En hilsen til deg");
    await leif.page.fill("#tittel_nn", "Ei helsing til deg");
    await leif.page.fill("#tittel_en", "A greeting to you");
    await leif.page.fill("#tekst_nb", "Hei {barn}! Det er gjort vedtak {hund}.");
    await leif.page.click('button[name="vis"]');
    await leif.page.waitForSelector("text=er ikke et felt");
    assert((await leif.page.inputValue("#navn")) === "Kort hilsen", "the name is lost");
    await holds(leif);
    await leif.page.fill("#tekst_nb", "Hei {barn}! Det er gjort vedtak.");
    await leif.page.click('button[name="vis"]');
    await leif.page.waitForSelector("text=Slik blir det for et oppdiktet barn");
    await leif.page.waitForSelector("text=er et tungt ord");
    await holds(leif);
    await leif.page.click('button[name="bruk"]');
    await leif.page.waitForSelector(".ds-error-summary >> text=er et tungt ord");
    await leif.page.fill("#tekst_nb", "Hei {barn}! Vi har bestemt noe. Jeg sier mer når vi møtes.");
    await leif.page.click('button[name="bruk"]');
    await leif.page.waitForSelector("text=Versjon 1");
    await holds(leif);
    await leif.page.click('a[href$="/trekk"]');
    await holds(leif);
    await leif.close();
    const tone = await Person.open(world, "tone");
    const own = await caseOf(tone, "Iver, 9 år");
    await tone.get(`${own}/dokumenter/brev`);
    await tone.page.click("text=En hilsen til deg");
    await tone.page.click('button[name="vis"]');
    await tone.page.waitForSelector("text=Hvor lett det er å lese");
    await holds(tone);
    await tone.page.click("text=Lagre som PDF");
    await tone.page.waitForSelector("text=Kort hilsen, versjon 1");
    await tone.close();
  },

  "each person chooses notices": async (world) => {
    const tone = await Person.open(world, "tone");
    await tone.get("/innstillinger/varsler");
    await holds(tone);
    await tone.page.selectOption("#message", "ikke");
    await tone.page.selectOption("#stille_fra", "22");
    await tone.page.click('form[action="/innstillinger/varsler"] button');
    await tone.page.waitForSelector("text=Valgene dine er lagret.");
    assert((await tone.page.inputValue("#message")) === "ikke", "not kept");
    await tone.close();
  },
};
