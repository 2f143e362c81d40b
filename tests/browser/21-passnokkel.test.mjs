// Passkeys, by Chromium's own authenticator: made, used, renamed, removed; and without one.
// SPDX-License-Identifier: EUPL-1.2
import { Person, assert, holds } from "./lib.mjs";
import { add, authenticator, named } from "./passkey.mjs";

const logOut = async (person) => {
  await person.page.click(".bruker");
  await person.follow('#brukermeny form[action="/logg-ut"] button');
  assert(person.page.url().endsWith("/logg-inn"), "still logged in");
};

const useKey = async (person) => {
  await person.page.click('[data-passnokkel="bruk"] button');
  await person.page.waitForURL((url) => url.pathname !== "/logg-inn");
};

export const tests = {
  "a passkey is made, logs in, gets a name, and goes": async (world) => {
    const tone = await Person.open(world, "tone", named(world));
    const device = await authenticator(tone);
    await tone.get("/konto/sikkerhet");
    await tone.sees("Du har ingen passnøkler ennå.");
    assert(!(await tone.page.locator("[data-passnokkel-kan-ikke]").isVisible()), "says that it cannot");
    await holds(tone);
    await add(tone, "Jobbtelefonen");
    await holds(tone);
    const [key] = await device.keys();
    assert(key.rpId === "localhost" && key.isResidentCredential, `made as ${JSON.stringify(key)}`);

    await logOut(tone);
    await holds(tone);
    await useKey(tone);
    assert(await tone.page.locator(".bruker").isVisible(), "not let in by the passkey alone");

    await tone.get("/konto/sikkerhet");
    await tone.follow('a[href^="/konto/passnokler/"]:has-text("Endre")');
    await holds(tone);
    await tone.page.fill("#navn", "Den røde");
    await tone.follow('main form button[type="submit"]:not([data-color])');
    await tone.sees("Den røde");
    await tone.follow('a[href^="/konto/passnokler/"]:has-text("Endre")');
    await tone.follow('main button[data-color="danger"]');
    await tone.sees("Du har ingen passnøkler ennå.");

    await logOut(tone);
    await tone.page.click('[data-passnokkel="bruk"] button');
    await tone.page.locator('[role="alert"][autofocus]').waitFor();
    await tone.sees("Passnøkkelen ble ikke godtatt");
    await tone.close();
  },

  "the same device makes one only, and one that does not verify makes none": async (world) => {
    const kine = await Person.open(world, "kine", named(world));
    const device = await authenticator(kine);
    await add(kine, "Den første");
    await kine.get("/konto/passnokler/ny");
    await kine.page.fill("#navn", "Den andre");
    await kine.follow('main form button[type="submit"]');
    await kine.page.click('[data-passnokkel="lag"] button');
    await kine.page.locator("[data-passnokkel-finnes]").waitFor({ state: "visible" });
    await holds(kine);
    assert((await device.keys()).length === 1, "the device made a second one");
    await logOut(kine);
    await useKey(kine);
    await logOut(kine);
    await device.verifies(false);
    await kine.page.click('[data-passnokkel="bruk"] button');
    await kine.page.locator("[data-passnokkel-stoppet]").waitFor({ state: "visible" });
    await kine.close();
  },

  "where a browser cannot, the page says so and the password works": async (world) => {
    const plain = await Person.open(world, "tone", { javaScriptEnabled: false });
    await plain.get("/konto/sikkerhet");
    await plain.sees("Denne nettleseren kan ikke bruke passnøkler her");
    await plain.get("/logg-inn");
    assert(!(await plain.page.locator("[data-passnokkel]").isVisible()), "a button that can do nothing");
    await plain.close();
    const elsewhere = await Person.open(world, "tone"); // by number
    await elsewhere.get("/konto/sikkerhet");
    await elsewhere.sees("http://localhost:");
    await elsewhere.close();
  },
};
