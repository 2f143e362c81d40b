// One's own second factor: a one-time code by its key, backup codes shown once, removed; what a login page shows of passkeys.
// SPDX-License-Identifier: EUPL-1.2
import { createHmac } from "node:crypto";
import { NOW, Person, assert, holds } from "./lib.mjs";
import { named, prove } from "./passkey.mjs";

// Source: RFC 6238, RFC 4648.
const codeOf = (base32, at) => {
  const bits = [...base32].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const hash = createHmac("sha1", key).update(step).digest();
  const from = hash[19] & 15;
  return String((hash.readUInt32BE(from) & 0x7fffffff) % 1000000).padStart(6, "0");
};

const submit = (person) => person.follow('main form button[type="submit"]:not([data-color])');

export const tests = {
  "a one-time code is set up, gives backup codes once, and goes": async (world) => {
    const odd = await Person.open(world, "odd");
    await odd.get("/konto/sikkerhet");
    await odd.follow('a[href="/konto/engangskode"]');
    await holds(odd);
    await submit(odd);
    await prove(odd);
    await submit(odd);
    assert(await odd.page.locator("svg.qr").isVisible(), "no picture for the app");
    await holds(odd);
    const key = (await odd.page.locator("code.nokkel").innerText()).replaceAll(" ", "");
    await odd.page.fill("#kode", "000000");
    await submit(odd);
    await odd.sees("Dette er ikke koden appen skal vise nå");
    await holds(odd);
    await odd.page.fill("#kode", codeOf(key, Date.parse(NOW)));
    await submit(odd);
    assert((await odd.page.locator("code.nokkel").count()) === 10, "not ten backup codes");
    await holds(odd);
    await odd.follow('main a.ds-button');
    await odd.sees("10 koder er igjen.");
    await holds(odd);
    await odd.get("/konto/reservekoder");
    assert((await odd.page.locator("code.nokkel").count()) === 0, "backup codes are shown twice");
    await holds(odd);
    await odd.get("/konto/engangskode");
    await holds(odd);
    await odd.follow('main button[data-color="danger"]');
    await odd.sees("Ikke satt opp.");
    await odd.close();
  },

  "the login page offers a passkey to everybody, a page of one's own only to who has one": async (world) => {
    const nobody = await Person.open(world, null, named(world));
    await nobody.get("/logg-inn");
    await holds(nobody);
    const [key, name] = [nobody.page.locator('[data-passnokkel="bruk"] button'), nobody.page.locator("#bruker")];
    assert((await key.boundingBox()).y < (await name.boundingBox()).y, "the passkey stands after the password");
    await nobody.close();
    const siri = await Person.open(world, "siri", named(world));
    await siri.get("/konto/sikkerhet/bekreft?til=/konto/sikkerhet");
    assert((await siri.page.locator("[data-passnokkel]").count()) === 0, "a button for a passkey that is not there");
    await siri.sees("Sett opp en passnøkkel");
    await siri.close();
  },
};
