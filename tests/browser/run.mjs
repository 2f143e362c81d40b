// Runs the browser tests: run.mjs BINARY [--but NAME] [NAME…]; a line "ok …" or "FAIL …: why" for each.
// SPDX-License-Identifier: EUPL-1.2
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { startBrowser, startServer } from "./lib.mjs";

const [binary = "build/helhet", ...names] = process.argv.slice(2);
const but = names[0] === "--but" ? names.splice(0, 2)[1] : null;
const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const files = readdirSync(here).filter((f) => f.endsWith(".test.mjs")).sort();

const world = await startServer(binary);
world.browser = await startBrowser();
let failed = 0;

const runTest = async (file, name, test) => {
  const title = `browser ${file.replace(".test.mjs", "")}: ${name}`;
  if (names.length > 0 && !names.some((n) => title.includes(n))) return;
  if (but && title.includes(but)) return;
  const from = Date.now();
  try {
    const more = await test(world);
    const seconds = ((Date.now() - from) / 1000).toFixed(1);
    console.log(`ok ${title} (${more ? `${more}, ` : ""}${seconds} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${title}: ${String(error.message).slice(0, 3000)}`);
  }
};

// The tests of a file share the store and run in turn.
const runFile = async (file) => {
  const { tests } = await import(join(here, file));
  const runs = Object.entries(tests).map(([name, test]) => () => runTest(file, name, test));
  for (const run of runs) await run();
};
for (const file of files) await runFile(file);

await world.browser.close();
await world.stop();
process.exitCode = failed > 0 ? 1 : 0;
