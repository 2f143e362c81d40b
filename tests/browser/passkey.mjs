// What tests of passkeys share: an authenticator of Chromium's own, and a passkey made with it.
// SPDX-License-Identifier: EUPL-1.2
import { holds } from "./lib.mjs";

// Browsers give passkeys to names, not to numbers.
export const named = (world) => ({ baseURL: world.url.replace("127.0.0.1", "localhost") });

export const authenticator = async (person) => {
  const cdp = await person.context.newCDPSession(person.page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const keys = async () => (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  const verifies = (isUserVerified) => cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  return { keys, verifies };
};

// What changes a login asks first who one is, in the demo by the password.
export const prove = async (person, lang = "nb") => {
  await person.page.waitForURL("**/konto/sikkerhet/bekreft?*");
  await holds(person, lang);
  await person.page.fill("#kode", person.world.accounts[0].password);
  await person.follow('main form button[type="submit"]');
};

export const add = async (person, name, lang = "nb") => {
  await person.get("/konto/passnokler/ny");
  if (person.page.url().includes("/bekreft")) await prove(person, lang);
  await holds(person, lang);
  await person.page.fill("#navn", name);
  await person.follow('main form button[type="submit"]');
  await holds(person, lang);
  await person.page.click('[data-passnokkel="lag"] button');
  await person.page.waitForURL("**/konto/sikkerhet");
  await person.sees(name);
};
