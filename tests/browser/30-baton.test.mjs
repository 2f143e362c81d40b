// A case is opened and the baton handed over: by mouse, by keyboard alone, without script.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, holds, press, tabTo } from "./lib.mjs";

const pathOf = (person) => new URL(person.page.url()).pathname;
const submit = (person) => person.follow('main form button.ds-button[type="submit"]:not(.mini)');

// Opens a case of a made-up child without a number; returns its path.
const openCase = async (person, name) => {
  await person.get("/barn/ny");
  await person.page.fill('[name="fornavn"]', name);
  await person.page.check('[name="uten_nummer"]');
  await person.page.fill('[name="fodt-dag"]', "3");
  await person.page.fill('[name="fodt-maned"]', "5");
  await person.page.fill('[name="fodt-ar"]', "2017");
  await person.page.fill('[name="kommune"]', "1506");
  await submit(person);
  assert(/^\/barn\/[0-9a-z]{10,}$/.test(pathOf(person)), `no case: ${await person.text()}`);
  return pathOf(person);
};

// Offers the baton to whom the words name; leaves the person on the case.
const offer = async (person, child, to, why) => {
  await person.get(`${child}/stafett/ny`);
  await person.page.getByLabel(to).first().check();
  await person.page.fill('[name="hvorfor"]', why);
  await person.page.selectOption('[name="grunnlag"]', "necessary");
  await submit(person);
  assert(!(await person.page.title()).startsWith("Feil:"), `no offer: ${await person.text()}`);
};

// Opens the newest offer from the worklist.
const openOffer = async (person, child) => {
  await person.get("/");
  await person.follow(person.page.locator('#overlevering a[href^="/stafett/"]', { hasText: child }).first());
};

export const tests = {
  "a case is opened, with errors first, nothing typed is lost": async (world) => {
    const tone = await Person.open(world, "tone");
    await tone.get("/barn/ny");
    await tone.page.fill('[name="etternavn"]', "Testvik");
    await tone.page.fill('[name="fodt-dag"]', "31");
    await tone.page.fill('[name="fodt-maned"]', "2");
    await tone.page.fill('[name="fodt-ar"]', "2017");
    await tone.page.fill('[name="hvorfor"]', "Prøver <b>tegn</b> & linjer\nog ei linje til");
    await submit(tone);
    assert((await tone.page.title()).startsWith("Feil:"), "the title does not start with Feil:");
    assert(await tone.page.evaluate(() => document.activeElement.className.includes("ds-error-summary")),
      "the error summary has not got the focus");
    assert((await tone.page.inputValue('[name="hvorfor"]')) === "Prøver <b>tegn</b> & linjer\nog ei linje til",
      "the reason is changed");
    assert((await tone.page.inputValue('[name="fodt-dag"]')) === "31", "the day is gone");
    await holds(tone);
    // Each line of the summary leads to its field.
    for (const link of await tone.page.locator(".ds-error-summary a").all()) {
      const id = (await link.getAttribute("href")).slice(1);
      assert((await tone.page.locator(`[id="${id}"]`).count()) === 1, `the summary leads to #${id}, which is not there`);
    }
    await tone.close();
  },

  "by mouse: offered, talked about, taken over": async (world) => {
    const tone = await Person.open(world, "tone");
    const mari = await Person.open(world, "mari");
    const child = await openCase(tone, "Musa");
    await holds(tone);
    await tone.get(`${child}/stafett/ny`);
    await submit(tone);
    assert((await tone.page.title()).startsWith("Feil:"), "an offer without receiver and reason was taken");
    await holds(tone);
    await offer(tone, child, /^Mari/, "Mari kjenner familien.");
    await tone.get(child);
    await tone.sees("Tilbudt");
    await holds(tone);
    await openOffer(mari, "Musa");
    await holds(mari, "nn");
    await mari.sees("Mari kjenner familien.");
    await mari.page.check('[name="svar"][value="samtale"]');
    await submit(mari);
    await openOffer(mari, "Musa");
    await mari.page.check('[name="svar"][value="ja"]');
    await submit(mari);
    await mari.get(child);
    assert((await mari.page.locator(".stafett").innerText()).includes("Mari"), "Mari has not got the baton");
    await tone.get(child);
    assert((await tone.page.locator(".stafett").innerText()).includes("Mari"), "Tone still has the baton");
    await tone.close();
    await mari.close();
  },

  "by keyboard alone: offered, taken over": async (world) => {
    const tone = await Person.open(world, "tone");
    const child = await openCase(tone, "Tasta");
    const to = tone.page.getByLabel(/^Mari/).first();
    await tone.get(child);
    await tabTo(tone, `a[href="${child}/stafett/ny"]`);
    await press(tone, "Enter");
    // A group of radio buttons is one stop; arrows choose in it.
    await tabTo(tone, 'main [name="til"]');
    await tone.page.keyboard.press("Space");
    for (let i = 0; i < 20 && !(await to.isChecked()); i++) await tone.page.keyboard.press("ArrowDown");
    assert(await to.isChecked(), "the arrows never came to Mari");
    await tabTo(tone, '[name="hvorfor"]');
    await tone.page.keyboard.type("Prøve fra tastaturet.");
    await tabTo(tone, '[name="grunnlag"]');
    await tone.page.keyboard.type("Nødv");
    await tabTo(tone, 'main form button[type="submit"]');
    await press(tone, "Enter");
    await tone.close();

    const mari = await Person.open(world, "mari");
    await mari.get("/");
    const link = await mari.page.locator('#overlevering li:has-text("Tasta") a').getAttribute("href");
    await tabTo(mari, `#overlevering a[href="${link}"]`);
    await press(mari, "Enter");
    await tabTo(mari, '[name="svar"]');
    await mari.page.keyboard.press("Space");
    await tabTo(mari, 'main form button[type="submit"]');
    await press(mari, "Enter");
    await mari.get(child);
    assert((await mari.page.locator(".stafett").innerText()).includes("Mari"), "Mari has not got the baton");
    await mari.close();
  },

  "without script: offered, declined with a reason, withdrawn": async (world) => {
    const bare = { javaScriptEnabled: false };
    const tone = await Person.open(world, "tone", bare);
    const leif = await Person.open(world, "leif", bare);
    const child = await openCase(tone, "Uvilja");
    await offer(tone, child, /^Leif/, "Tone slutter.");
    await openOffer(leif, "Uvilja");
    const asked = pathOf(leif);
    await leif.page.check('[name="svar"][value="nei"]');
    await submit(leif);
    assert(pathOf(leif) === asked && (await leif.page.title()).startsWith("Feil:"), "a no without reason was taken");
    await leif.page.fill('[name="begrunnelse"]', "Spør Mari.");
    await submit(leif);
    await tone.get(child);
    assert((await tone.page.locator(".stafett").innerText()).includes("Tone"), "Tone lost the baton");
    await tone.sees("Spør Mari.");
    await offer(tone, child, /^Mari/, "Etter råd fra Leif.");
    await tone.get(`${child}/stafett/ny`);
    await tone.follow('form[action$="/trekk"] button');
    await tone.get(child);
    assert(!(await tone.page.locator(".stafett").innerText()).includes("Tilbudt"), "the offer still stands");
    await tone.close();
    await leif.close();
  },

  "a form sent twice is done once": async (world) => {
    const tone = await Person.open(world, "tone");
    const child = await openCase(tone, "Gjentatt");
    await tone.get(`${child}/stafett/ny`);
    await tone.page.getByLabel(/^Mari/).first().check();
    await tone.page.fill('[name="hvorfor"]', "To ganger.");
    await tone.page.selectOption('[name="grunnlag"]', "necessary");
    await tone.page.dblclick('main form button[type="submit"]');
    // The second click's answer, whatever it is, is a page; another one looks.
    await tone.page.waitForSelector("main h1");
    const other = await tone.page.context().newPage();
    const seen = () => other.getByText("Tilbød stafetten").count();
    for (let i = 0; i < 50; i++) {
      await other.goto(new URL(child, tone.page.url()).href);
      if ((await seen()) > 0) break;
    }
    const rows = await seen();
    assert(rows === 1, `${rows} offers of the same form`);
    await tone.close();
  },

  "what another unit may not know of is not found, in full page": async (world) => {
    const tone = await Person.open(world, "tone");
    const child = await openCase(tone, "Skjult");
    await tone.close();
    const kine = await Person.open(world, "kine");
    const answer = await kine.get(child);
    assert(answer.status() === 404, `${answer.status()}`);
    await holds(kine);
    await kine.close();
  },
};
