// Takes the pictures of the README from the demo: screenshots.mjs BINARY [FOLDER].
// SPDX-License-Identifier: EUPL-1.2
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Crew, parts } from "./40-thk.test.mjs";
import { Person, computed, startBrowser, startServer } from "./lib.mjs";

const [binary = "build/helhet", folder = "docs/shots"] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const world = await startServer(binary);
world.browser = await startBrowser();

const shoot = async (person, name, path, { width = 1360, height = 900 } = {}) => {
  await person.page.setViewportSize({ width, height });
  if (path) await person.get(path);
  await person.page.screenshot({ path: join(folder, `${name}.png`) });
  await person.page.setViewportSize({ width: 1360, height: 900 });
};

const nobody = await Person.open(world, null);
await shoot(nobody, "login", "/logg-inn");
const crew = new Crew(world, "shots");
const tone = await crew.as("tone");
await shoot(tone, "worklist", "/");
await shoot(tone, "worklist-360", "/", { width: 360, height: 780 });
await tone.page.click('#overlevering a[href^="/stafett/"]');
await shoot(tone, "offer");
await tone.get("/barn");
await tone.page.locator("table a").last().click();
const child = new URL(tone.page.url()).pathname;
await shoot(tone, "child");
await shoot(tone, "access-log", `${child}/logg`);

const it = await parts.openCase(crew);
await parts.writeRequest(crew, it);
await shoot(tone, "request-step", `/thk/${it.thk}/steg/2`);
await parts.sendRequest(crew, it);
const siri = await crew.as("siri");
const { get } = siri;
siri.get = async (path) => {
  const answer = await get.call(siri, path);
  if (path.endsWith("/avgjorelse")) await shoot(siri, "decision");
  return answer;
};
await parts.decide(crew, it);
await parts.plan(crew, it);
await shoot(siri, "board", "/thk/plan?fra=2026-48");
await parts.prepare(crew, it);
await parts.assess(crew, it);
await parts.report(crew, it);
await shoot(await crew.as("anne"), "report", `/thk/${it.thk}/arbeid`);

const pageOf = async (user, name, path) => {
  const person = await Person.open(world, user);
  await person.get(path);
  await computed(person.page);
  await shoot(person, name);
  await person.close();
};
const ola = await Person.open(world, "ola");
await ola.get("/avtaler");
await shoot(ola, "agreement", await ola.page.locator('table a.hovedlenke[lang="nb"]').first().getAttribute("href"));
await ola.close();
await pageOf("ung", "own-page", "/min-side");
await pageOf("ingrid", "capacity", "/kapasitet");
await pageOf("ingrid", "coverage", "/dekning");

await world.browser.close();
await world.stop();
