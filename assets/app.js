// Enhancements for pages that already work without script; texts come from the page, never from here.
// SPDX-License-Identifier: EUPL-1.2
// No eval, no innerHTML, no inline style, so the strict content security policy and Trusted Types hold.

const all = (selector, root = document) => root.querySelectorAll(selector);

// The error summary gets focus when a page comes back with errors.
document.querySelector(".ds-error-summary")?.focus();

// a[data-dialog="ID"] leads to a page of its own; with script the same form opens as <dialog id="ID">.
for (const link of all("a[data-dialog]")) {
  link.addEventListener("click", (event) => {
    const dialog = document.getElementById(link.dataset.dialog);
    if (!dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
  });
}
for (const button of all("dialog [data-lukk]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    button.closest("dialog").close();
  });
}

// form[data-autosave="URL"] is sent there 900 ms after typing stops, as an ordinary form body. Inside it,
// [data-lagret] (role=status) says how it went, in the words of its data-lagrer, data-lagret ("{tid}" becomes
// the time) and data-feilet. An answer in JSON may carry the form's new version.
const SAVE_AFTER_MS = 900;

const clock = () => {
  const now = new Date();
  const two = (n) => String(n).padStart(2, "0");
  return `${two(now.getHours())}.${two(now.getMinutes())}`;
};

const autosave = (form) => {
  const status = form.querySelector("[data-lagret]");
  const say = (text) => {
    if (status && text) status.textContent = text.replace("{tid}", clock());
  };
  let timer = 0;
  let saving = false;
  let again = false;

  const save = async () => {
    if (saving) {
      again = true;
      return;
    }
    saving = true;
    say(status?.dataset.lagrer);
    try {
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string") body.append(name, value);
      }
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      if (answer.headers.get("Content-Type")?.startsWith("application/json")) {
        const { version } = await answer.json();
        const field = form.elements.namedItem("version");
        if (version !== undefined && field) field.value = version;
      }
      say(status?.dataset.lagret);
    } catch {
      say(status?.dataset.feilet);
    }
    saving = false;
    if (again) {
      again = false;
      save();
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER_MS);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
};
for (const form of all("form[data-autosave]")) autosave(form);

// [data-teller-for="ID"][data-maks] counts the characters left, in the words of its data-igjen and data-over.
for (const counter of all("[data-teller-for]")) {
  const field = document.getElementById(counter.dataset.tellerFor);
  const most = Number(counter.dataset.maks);
  const show = () => {
    const left = most - [...field.value].length;
    const words = left >= 0 ? counter.dataset.igjen : counter.dataset.over;
    counter.textContent = words.replace("#", String(Math.abs(left)));
  };
  field?.addEventListener("input", show);
  if (field) show();
}

// [data-vis-etter="SECONDS"] is shown then: the warning before a session ends.
for (const note of all("[data-vis-etter]")) {
  setTimeout(() => {
    note.hidden = false;
  }, Number(note.dataset.visEtter) * 1000);
}

// a[data-forlat] leaves the page quickly and takes it out of the history.
for (const link of all("a[data-forlat]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.replace(link.href);
  });
}

// Ctrl or ⌘ with K leads to the search field; with Enter it presses the main button of the form written in.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const search = document.getElementById("sok");
  const button = event.target.form?.querySelector('button[type="submit"]:not([data-variant])');
  if (event.key.toLowerCase() === "k" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "Enter" && button) {
    event.preventDefault();
    button.click();
  }
});

// [data-skriv-ut] prints; hidden where there is no script.
for (const button of all("[data-skriv-ut]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// [data-framdrift="URL"] is asked again and again until `going` is false; then the page is loaded anew, or, when a
// form on it has been touched, [data-framdrift-klar] says that the answer is ready. URL gives going, done, total, text.
const ASK_AGAIN_MS = 600;

const follow = async (place) => {
  const bar = place.querySelector("progress");
  const text = place.querySelector("[data-framdrift-tekst]");
  let touched = false;
  for (const form of document.forms) form.addEventListener("input", () => (touched = true));
  for (const link of all("[data-uten-skript]", place)) link.hidden = true;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    const answer = await fetch(place.dataset.framdrift, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const state = await answer.json();
    bar.max = state.total;
    bar.value = state.done;
    if (text.textContent !== state.text) text.textContent = state.text;
    if (!state.going) break;
  }
  if (touched) place.querySelector("[data-framdrift-klar]").hidden = false;
  else location.reload();
};
for (const place of all("[data-framdrift]")) follow(place).catch(() => {});

// [data-passnokkel] stands in a form and holds a button by which a passkey answers: "bruk" proves who one is, "lag" makes
// a new one. The answer goes into hidden fields, and the form is sent as it is. Shown only where the browser can, at the
// address in data-opphav; there what [data-passnokkel-kan-ikke] says is hidden.
const fromBase64 = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const toBase64 = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const passkeysWork = (origin) => Boolean(window.PublicKeyCredential) && isSecureContext && location.origin === origin;
const named = (ids) => ids.map((id) => ({ type: "public-key", id: fromBase64(id) }));

const usePasskey = async (form) => {
  const answer = await fetch("/passnokkel/sporsmal", {
    method: "POST",
    body: new URLSearchParams({ _csrf: form.elements.namedItem("_csrf").value }),
    headers: { Accept: "application/json" },
    redirect: "manual",
  });
  if (!answer.ok) throw new Error(String(answer.status));
  const asked = await answer.json();
  return navigator.credentials.get({
    publicKey: {
      challenge: fromBase64(asked.challenge),
      rpId: asked.rpId,
      allowCredentials: named(asked.allow),
      userVerification: "required",
      timeout: 300000,
    },
  });
};

const makePasskey = () => {
  const asked = JSON.parse(document.getElementById("passnokkel-valg").textContent);
  return navigator.credentials.create({
    publicKey: {
      challenge: fromBase64(asked.challenge),
      rp: { id: asked.rpId, name: "Helhet" },
      user: { id: fromBase64(asked.user), name: asked.name, displayName: asked.name },
      pubKeyCredParams: asked.algorithms.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: named(asked.exclude),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
      timeout: 300000,
    },
  });
};

const answerWith = (form, credential) => {
  const given = credential.response;
  const fields = {
    pn_id: credential.rawId,
    pn_klient: given.clientDataJSON,
    pn_data: given.attestationObject ?? given.authenticatorData,
    pn_signatur: given.signature,
    pn_bruker: given.userHandle,
  };
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value ? toBase64(value) : "";
    form.append(field);
  }
  form.submit();
};

const passkeyButton = (place) => {
  const form = place.closest("form");
  const button = place.querySelector("button");
  const stopped = place.querySelector("[data-passnokkel-stoppet]");
  const hasOne = place.querySelector("[data-passnokkel-finnes]");
  place.hidden = false;
  button.addEventListener("click", async () => {
    for (const note of [stopped, hasOne]) if (note) note.hidden = true;
    button.disabled = true;
    try {
      answerWith(form, await (place.dataset.passnokkel === "lag" ? makePasskey() : usePasskey(form)));
    } catch (fault) {
      button.disabled = false;
      (fault.name === "InvalidStateError" && hasOne ? hasOne : stopped).hidden = false;
    }
  });
};
for (const place of all("[data-passnokkel]")) if (passkeysWork(place.dataset.opphav)) passkeyButton(place);
for (const note of all("[data-passnokkel-kan-ikke]")) note.hidden = passkeysWork(note.dataset.passnokkelKanIkke);

// A browser without popover shows menus all the time; there the buttons hide and show them.
if (!HTMLElement.prototype.hasOwnProperty("popover")) {
  for (const button of all("[popovertarget]")) {
    const menu = document.getElementById(button.getAttribute("popovertarget"));
    if (!menu) continue;
    menu.hidden = true;
    button.addEventListener("click", () => {
      menu.hidden = !menu.hidden;
    });
  }
}
