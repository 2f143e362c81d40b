// Coverage with its downloads, and the action plan of a body.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, holds } from "./lib.mjs";

const LANGS = ["nn", "en", "nb"];

const speak = async (person, lang) => {
  await person.page.click(".bruker");
  await person.page.locator(`#brukermeny button[name="sprak"][value="${lang}"]`).click();
};

export const tests = {
  "coverage, in three languages": async (world) => {
    const ingrid = await Person.open(world, "ingrid");
    const pages = ["/dekning", "/dekning?region=BUF-MIDT&dag=2024-12-31", "/dekning?region=BUF-OST"];
    for (const lang of LANGS) {
      await ingrid.get("/dekning");
      await speak(ingrid, lang);
      for (const path of pages) {
        const answer = await ingrid.get(path);
        assert(answer.status() === 200, `${path}: ${answer.status()}`);
        await holds(ingrid, lang);
      }
    }
    await ingrid.close();
    return `${pages.length * LANGS.length} pages`;
  },

  "coverage of a region and a day, without JavaScript": async (world) => {
    const ingrid = await Person.open(world, "ingrid", { javaScriptEnabled: false });
    await ingrid.get("/dekning");
    await ingrid.page.click("summary");
    await ingrid.page.selectOption("#region", "BUF-MIDT");
    await ingrid.page.fill("#dag", "31");
    await ingrid.page.fill("#dag-maned", "12");
    await ingrid.page.fill("#dag-ar", "2024");
    await ingrid.page.locator("main form button[type=submit]").click();
    await ingrid.sees("Slik det var 31. desember 2024");
    for (const kind of ["csv", "xlsx"]) {
      const link = await ingrid.page.locator(`main a[href^="/dekning/dekning.${kind}"]`).getAttribute("href");
      assert(link.includes("region=BUF-MIDT"), `${link} is not of the same region`);
      const answer = await ingrid.context.request.get(link);
      assert(answer.status() === 200, `${link}: ${answer.status()}`);
      assert(answer.headers()["content-disposition"].includes(`dekning.${kind}`), "is no download");
    }
    await ingrid.close();
  },

  "the action plan, in three languages": async (world) => {
    const ingrid = await Person.open(world, "ingrid");
    await ingrid.get("/organ");
    await ingrid.page.locator("main a", { hasText: "RSBU Midt-Norge" }).first().click();
    const plan = `${new URL(ingrid.page.url()).pathname}/plan`;
    for (const lang of LANGS) {
      await ingrid.get(plan);
      await speak(ingrid, lang);
      await ingrid.get(plan);
      await holds(ingrid, lang);
    }
    await ingrid.close();
  },
};
