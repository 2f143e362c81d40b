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
