// Every page that a role's links lead to: markup in three languages by HTTP, looks in four modes by Chromium.
// SPDX-License-Identifier: EUPL-1.2
import { createServer } from "node:http";
import { Reader } from "./reader.mjs";
import { Person, assert, computed, faultsOfHtml, faultsOfLook, kindOf, sessionOf } from "./lib.mjs";

const MOST_OF_A_KIND = 3; // pages whose addresses differ by ids and queries only
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self';";
const found = []; // every page that was read: { user, path, pieces }

// What a page is made of. Pages are drawn until every piece of every kind of page has been.
const piecesOf = (path, html) =>
  [...new Set(html.match(/<[a-z0-9]+(?: (?:class|role|data-color|data-variant|type)="[^"]*")*/g))]
    .map((piece) => `${kindOf(path)} ${piece}`);

const linksOf = (html) =>
  [...html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map((m) => m[1].replaceAll("&amp;", "&"));

const langOf = (html) => html.match(/<html lang="(..)"/)?.[1] ?? "nb";

// Follows every link, in the person's own language: path → HTML.
const follow = async (reader, start, faults) => {
  const seen = new Map();
  const queue = [start, "/hjelp", "/finnes-ikke"];
  const asked = new Map(queue.map((path) => [path, "start"])); // path → the page that led there
  const kinds = new Map();
  while (queue.length > 0) {
    const path = queue.shift();
    const kind = kindOf(path);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kinds.get(kind) > MOST_OF_A_KIND) continue;
    const { status, headers, text } = await reader.get(path);
    const expected = path === "/finnes-ikke" ? 404 : 200;
    if (status !== expected) faults.push(`${path} (from ${asked.get(path)}): ${status}`);
    if (!headers["content-type"]?.startsWith("text/html")) continue;
    if (!headers["content-security-policy"]?.startsWith(POLICY)) faults.push(`${path}: no strict policy`);
    seen.set(path, text);
    for (const fault of faultsOfHtml(text, langOf(text))) faults.push(`${path}: ${fault}`);
    for (const link of linksOf(text))
      if (!link.startsWith("/assets/") && !asked.has(link)) {
        asked.set(link, path);
        queue.push(link);
      }
  }
  return seen;
};

// The pages in a language chosen in the menu, as markup.
const inLanguage = async (reader, lang, paths, faults) => {
  await reader.post("/innstillinger", { sprak: lang }, "/hjelp");
  for (const path of paths) {
    const { text } = await reader.get(path);
    for (const fault of faultsOfHtml(text, lang)) faults.push(`${lang} ${path}: ${fault}`);
  }
};

const judge = (faults) => assert(faults.length === 0, `${faults.length} faults\n  ${faults.slice(0, 25).join("\n  ")}`);

const crawl = async (world, user, start = "/") => {
  const reader = await sessionOf(world, user);
  const faults = [];
  const seen = await follow(reader, start, faults);
  const own = langOf(seen.get("/hjelp"));
  const others = ["nb", "nn", "en"].filter((lang) => lang !== own);
  for (const lang of others) await inLanguage(reader, lang, seen.keys(), faults);
  await inLanguage(reader, own, [], faults);
  for (const [path, html] of seen) found.push({ user, path, pieces: piecesOf(path, html) });
  judge(faults);
  return `${seen.size} pages`;
};

// The fewest pages that show all pieces, more or less: always the one with the most that are still to be shown.
// In check-long every page.
const toDraw = () => {
  if (process.env.CHECK_MODE === "long") return found;
  const left = new Set(found.flatMap((page) => page.pieces));
  const chosen = [];
  while (left.size > 0) {
    const counts = found.map((page) => page.pieces.filter((piece) => left.has(piece)).length);
    const most = counts.reduce((best, count, i) => (count > counts[best] ? i : best), 0);
    for (const piece of found[most].pieces) left.delete(piece);
    chosen.push(found[most]);
  }
  return chosen;
};

const draw = async (world) => {
  const faults = [];
  const chosen = toDraw();
  for (const user of new Set(chosen.map((page) => page.user))) {
    const person = await Person.open(world, user);
    for (const { path } of chosen.filter((page) => page.user === user)) {
      await person.get(path);
      await computed(person.page);
      for (const fault of await faultsOfLook(person.page)) faults.push(`${user} ${path}: ${fault}`);
    }
    faults.push(...person.faults.splice(0));
    await person.close();
  }
  judge(faults);
  return `${chosen.length} of ${found.length} pages`;
};

// Pages with one fault each, to see that they are found.
const POOR = {
  "/": '<a href="/borte">1</a> <a href="/nektet">2</a> <a href="/feil">3</a> <a href="/to">4</a> <a href="/uten">5</a> <a href="/apen">6</a>',
  "/to": "<h1>To</h1>",
  "/uten": "",
  "/apen": "",
  "/hjelp": "",
};
const STATUS = { "/finnes-ikke": 404, "/borte": 404, "/nektet": 403, "/feil": 500 };

const poorPage = (path) =>
  `<!doctype html><html${path === "/uten" ? "" : ' lang="nb"'}><title>Side</title><h1>En</h1>${POOR[path] ?? ""}</html>`;

const findsFaults = async () => {
  const server = createServer((asked, answer) => {
    const policy = asked.url === "/apen" ? {} : { "content-security-policy": POLICY };
    answer.writeHead(STATUS[asked.url] ?? 200, { "content-type": "text/html", ...policy }).end(poorPage(asked.url));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const faults = [];
  await follow(await Reader.open(`http://127.0.0.1:${server.address().port}`), "/", faults);
  server.closeAllConnections();
  server.close();
  const wanted = ["/borte (from /): 404", "/nektet (from /): 403", "/feil (from /): 500", "/to: not exactly one h1",
    "/uten: lang is not nb", "/apen: no strict policy"];
  assert(faults.sort().join("\n") === wanted.sort().join("\n"), `found were ${faults.join("; ")}`);
};

const users = ["tone", "leif", "siri", "ola", "anne", "liv", "berit", "nils", "gro", "turid", "vera", "wenche", "ingrid", "rita", "admin", "kine", "stein", "forelder", "ung", "foster"];
export const tests = {
  "dead links, two headings, no language and no policy are found": findsFaults,
  "public pages": (world) => crawl(world, null, "/logg-inn"),
  ...Object.fromEntries(users.map((user) => [`pages of ${user}`, (world) => crawl(world, user)])),
  "looks of all these pages": draw,
};
