// A local agreement from template to force: comment, answer, two approvals, two signatures, the checksum; once without JavaScript.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, holds, send } from "./lib.mjs";
import { add, authenticator, named } from "./passkey.mjs";

const PASSWORD = "helhet-demo-2026";
const POINTS = 17; // of the local template

const pathOf = (person) => new URL(person.page.url()).pathname;

const speak = async (person, lang) => {
  await person.page.click(".bruker");
  await person.page.locator(`#brukermeny button[name="sprak"][value="${lang}"]`).click();
};

// Begun from the template, which lacks all its points; gives the agreement's address.
const start = async (person, institution, tittel) => {
  await person.get(`/avtaler/ny?mal=lokal&part=BUP-MOLDE&part=${institution}`);
  await holds(person, "nn");
  await send(person, "Opprett utkast", { tittel });
  await person.sees(`${POINTS} påkravde punkt manglar`);
  return pathOf(person).replace("/utkast", "");
};

const waive = async (person, base, from) => {
  for (let no = from; no <= POINTS; no++) {
    await person.get(`${base}/utkast/punkt/${no}`);
    await send(person, "Lagre", { del: "0", grunn: "Står i den regionale avtalen." });
  }
};

const linkOf = (person, words) => person.page.locator("main a", { hasText: words }).first();

// A comment by the other party, and its answer, at the first section.
const discuss = async (gro, knut, base) => {
  await knut.get(`${base}/utkast`);
  await linkOf(knut, "1 Formål og målgruppe").click();
  await send(knut, "Legg til kommentar", {}, { wrong: true });
  await send(knut, "Legg til kommentar", { kommentar: "Hva med søsken?" });
  await gro.get(`${base}/utkast`);
  await gro.sees("1 open kommentar");
  await linkOf(gro, "Rediger 1 Formål og målgruppe").click();
  await linkOf(gro, "Svar").click();
  await send(gro, "Svar", { kommentar: "De er med." });
  await gro.sees("De er med.");
};

// Signs what is shown; the checksum of it.
const sign = async (person, base, button) => {
  await person.get(`${base}/signer`);
  const hash = await person.page.locator("code.kontrollsum").innerText();
  await send(person, button, { kode: "feil" }, { wrong: true });
  assert((await person.page.inputValue("#kode")) === "", "what proves who one is was shown again");
  await send(person, button, { kode: PASSWORD });
  return hash;
};

const signByKey = async (person, base) => {
  await person.get(`${base}/signer`);
  const hash = await person.page.locator("code.kontrollsum").innerText();
  await person.page.click('[data-passnokkel="bruk"] button');
  await person.page.waitForURL(`**${base}/versjoner`);
  return hash;
};

// The party approves what is shown.
const approve = async (person, base) => {
  await person.get(`${base}/godkjenn`);
  await send(person, "Godkjenn teksten");
};

// Sent back from one page while another is still open: what was typed there is shown again.
const back = async (gro, knut, base) => {
  await linkOf(gro, "Rediger 1 Formål og målgruppe").click();
  const other = await gro.context.newPage();
  await other.goto(new URL(`${base}/utkast`, gro.page.url()).href);
  await other.locator("button", { hasText: "Send til godkjenning" }).first().click();
  await other.close();
  await send(gro, "Lagre", { tekst: "Skrive medan teksten vart send." }, { wrong: true });
  await gro.sees("kan ikkje endrast no");
  assert((await gro.page.inputValue("#tekst")) === "Skrive medan teksten vart send.", "what was typed is lost");
  await knut.get(`${base}/godkjenn`);
  await holds(knut, "nb");
  await send(knut, "Send tilbake", {}, { wrong: true });
  await send(knut, "Send tilbake", { grunn: "Fristen mangler." });
  await knut.sees("Fristen mangler.");
  await gro.get(`${base}/utkast`);
  await gro.sees("Fristen mangler.");
  await holds(gro, "nn");
};

const road = async (world, options, institution, tittel, byKey = false) => {
  const gro = await Person.open(world, "gro", options);
  const knut = await Person.open(world, "knut", options);
  if (byKey) {
    await authenticator(gro);
    await add(gro, "Klinikkens nøkkel", "nn");
  }
  const base = await start(gro, institution, tittel);
  await send(gro, "Send til godkjenning", {}, { wrong: true });
  await linkOf(gro, "Rediger 1 Formål og målgruppe").click();
  await send(gro, "Lagre", { tekst: "Vi samarbeider om **alle** unge." });
  await discuss(gro, knut, base);
  await waive(gro, base, 2);
  await gro.get(`${base}/utkast`);
  await back(gro, knut, base);
  await send(gro, "Send til godkjenning");
  await holds(gro, "nn");
  await linkOf(gro, "Vel kven som godkjenner").click();
  await holds(gro, "nn");
  await send(gro, "Lagre", {});
  await approve(gro, base);
  await approve(knut, base);
  const first = await sign(knut, base, "Signer avtalen");
  await knut.sees("Til signering");
  const second = byKey ? await signByKey(gro, base) : await sign(gro, base, "Signer avtalen");
  assert(first === second && /^[0-9a-f]{64}$/.test(first), `they signed ${first} and ${second}`);
  await gro.get(`${base}/versjon/1`);
  await gro.sees(first);
  await gro.sees("Knut Institusjonsen");
  await gro.sees("Gro Klinikkleder");
  return { gro, knut, base };
};

export const tests = {
  "from template to force without JavaScript": async (world) => {
    const { gro, knut, base } = await road(world, { javaScriptEnabled: false }, "BUFM-HUML", "Humla uten skript");
    await gro.get(base);
    assert((await gro.text()).includes("Humla uten skript"), "the agreement has no page of its own");
    for (const person of [gro, knut]) await person.close();
  },

  "from template to force, each page in three languages": async (world) => {
    const { gro, knut, base } = await road(world, named(world), "BUFM-HUML", "Humla med skript", true);
    await gro.get(`${base}/versjoner`);
    await send(gro, "Start ein ny versjon");
    await linkOf(gro, "Rediger 1 Formål og målgruppe").click();
    const section = pathOf(gro);
    const pages = ["/avtaler/ny", "/avtaler/ny?mal=lokal", base, `${base}/utkast`, section, `${base}/utkast/ny-del`,
      `${base}/utkast/punkt/2`, `${base}/utkast/vilkar`, `${base}/versjoner`, `${base}/versjon/1`,
      `${base}/sammenlign?fra=1&til=2`, `${base}/signer`, `${base}/si-opp`, `${base}/utkast/forkast`, "/"];
    for (const lang of ["en", "nb", "nn"]) {
      await gro.get("/avtaler");
      await speak(gro, lang);
      for (const path of pages) {
        const answer = await gro.get(path);
        assert(answer.status() === 200, `${path}: ${answer.status()}`);
        await holds(gro, lang);
      }
    }
    await gro.get(`${base}/utkast/forkast`);
    await send(gro, "Forkast utkastet", {}, { wrong: true });
    await send(gro, "Forkast utkastet", { grunn: "Vi ventar." });
    await gro.sees("Forkasta");
    await gro.get(`${base}/si-opp`);
    await send(gro, "Sei opp avtalen", { "siste-dag": "31", "siste-maned": "12", "siste-ar": "2026", grunn: "Ny region." });
    await holds(gro, "nn");
    await send(gro, "Trekk oppseiinga");
    await gro.sees("trekte oppseiinga");
    await holds(gro, "nn");
    for (const person of [gro, knut]) await person.close();
    return `${pages.length * 3 + 2} pages`;
  },
};
