// What the browser tests share: the server, the browser, and what every page must hold.
// SPDX-License-Identifier: EUPL-1.2
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { faultsOfLook } from "./look.mjs";
import { Reader } from "./reader.mjs";

export { faultsOfLook, kindOf } from "./look.mjs";

export const NOW = "2026-11-23T08:00:00Z"; // Monday, 09.00 in Oslo

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

// Starts the demo on a folder of its own: { url, accounts, stop }.
export const startServer = async (binary) => {
  const folder = mkdtempSync(join(tmpdir(), "helhet-browser-"));
  const port = await freePort();
  const env = {
    ...process.env,
    HELHET_DATA: join(folder, "data"),
    HELHET_DB: "",
    HELHET_LISTEN: `127.0.0.1:${port}`,
    HELHET_TEST_NOW: NOW,
  };
  delete env.HELHET_DB;
  execFileSync(binary, ["demo", "--prepare"], { env });
  const accounts = JSON.parse(execFileSync(binary, ["demo", "--accounts", "--json"], { env }));
  const server = spawn(binary, ["demo"], { env, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (bytes) => {
      said += bytes;
      if (said.includes("Helhet ready at")) resolve();
    });
    server.on("exit", () => reject(new Error("the server ended")));
  });
  const stop = async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${port}`, accounts, env, binary, stop };
};

export const startBrowser = () =>
  chromium.launch({
    executablePath: process.env.HELHET_CHROMIUM || "/usr/bin/chromium-headless-shell",
    headless: true,
    args: [
      ...(process.getuid() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--js-flags=--no-flush-bytecode", // the judge of one page is the judge of the next
    ],
  });

export const assert = (holds, why) => {
  if (!holds) throw new Error(why);
};

// Who has logged in once stays so, until a test logs out: a Reader (without `user` nobody's).
export const sessionOf = async (world, user) => {
  world.sessions ??= new Map();
  const kept = world.sessions.get(user);
  if (kept && (!user || (await kept.get("/konto/okter")).path === "/konto/okter")) return kept;
  const account = world.accounts.find((a) => a.user === user);
  assert(account || !user, `there is no demo account ${user}`);
  world.sessions.set(user, await Reader.open(world.url, account));
  return world.sessions.get(user);
};

// One person's browser. Everything that goes wrong in a page is kept in `faults`.
export class Person {
  static async open(world, user, options = {}) {
    const person = new Person();
    person.world = world;
    person.user = user;
    person.faults = [];
    person.context = await world.browser.newContext({
      baseURL: world.url,
      viewport: { width: 1360, height: 900 },
      locale: "nb-NO",
      timezoneId: "Europe/Oslo",
      reducedMotion: "reduce",
      ...options,
    });
    person.script = options.javaScriptEnabled !== false;
    person.context.setDefaultTimeout(8000);
    if (person.script) {
      await person.context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (e) =>
          console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`));
      });
    }
    person.page = await person.context.newPage();
    person.page.on("pageerror", (e) => person.faults.push(`script: ${e.message}`));
    person.page.on("console", (m) => {
      // Chromium calls every answer that is not 2xx an error; the tests judge those themselves.
      if (m.type() === "error" && !m.text().startsWith("Failed to load resource")) person.faults.push(m.text());
    });
    person.page.on("requestfailed", (r) => {
      const why = r.failure()?.errorText;
      if (why !== "net::ERR_ABORTED") person.faults.push(`${r.url()}: ${why}`);
    });
    if (user) await person.context.addCookies((await sessionOf(world, user)).cookiesAt(options.baseURL ?? world.url));
    return person;
  }

  async get(path) {
    return this.page.goto(path);
  }

  h1() {
    return this.page.locator("h1").first().innerText();
  }

  text() {
    return this.page.locator("main").innerText();
  }

  // The words are on the page, or on the one that is on its way.
  async sees(words) {
    for (const end = Date.now() + 8000; ; ) {
      const text = await this.text();
      if (text.includes(words)) return;
      assert(Date.now() < end, `"${words}" is not on ${this.page.url()}, which says: ${text.slice(0, 300)}`);
      await this.page.waitForEvent("load", { timeout: Math.max(end - Date.now(), 1) }).catch(() => null);
    }
  }

  // Clicks what leads to another page (a selector or a locator), and is there.
  async follow(what) {
    const link = typeof what === "string" ? this.page.locator(what).first() : what;
    await Promise.all([this.page.waitForNavigation(), link.click()]);
  }

  async close() {
    await this.context.close();
    const faults = this.faults;
    assert(faults.length === 0, faults.join("; "));
  }
}

// --- what every page must hold ---

// Of the markup: title, language, one h1, nothing untranslated, nothing left unfilled.
export const faultsOfHtml = (html, lang) => {
  const faults = [];
  // a letter template's fields are shown as they are written: in code, in its text, in a complaint that quotes one
  const words = html.replace(/<(script|code|textarea)[\s\S]*?<\/\1>/g, "").replace(/<[^>]*>/g, "\n");
  const need = (holds, what) => holds || faults.push(what);
  need(/<title>[^<]{3,}<\/title>/.test(html), "no title");
  need(new RegExp(`<html lang="${lang}"`).test(html), `lang is not ${lang}`);
  need((html.match(/<h1[\s>]/g) || []).length === 1, "not exactly one h1");
  need(!/<h1[^>]*>\s*<\/h1>/.test(html), "empty h1");
  const raw = words.match(/\b[A-Z]{3,}_[A-Z_]{2,}\b|(?<![«“])\{[a-z_]+\}|\{n:/);
  need(!raw, `untranslated: ${raw?.[0]}`);
  need(!/ style=/.test(html), "a style attribute");
  return faults;
};

// A page that follows a computation is loaded anew when the computation ends: who would judge it must wait for that.
export const computed = (page) =>
  page.waitForFunction(() => !document.querySelector("[data-framdrift]"), null, { timeout: 240_000 });

// A page must be without fault as it stands; for tests that come across it in a job.
export const holds = async (person, lang = "nb") => {
  await person.page.locator("h1").first().waitFor(); // a click may still be on its way
  const faults = faultsOfHtml(await person.page.content(), lang);
  if (person.script) faults.push(...(await faultsOfLook(person.page)));
  assert(faults.length === 0, `${person.page.url()}: ${faults.join("; ")}`);
};

// --- keyboard alone ---

// What has the focus now, enough of it to decide which keys to press, and whether one can see that it has: a ring, in the
// window, with nothing over it.
const focusNow = (wanted) => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const ringed = (el) => {
    const style = el && getComputedStyle(el);
    return Boolean(style) && (style.outlineStyle !== "none" || style.boxShadow !== "none");
  };
  const x = Math.min(Math.max((box.left + box.right) / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max((box.top + box.bottom) / 2, 0), innerHeight - 1);
  const over = document.elementFromPoint(x, y);
  const drawn = box.width > 1 && box.height > 1;
  const label = at.labels?.[0];
  return {
    tag: at.tagName.toLowerCase(),
    words: (at.innerText || at.getAttribute("aria-label") || label?.innerText || at.id || "").trim().slice(0, 80),
    ring: ringed(at) || ringed(at.closest(".ds-field")) || at.matches("main, .ds-skip-link"),
    hidden: drawn && over && !at.contains(over) && !over.contains(at) && !label?.contains(over),
    outside: drawn && (box.bottom <= 0 || box.top >= innerHeight),
    there: at === wanted,
    control: { tag: at.tagName, type: at.type, name: at.name, value: at.value, checked: at.checked,
      words: at.innerText?.trim() ?? "", text: at.selectedOptions?.[0]?.text ?? "" },
  };
};

// Presses Tab until the focus is on what `selector` names; checks each stop on the way.
export const tabTo = async (person, selector, most = 120) => {
  const { page } = person;
  const wanted = await page.waitForSelector(selector);
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focusNow, wanted);
    if (!at) continue;
    assert(at.ring, `no focus ring on ${at.tag} "${at.words}" of ${page.url()}`);
    assert(!at.hidden, `the focus on ${at.tag} "${at.words}" of ${page.url()} is covered`);
    assert(!at.outside, `the focus on ${at.tag} "${at.words}" of ${page.url()} is outside the window`);
    if (at.there) return;
  }
  throw new Error(`Tab never came to ${selector} on ${page.url()}`);
};

export const press = async (person, key) => {
  await Promise.all([person.page.waitForNavigation(), person.page.keyboard.press(key)]);
};

// --- forms, with the hands that a person has: mouse or keyboard ---

const wordsOf = (wanted) => (typeof wanted === "string" ? { value: wanted } : wanted);

const fillByMouse = async (form, name, wanted) => {
  const field = form.locator(`[name="${name}"]`);
  const kind = await field.first().evaluate((el) => (el.tagName === "SELECT" ? "select" : el.type));
  const { value, has } = wordsOf(wanted);
  if (kind === "radio" || kind === "checkbox") await form.locator(`[name="${name}"][value="${value}"]`).check();
  else if (kind === "select") await field.selectOption(has ? await optionOf(field, has) : value);
  else await field.fill(value);
};

// The value of the option whose words hold `has`.
const optionOf = (field, has) =>
  field.evaluate((el, part) => [...el.options].find((o) => o.text.includes(part))?.value, has);

const fillByKeys = async (page, control, wanted) => {
  const { value, has } = wordsOf(wanted);
  if (control.type === "radio") {
    if (!control.checked) await page.keyboard.press("Space");
    for (let i = 0; i < 40; i++) {
      if ((await page.evaluate(focusNow)).control.value === value) return;
      await page.keyboard.press("ArrowDown");
    }
    throw new Error(`the arrows never came to ${control.name}=${value}`);
  }
  if (control.tag === "SELECT") {
    await page.keyboard.press("Home");
    for (let i = 0; i < 200; i++) {
      const now = (await page.evaluate(focusNow)).control;
      if (has ? now.text.includes(has) : now.value === value) return;
      await page.keyboard.press("ArrowDown");
    }
    throw new Error(`the arrows never came to ${control.name}=${value ?? has}`);
  }
  if (control.type === "checkbox") {
    if (!control.checked && control.value === value) await page.keyboard.press("Space");
    return;
  }
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(value);
};

// Goes through the page by Tab, fills what is asked for, and presses Enter on the button.
const sendByKeys = async (person, button, values) => {
  const { page } = person;
  const left = new Set(Object.keys(values));
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focusNow);
    if (!at) continue;
    assert(at.ring && !at.hidden && !at.outside, `the focus on ${at.tag} "${at.words}" of ${page.url()} cannot be seen`);
    const { control } = at;
    if (left.has(control.name) && control.type !== "submit") {
      await fillByKeys(page, control, values[control.name]);
      if (control.type !== "checkbox" || control.value === wordsOf(values[control.name]).value) left.delete(control.name);
    } else if (control.words.startsWith(button) && left.size === 0) {
      await press(person, "Enter");
      return;
    }
  }
  throw new Error(`Tab never came to ${[...left, `the button "${button}"`].join(", ")} on ${page.url()}`);
};

const sendByMouse = async (person, button, values) => {
  const form = person.page.locator("form", { has: person.page.getByRole("button", { name: button }) }).first();
  for (const [name, wanted] of Object.entries(values)) await fillByMouse(form, name, wanted);
  await person.follow(form.getByRole("button", { name: button }).first());
};

// Fills the form that has the button and presses it. `wrong`: it must come back with errors.
export const send = async (person, button, values = {}, { wrong = false } = {}) => {
  const from = person.page.url();
  await (person.keys ? sendByKeys : sendByMouse)(person, button, values);
  await person.page.waitForLoadState();
  const title = await person.page.title();
  assert(title.startsWith("Feil:") === wrong, `"${button}" on ${from} led to "${title}": ${
    (await person.text()).slice(0, 600)}`);
};
