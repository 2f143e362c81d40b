// Logging in and out, language, appearance, acting function: by mouse, by keyboard alone, without script.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, faultsOfLook, holds, press, tabTo } from "./lib.mjs";

const title = (person) => person.page.title();

// Opens the menu behind one's own name.
const openUserMenu = async (person) => {
  await person.page.click(".bruker");
  await person.page.locator("#brukermeny").waitFor({ state: "visible" });
};

export const tests = {
  "a wrong password is told, and the user name is kept": async (world) => {
    const person = await Person.open(world, null);
    await person.get("/logg-inn");
    await person.page.fill("#bruker", "tone");
    await person.page.fill("#passord", "feil");
    await person.page.click('main button[type="submit"]');
    assert((await title(person)).startsWith("Feil:"), "the title does not start with Feil:");
    assert((await person.page.inputValue("#bruker")) === "tone", "the user name is gone");
    assert((await person.page.inputValue("#passord")) === "", "the password came back");
    const focused = await person.page.evaluate(() => document.activeElement.getAttribute("role"));
    assert(focused === "alert", "what was wrong has not got the focus");
    await holds(person);
    await person.close();
  },

  "the wanted page comes after the login": async (world) => {
    const person = await Person.open(world, null);
    await person.get("/barn");
    await person.page.fill("#bruker", "tone");
    await person.page.fill("#passord", world.accounts[0].password);
    await person.page.click('main button[type="submit"]');
    assert(new URL(person.page.url()).pathname === "/barn", `at ${person.page.url()}`);
    await person.close();
  },

  "in and out by keyboard alone": async (world) => {
    const person = await Person.open(world, null);
    await person.get("/logg-inn");
    await tabTo(person, "#bruker");
    await person.page.keyboard.type("tone");
    await person.page.keyboard.press("Tab");
    await person.page.keyboard.type(world.accounts[0].password);
    await press(person, "Enter");
    // The skip link is first, and leads past the menu.
    await person.page.keyboard.press("Tab");
    await person.page.keyboard.press("Enter");
    const at = await person.page.evaluate(() => document.activeElement.id);
    assert(at === "hovedinnhold", `the skip link leads to ${at}`);
    await person.get("/hjelp");
    await tabTo(person, ".bruker");
    await person.page.keyboard.press("Enter");
    await person.page.locator("#brukermeny").waitFor({ state: "visible" });
    await person.page.keyboard.press("Escape");
    await person.page.locator("#brukermeny").waitFor({ state: "hidden" });
    const back = await person.page.evaluate(() => document.activeElement.className);
    assert(back.includes("bruker"), "the focus did not come back to the button");
    await person.page.keyboard.press("Enter");
    await tabTo(person, '#brukermeny form[action="/logg-ut"] button');
    await press(person, "Enter");
    assert(person.page.url().endsWith("/logg-inn"), "still logged in");
    await person.close();
  },

  "language and appearance": async (world) => {
    const person = await Person.open(world, "tone");
    for (const [lang, heading] of [["nn", "Hjelp"], ["en", "Help"], ["nb", "Hjelp"]]) {
      await person.get("/hjelp");
      await openUserMenu(person);
      await person.page.click(`#brukermeny button[name="sprak"][value="${lang}"]`);
      assert((await person.page.getAttribute("html", "lang")) === lang, `the page is not in ${lang}`);
      assert((await person.h1()) === heading, `"${await person.h1()}" in ${lang}`);
      assert(new URL(person.page.url()).pathname === "/hjelp", "the choice led away from the page");
    }
    for (const scheme of ["dark", "light", "auto"]) {
      await openUserMenu(person);
      await person.page.check(`#visning-${scheme}`);
      await person.page.click('#brukermeny button:has-text("Lagre visning")');
      const now = await person.page.getAttribute("html", "data-color-scheme");
      assert(now === scheme, `the appearance is ${now}, not ${scheme}`);
    }
    await person.close();
  },

  "menus open are without fault": async (world) => {
    const person = await Person.open(world, "tone");
    await person.get("/hjelp");
    await openUserMenu(person);
    let faults = await faultsOfLook(person.page, [{ name: "user menu", width: 1360, scheme: "light" }]);
    await person.page.keyboard.press("Escape");
    await person.page.setViewportSize({ width: 360, height: 800 });
    await person.page.click(".topp__menyknapp");
    await person.page.locator("#meny").waitFor({ state: "visible" });
    faults = faults.concat(await faultsOfLook(person.page, [{ name: "menu", width: 360, scheme: "dark" }]));
    assert(faults.length === 0, faults.join("; "));
    await person.close();
  },

  "the acting function is chosen": async (world) => {
    const person = await Person.open(world, "tone");
    await person.get("/bytt-funksjon");
    await holds(person);
    await person.page.click('form[action="/bytt-funksjon"] button');
    assert(new URL(person.page.url()).pathname === "/", "not at the start page");
    await person.close();
  },

  "without script: in, language, out": async (world) => {
    const person = await Person.open(world, "tone", { javaScriptEnabled: false });
    await person.get("/hjelp");
    await openUserMenu(person);
    await person.page.click('#brukermeny button[name="sprak"][value="en"]');
    await person.sees("What Helhet is not");
    await openUserMenu(person);
    await person.page.click('#brukermeny button[name="sprak"][value="nb"]');
    await openUserMenu(person);
    await person.page.click('form[action="/logg-ut"] button');
    assert(person.page.url().endsWith("/logg-inn"), "still logged in");
    await person.close();
  },

  "a form that was interrupted by the end of the session goes on after the login": async (world) => {
    const person = await Person.open(world, "tone");
    await person.get("/barn/ny");
    await person.page.fill('[name="fornavn"]', "Testine");
    const cookies = await person.context.cookies();
    await person.context.clearCookies();
    await person.page.click('main form button[type="submit"]');
    await person.sees("logge");
    await person.page.fill("#bruker", "tone");
    await person.page.fill("#passord", world.accounts[0].password);
    await person.page.click('main button[type="submit"]');
    assert(cookies.length > 0, "there was no session");
    await holds(person);
    await person.page.click('main form button[type="submit"]');
    assert((await person.page.inputValue('[name="fornavn"]')) === "Testine", "what was typed is gone");
    await person.close();
  },
};
