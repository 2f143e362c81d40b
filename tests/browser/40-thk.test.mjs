// The main job: a health assessment from request to closed, by mouse, by keyboard alone, and without script.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, holds, send } from "./lib.mjs";

const PASSWORD = (world) => world.accounts[0].password;
// Synthetic (month +80), one for each telling of the story.
const NUMBERS = { mouse: "02831450382", keys: "02831450463", bare: "02831450544", shots: "02831450625" };
const idOf = (person, at) => new URL(person.page.url()).pathname.split("/")[at];
const each = (names, value) => Object.fromEntries(names.map((name) => [name, value]));
const AREAS = ["1_1", "1_2", "1_3", "1_4", "2_1", "2_2", "2_3", "2_4", "3_1", "3_2", "3_3"].map((n) => `area_${n}`);

// A crew: everybody in the story, logged in when first needed, with the same hands.
export class Crew {
  constructor(world, hands) {
    this.world = world;
    this.hands = hands;
    this.people = new Map();
    this.judged = new Set();
  }

  async as(user) {
    if (!this.people.has(user)) {
      const person = await Person.open(this.world, user, { javaScriptEnabled: this.hands !== "bare" });
      person.keys = this.hands === "keys";
      this.people.set(user, person);
    }
    return this.people.get(user);
  }

  // Opens a page, and judges its looks the first time that it is seen.
  async open(user, path, name = path) {
    const person = await this.as(user);
    await person.get(path);
    if (this.hands === "mouse") await this.judge(person, name);
    return person;
  }

  async judge(person, name) {
    if (this.judged.has(name)) return;
    this.judged.add(name);
    await holds(person);
  }

  async done() {
    for (const person of this.people.values()) await person.close();
  }
}

const openCase = async (crew) => {
  const tone = await crew.open("tone", "/barn/ny");
  await send(tone, "Åpne saken", { fornavn: "Prøvebarn", etternavn: "Oppdiktet", uten_nummer: "1", kommune: "1506",
    "fodt-dag": "2", "fodt-maned": "3", "fodt-ar": "2014", hvorfor: "Flytter i fosterhjem" });
  const child = idOf(tone, 2);
  await tone.page.locator(`a[href="/thk/ny?barn=${child}"]`).click();
  if (crew.hands === "mouse") await crew.judge(tone, "/thk/ny");
  await send(tone, "Begynn på anmodningen");
  return { child, thk: idOf(tone, 2), number: NUMBERS[crew.hands] };
};

const writeRequest = async (crew, { thk, number }) => {
  const step = async (n, button, values, options) => {
    const tone = await crew.open("tone", `/thk/${thk}/steg/${n}`, `steg ${n}`);
    await send(tone, button, values, options);
    return tone;
  };
  const first = { case_ref: "SAK-1", interpreter: "false", ema: "false", contact_phone: "00000000",
    contact_email: "tone@example.test", alt_name: "Leif Eksempelmo", alt_phone: "00000000", alt_email: "leif@example.test" };
  // What cannot be right is told, at the field and in the summary, and nothing typed is lost.
  let tone = await step(1, "Neste: Vedtak og plan", { ...first, child: "123" }, { wrong: true });
  assert((await tone.page.inputValue('[name="case_ref"]')) === "SAK-1", "what was typed is gone");
  if (crew.hands === "mouse") await crew.judge(tone, "steg 1 with errors");
  await step(1, "Neste: Vedtak og plan", { child: number });
  await step(2, "Neste: Behov og situasjon", { legal: "5-1", decision: "1", has_plan: "false", ip: "4", day: "4" });
  tone = await crew.as("tone"); // an answer opened new questions
  await send(tone, "Neste: Behov og situasjon", { decider: "3", "decided_on-dag": "31", "decided_on-maned": "11",
    "decided_on-ar": "2026" }, { wrong: true });
  await tone.sees("Skriv en dato som finnes");
  await send(tone, "Neste: Behov og situasjon", { "decided_on-dag": "2" });
  await step(3, "Neste: Medvirkning", { ...each(AREAS, "Beskrevet"),
    ...each(["dimension_1", "dimension_2", "dimension_3"], "Samlet"), need: "Trenger kartlegging" });
  await step(4, "Neste: Samtykke og omsorgspersoner", { frames: "Samtale", child_views: "Vil være med",
    views_weight: "Stor vekt", parents: "Hørt" });
  await step(5, "Neste: Dokumenter", { consent: "true" });
  await step(6, "Neste: Kontroller og send", each(Array.from({ length: 25 }, (_, i) => `document_${i + 1}`), "4"));
};

const sendRequest = async (crew, { thk }) => {
  const tone = await crew.open("tone", `/thk/${thk}/kontroller`, "kontroller");
  await send(tone, "Send til Bufetat", {}, { wrong: true });
  await send(tone, "Send til Bufetat", { lest: "1" });
  await tone.sees("Anmodningen er sendt til Bufetat region Midt-Norge");
  if (crew.hands === "mouse") await crew.judge(tone, "kvittering");
};

const decide = async (crew, { thk }) => {
  await crew.open("siri", "/thk/innboks");
  let siri = await crew.open("siri", `/thk/${thk}`, "anmodning");
  await send(siri, "Ta imot anmodningen");
  siri = await crew.open("siri", `/thk/${thk}/vurder`, "vurder");
  await send(siri, "Ta opp til vurdering");
  siri = await crew.open("siri", `/thk/${thk}/avgjorelse`, "avgjørelse");
  await send(siri, "Send avgjørelsen", { avgjorelse: "offer" }, { wrong: true });
  await send(siri, "Send avgjørelsen", { avgjorelse: "offer", prioritet: "2", begrunnelse: "Barnet trenger kartlegging",
    til_barnet: "Vi vil bli kjent med deg" });
};

const plan = async (crew, { thk }) => {
  let siri = await crew.open("siri", `/thk/${thk}/team`, "team");
  const choose = await siri.page.getByRole("link", { name: "Velg THK store barn" }).getAttribute("href");
  const team = choose.split("/")[4];
  siri = await crew.open("siri", "/thk/plan?fra=2026-48");
  // A week has two places, and the tellings share one installation.
  await send(siri, "Sett opp Prøvebarn", { [`plass-${thk}`]: `${team}.${crew.hands === "keys" ? "2026-50" : "2026-49"}` });
  if (crew.hands === "mouse") await crew.judge(siri, "plan with one");
  siri = await crew.open("siri", choose, "velg team");
  await send(siri, "Velg teamet og begynn", { variant: "A", klinikk: "1" });
};

const sheet = async (crew, thk, path, values, button = "Lagre", user = "anne") => {
  const person = await crew.open(user, `/thk/${thk}/${path}`, path.replace(/A\d+$/, "A"));
  await send(person, button, values);
};
const step = (crew, thk, button, user = "anne") => sheet(crew, thk, "arbeid", {}, button, user);
const day = (d, m, y, name = "dato") => ({ [`${name}-dag`]: d, [`${name}-maned`]: m, [`${name}-ar`]: y });

const prepare = async (crew, { thk }) => {
  await sheet(crew, thk, "ark/avklaring/1", { deltok: "Tone og Anne", ...day("24", "11", "2026") });
  await sheet(crew, thk, "opplysninger", { kilde: "helsestasjon", enhet: { has: "Helsestasjon" },
    sporsmal: "Vekst og vaksiner", grunnlag: "necessary" }, "Send");
  const wenche = await crew.open("wenche", `/thk/${thk}/arbeid`, "arbeid, spurt");
  await wenche.page.locator('main a[href*="/opplysninger/"]').first().click();
  if (crew.hands === "mouse") await crew.judge(wenche, "opplysning");
  await send(wenche, "Send", { svar: "Vokser godt", grunnlag: "consent", hvordan: "Skriftlig, mor" });
};

const assess = async (crew, { thk }) => {
  await sheet(crew, thk, "ark/dag/ny", { fra: "10.00", til: "14:30", sted: "Rom 2", hvem: "Anne og Jon",
    ...day("21", "11", "2026") });
  await step(crew, thk, "Kartleggingsdag er satt");
  await sheet(crew, thk, "ark/medvirkning/1", { fortalt: "Hva vi gjør", hortom: "Skole", ord: "Jeg vil spille fotball",
    enig: "ja", vekt: "Stor vekt: 12 år" });
  await step(crew, thk, "Kartleggingen er gjennomført");
  for (let n = 1; n <= 15; n++) await sheet(crew, thk, `ark/omrade/A${n}`, { funn: `Funn i A${n}`, ord: "Mine ord" });
  await sheet(crew, thk, "ark/instrument/ny", { navn: "SDQ", utgave: "Norsk 2003", informant: "Lærer",
    sammendrag: "Innenfor normalen", skar: "Samlet 8", ...day("20", "11", "2026") });
};

const report = async (crew, { thk }) => {
  await step(crew, thk, "Rapporten er skrevet i utkast");
  for (const reader of ["barnet", "foreldre", "tjenesten"])
    await sheet(crew, thk, `ark/rapport/${reader}`, { ord: "Jeg vil spille fotball", sammendrag: `Vi fant at ${reader}`,
      videre: "Fotball" });
  await sheet(crew, thk, "ark/tilbakemelding/ny", { deltok: "Barnet, mor, Tone", fikkbarnet: "1", fikkforeldre: "1",
    fikktjenesten: "1", ...day("20", "11", "2026") });
  await step(crew, thk, "Tilbakemelding er gitt");
  for (const user of ["anne", "jon", "eva", "per"])
    await sheet(crew, thk, "rapport/signer", { passord: PASSWORD(crew.world) }, "Signer rapporten", user);
  await step(crew, thk, "Rapporten er ferdig");
  const tone = await crew.as("tone");
  const pdf = await tone.context.request.get(`/thk/${thk}/rapport/tjenesten.pdf`);
  assert(pdf.status() === 200 && pdf.headers()["content-type"] === "application/pdf", `the report is ${pdf.status()}`);
};

const followUp = async (crew, { thk }) => {
  await sheet(crew, thk, "anbefalinger", { tekst: "Ny syn- og hørselstest", enhet: { has: "Helsestasjon" },
    ...day("1", "2", "2027", "frist") });
  await step(crew, thk, "Anbefalingene er sendt ut");
  const wenche = await crew.open("wenche", `/thk/${thk}/arbeid`, "arbeid, anbefalt");
  await wenche.page.getByRole("link", { name: "Ny syn- og hørselstest" }).click();
  const one = new URL(wenche.page.url()).pathname;
  if (crew.hands === "mouse") await crew.judge(wenche, "anbefaling");
  await send(wenche, "Send", { svar: "ja" });
  await wenche.get(one);
  await send(wenche, "Send", { svar: "gjort", status: "Testet, alt fint" });
  await sheet(crew, thk, "ark/erfaring/barnet", { lyttet: "ja", forsto: "delvis", nytte: "ja", fritt: "Fint" }, "Lagre", "tone");
  await step(crew, thk, "Kartleggingen er avsluttet", "tone");
  const tone = await crew.open("tone", `/thk/${thk}/arbeid`, "arbeid, avsluttet");
  await tone.sees("Avsluttet");
};

export const parts = { openCase, writeRequest, sendRequest, decide, plan, prepare, assess, report, followUp };

const job = (hands) => async (world) => {
  const crew = new Crew(world, hands);
  const it = await openCase(crew);
  for (const [name, part] of Object.entries(parts)) {
    if (part === openCase) continue;
    try {
      await part(crew, it);
    } catch (error) {
      throw new Error(`${name}: ${error.message}`);
    }
  }
  await crew.done();
};

export const tests = {
  "the whole job by mouse, each page without fault": job("mouse"),
  "the whole job by keyboard alone": job("keys"),
  "the whole job without script": job("bare"),
};
