// Every page that a role's links lead to, judged as markup in three languages and as drawn in four modes.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, computed, faultsOfHtml, faultsOfLook } from "./lib.mjs";

const MOST_OF_A_KIND = 3; // pages whose addresses differ by ids and queries only
const drawn = new Set(); // pieces of a kind of page that have been judged, whoever saw them

const shapeOf = (path) =>
  path
    .split("?")[0]
    .split("/")
    .map((part) => (/\d|^[a-z]{10,}$/.test(part) ? ":id" : part))
    .join("/");

// A page is drawn when it has a piece that no page of its kind has shown before.
const hasNewPiece = (path, html) => {
  const before = drawn.size;
  for (const piece of html.match(/<[a-z0-9]+(?: (?:class|role|data-color|data-variant|type)="[^"]*")*/g))
    drawn.add(`${shapeOf(path)} ${piece}`);
  return drawn.size > before;
};

const linksOf = (html) =>
  [...html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map((m) => m[1].replaceAll("&amp;", "&"));

const isPage = (path) => !path.startsWith("/assets/");

const crawl = async (world, user, start = "/") => {
  const person = await Person.open(world, user);
  const faults = [];
  const seen = new Map(); // path → HTML
  const queue = [start, "/hjelp", "/finnes-ikke"];
  const asked = new Map(queue.map((path) => [path, "start"])); // path → the page that led there
  const kinds = new Map();
  while (queue.length > 0) {
    const path = queue.shift();
    const kind = shapeOf(path);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kinds.get(kind) > MOST_OF_A_KIND) continue;
    const answer = await person.context.request.get(path);
    if (!answer.headers()["content-type"]?.startsWith("text/html")) {
      if (answer.status() !== 200) faults.push(`${path}: ${answer.status()}`);
      continue;
    }
    const html = await answer.text();
    seen.set(path, html);
    const expected = path === "/finnes-ikke" ? 404 : 200;
    if (answer.status() !== expected) faults.push(`${path} (from ${asked.get(path)}): ${answer.status()}`);
    for (const fault of faultsOfHtml(html, html.match(/<html lang="(..)"/)?.[1] ?? "nb")) faults.push(`${path}: ${fault}`);
    for (const link of linksOf(html))
      if (isPage(link) && !asked.has(link)) {
        asked.set(link, path);
        queue.push(link);
      }
  }
  for (const [path, html] of seen) {
    if (!hasNewPiece(path, html)) continue;
    await person.get(path);
    await computed(person.page);
    for (const fault of await faultsOfLook(person.page)) faults.push(`${path}: ${fault}`);
  }
  for (const lang of ["nn", "en", "nb"]) faults.push(...(await inLanguage(person, lang, seen.keys())));
  faults.push(...person.faults.splice(0));
  await person.close();
  assert(faults.length === 0, `${faults.length} faults\n  ${faults.slice(0, 25).join("\n  ")}`);
  return `${seen.size} pages`;
};

// The pages in a language chosen in the menu, as markup.
const inLanguage = async (person, lang, paths) => {
  const faults = [];
  await person.get("/hjelp");
  const button = person.page.locator(`button[name="sprak"][value="${lang}"]`);
  if ((await button.count()) > 0) {
    if (person.user) await person.page.click(".bruker");
    await button.first().click();
  }
  for (const path of paths) {
    const answer = await person.context.request.get(path);
    for (const fault of faultsOfHtml(await answer.text(), lang)) faults.push(`${lang} ${path}: ${fault}`);
  }
  return faults;
};

const users = ["tone", "leif", "siri", "ola", "anne", "liv", "berit", "nils", "gro", "turid", "vera", "wenche", "ingrid", "rita", "admin", "kine", "stein", "forelder", "ung", "foster"];
export const tests = {
  "public pages": (world) => crawl(world, null, "/logg-inn"),
  ...Object.fromEntries(users.map((user) => [`pages of ${user}`, (world) => crawl(world, user)])),
};
