// Error pages, the pages that are open to everybody, and paper.
// SPDX-License-Identifier: EUPL-1.2
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Person, assert, faultsOfHtml, faultsOfLook, holds } from "./lib.mjs";

const statusOf = async (person, path) => (await person.get(path)).status();

// What a page holds on paper, as text, and how many pages it takes.
const paper = async (person) => {
  const folder = mkdtempSync(join(tmpdir(), "helhet-paper-"));
  const pdf = join(folder, "page.pdf");
  try {
    await person.page.pdf({ path: pdf, format: "A4", printBackground: true });
    const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
    const pages = Number(/Pages:\s+(\d+)/.exec(execFileSync("pdfinfo", [pdf], { encoding: "utf8" }))[1]);
    return { text, pages };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

// What the judges find on the help page with one piece more: its own properties, its style, and its style where it is narrow.
const faultsWith = async (person, piece) => {
  await person.get("/hjelp");
  await person.page.evaluate(({ tag, text = "", how = {}, style = {}, narrow = "" }) => {
    const put = document.querySelector("main").appendChild(document.createElement(tag));
    Object.assign(put, { id: "lagt-til", textContent: text, ...how });
    Object.assign(put.style, style);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@media (max-width: 400px) { #lagt-til { ${narrow} } }`);
    document.adoptedStyleSheets.push(sheet);
  }, piece);
  return faultsOfLook(person.page);
};

export const tests = {
  "the judges find what is wrong": async (world) => {
    const person = await Person.open(world, null);
    await person.get("/hjelp");
    await person.page.evaluate(() => {
      const main = document.querySelector("main");
      const wide = main.appendChild(document.createElement("div"));
      wide.style.width = "3000px";
      wide.textContent = "MISSING_MESSAGE";
      main.appendChild(document.createElement("img")).src = "/assets/none.png";
      main.appendChild(document.createElement("h1"));
      document.head.appendChild(document.createElement("style")).textContent = "p { color: red }";
    });
    const look = (await faultsOfLook(person.page)).join(" ");
    const html = faultsOfHtml(await person.page.content(), "nn").join(" ");
    for (const [fault, said] of [["too wide", look], ["image-alt", look], ["lang is not nn", html],
      ["not exactly one h1", html], ["MISSING_MESSAGE", html], ["a style attribute", html]])
      assert(said.includes(fault), `"${fault}" was not found in: ${said.slice(0, 600)}`);
    const policy = person.faults.splice(0).join(" ");
    assert(policy.includes("policy: style-src"), `the policy's violation was not seen: ${policy}`);
    await person.close();
  },

  "the judges find what is new on a page that they know": async (world) => {
    const person = await Person.open(world, null);
    await person.get("/hjelp");
    assert((await faultsOfLook(person.page)).length === 0, "not without fault to begin with");
    const plain = { tag: "p", text: "Grått på grått" };
    const wrong = [
      ["light: label", { tag: "input" }],
      ["light: heading-order", { tag: "h6", text: "Langt ned" }],
      ["light: color-contrast", { ...plain, style: { color: "#ddd", backgroundColor: "#fff" } }],
      ["dark: color-contrast", { ...plain, style: { color: "light-dark(#111, #333)", backgroundColor: "light-dark(#fff, #222)" } }],
      ["360: label", { tag: "input", style: { display: "none" }, narrow: "display: block !important" }],
      ["360: color-contrast", { ...plain, narrow: "color: #ddd; background: #fff" }],
      ["360: target-size", { tag: "div", how: { innerHTML: "<button>En</button><button>To</button>" },
        narrow: "& button { display: block; width: 9px; height: 9px; padding: 0; border: 0; overflow: hidden }" }],
      ["360: 1", { ...plain, style: { position: "absolute", left: "0", width: "361px" } }],
      ["320: 1", { ...plain, style: { position: "absolute", left: "0", width: "321px" } }],
    ];
    for (const [fault, piece] of wrong) {
      const found = await faultsWith(person, piece);
      const mode = fault.split(":")[0];
      assert(found.length > 0 && found[0].startsWith(fault), `"${fault}" was not found first in: ${found.join("; ").slice(0, 600)}`);
      assert(mode !== "dark" || found.every((f) => f.startsWith("dark")), `not in the dark alone: ${found.join("; ").slice(0, 600)}`);
    }
    await person.close();
  },

  "the judges do not know an ink from where nobody must read it": async (world) => {
    const person = await Person.open(world, null);
    const text = "Grått på hvitt";
    for (const [tag, how, color] of [["button", { disabled: true }, "#bbb"], ["p", { hidden: true }, "#ccc"]]) {
      const style = { color, backgroundColor: "#fff", fontSize: "16px", fontWeight: "400" };
      const without = await faultsWith(person, { tag: "p", text, style: { ...style, color: "#111" } });
      const before = await faultsWith(person, { tag, text, how, style });
      assert(without.concat(before).length === 0, `faults where none is: ${without.concat(before).join("; ").slice(0, 600)}`);
      const [first = "nothing"] = await faultsWith(person, { tag: "p", text, style });
      assert(first.startsWith("light: color-contrast"), `${color} was taken for known, found was ${first}`);
    }
    await person.close();
  },

  "not found, not allowed, wrong method, with a way on": async (world) => {
    const admin = await Person.open(world, "admin");
    assert((await statusOf(admin, "/finnes-ikke")) === 404, "404");
    await holds(admin);
    await admin.page.click('main a[href="/"]');
    assert(!admin.page.url().endsWith("/finnes-ikke"), "no way home");
    assert((await statusOf(admin, "/barn")) === 403, "403");
    await holds(admin);
    assert((await statusOf(admin, "/innstillinger")) === 405, "405");
    await holds(admin);
    await admin.close();
  },

  "a form from elsewhere is refused": async (world) => {
    const tone = await Person.open(world, "tone");
    const answer = await tone.context.request.post("/innstillinger", {
      form: { sprak: "en", til: "/" },
      headers: { Origin: "https://example.test" },
    });
    assert(answer.status() === 403, `${answer.status()}`);
    await tone.close();
  },

  "ready or not, for machines": async (world) => {
    const nobody = await Person.open(world, null);
    const answer = await nobody.context.request.get("/helse");
    assert(answer.status() === 200 && (await answer.json()).status === "ok", await answer.text());
    await nobody.close();
  },

  "the footer's links lead somewhere, logged in or not": async (world) => {
    for (const user of [null, "tone"]) {
      const person = await Person.open(world, user);
      await person.get("/hjelp");
      for (const href of await person.page.locator("footer a").evaluateAll((all) => all.map((a) => a.getAttribute("href"))))
        assert((await statusOf(person, href)) === 200, `${href}`);
      await person.close();
    }
  },

  "a child's page on paper: light, with who has the baton, without menus": async (world) => {
    const tone = await Person.open(world, "tone");
    await tone.page.emulateMedia({ colorScheme: "dark" });
    await tone.get("/barn");
    await tone.page.click("table a");
    const heading = await tone.h1();
    const { text, pages } = await paper(tone);
    assert(text.includes(heading) && text.includes("Tone Demovik"), `on paper stands: ${text.slice(0, 400)}`);
    assert(!text.includes("Hopp til hovedinnhold") && !text.includes("Barna mine"), "menus are printed");
    assert(pages <= 3, `${pages} pages`);
    await tone.page.emulateMedia({ colorScheme: "dark", media: "print" });
    const onPaper = await tone.page.evaluate(() => getComputedStyle(document.querySelector(".panel")).backgroundColor);
    assert(/255, 255, 255|rgba\(0, 0, 0, 0\)/.test(onPaper), `a panel is ${onPaper} on paper`);
    await tone.close();
  },

  "shortcuts: Ctrl K searches, Ctrl Enter sends": async (world) => {
    const mari = await Person.open(world, "mari");
    await mari.get("/barn");
    const child = mari.page.locator('main a[href^="/barn/"]:not([href="/barn/ny"])').first();
    const name = (await child.innerText()).trim();
    await child.click();
    await mari.page.waitForURL(/\/barn\/[a-z0-9]{8,}/, { waitUntil: "load" });
    await mari.page.keyboard.press("Control+k");
    assert((await mari.page.evaluate(() => document.activeElement.id)) === "sok", "the search field has no focus");
    await mari.get("/sok");
    await mari.sees(name);
    await mari.page.fill("#q", "finnes ikke");
    await mari.page.keyboard.press("Control+Enter");
    await mari.page.waitForURL(/q=finnes/);
    await mari.close();
  },
};
