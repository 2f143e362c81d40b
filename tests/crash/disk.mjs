// A disk that is full or cannot sync: writes and looks at children answer 503, and all is well when the disk is: disk.mjs BINARY SHIM.
// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Person, Site, finish, newCase, tell } from "./lib.mjs";

const [binary, shim] = process.argv.slice(2);
const site = new Site(binary);
const elsewhere = mkdtempSync(join(tmpdir(), "helhet-disk-"));
const control = join(elsewhere, "control");
const before = site.count("SELECT count(*) FROM case_file");

const isPage = (answer, status) => answer.status === status && answer.body.includes("</html>") && answer.body.includes("<h1");

const open = async (who, name, again) => {
  const form = again ?? newCase((await who.get("/barn/ny")).body, name);
  return { form, ...(await who.post("/barn/ny", form)) };
};

// One kind of trouble: what fails meanwhile, and that it works afterwards.
const trouble = async (who, word, what) => {
  const form = newCase((await who.get("/barn/ny")).body, `Diskina ${word}`);
  const seen = await open(who, `Før ${word}`);
  tell(seen.status === 303, `disk: a case is opened before ${what}`, seen.status);
  writeFileSync(control, word);
  const post = await who.post("/barn/ny", form);
  tell(isPage(post, 503), `disk: with ${what} a write answers 503, with a page`, `${post.status}`);
  const look = await who.get(seen.location);
  tell(isPage(look, 503), `disk: with ${what} a look at a child answers 503`, `${look.status}`);
  tell(!look.body.includes(`Før ${word}`), `disk: with ${what} nothing of the child is shown`);
  const list = await who.get("/barn");
  tell(list.status === 503, `disk: with ${what} a list of children answers 503`, `${list.status}`);
  const help = await who.get("/hjelp");
  tell(help.status === 200, `disk: with ${what} help is still given`, `${help.status}`);
  rmSync(control);
  const again = await open(who, "", form);
  tell(again.status === 303 || again.status === 409, `disk: after ${what} the same form is sent again`, `${again.status}`);
  const back = await who.get(seen.location);
  tell(back.status === 200 && back.body.includes(`Før ${word}`), `disk: after ${what} the child is shown`, `${back.status}`);
};

const main = async () => {
  const who = new Person(site, "tone");
  await site.start({ LD_PRELOAD: shim, HELHET_SHIM_DIR: site.folder, HELHET_SHIM_CONTROL: control });
  await who.logIn();
  await trouble(who, "enospc", "a full disk");
  await trouble(who, "eio", "a failing sync");
  await site.stop();
  const cases = site.count("SELECT count(*) FROM case_file") - before;
  tell(cases === 4, "disk: each case is there once", `${cases}, not 4`);
  const verdict = site.verify();
  tell(verdict.sound === true, "disk: verify finds all sound", JSON.stringify(verdict));
};

main()
  .catch((e) => tell(false, "disk", e.stack))
  .finally(() => {
    site.server?.kill("SIGKILL");
    site.remove();
    rmSync(elsewhere, { recursive: true, force: true });
    finish();
  });
