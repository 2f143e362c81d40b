// Reads pages as a person does, without a browser: by HTTP, with cookies of its own.
// SPDX-License-Identifier: EUPL-1.2
import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true });

// One request; the answer with its body as text.
const ask = (url, { method = "GET", headers = {}, body } = {}) =>
  new Promise((resolve, reject) => {
    const asked = request(url, { agent, method, headers }, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(pieces).toString("utf8") }));
    });
    asked.on("error", reject);
    asked.end(body);
  });

export class Reader {
  // Logged in once, by the form, when `account` is given.
  static async open(url, account = null) {
    const reader = new Reader();
    reader.url = url;
    reader.cookies = new Map();
    if (account) await reader.login(account);
    return reader;
  }

  async login({ user, password }) {
    const answer = await this.post("/logg-inn", { bruker: user, passord: password });
    if (answer.path === "/logg-inn") throw new Error(`${user} was not let in`);
  }

  async send(path, options = {}) {
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    const answer = await ask(new URL(path, this.url), { ...options, headers: { cookie, ...options.headers } });
    for (const set of answer.headers["set-cookie"] ?? []) {
      const [, name, value] = set.match(/^([^=]+)=([^;]*)/);
      this.cookies.set(name, value);
    }
    return answer;
  }

  // The page at `path`, redirections followed: { status, headers, text, path }.
  async get(path) {
    for (let i = 0; i < 10; i++) {
      const answer = await this.send(path);
      if (answer.status < 300 || answer.status >= 400) return { ...answer, path };
      path = answer.headers.location;
    }
    throw new Error(`${path} leads on and on`);
  }

  // Sends the form on `from` that goes to `action`.
  async post(action, values, from = action) {
    const { text } = await this.get(from);
    const form = text.match(new RegExp(`<form[^>]* action="${action}"[\\s\\S]*?</form>`))?.[0];
    if (!form) throw new Error(`${from} has no form to ${action}`);
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map((m) => [m[1], m[2]]);
    const answer = await this.send(action, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(this.url).origin },
      body: new URLSearchParams({ ...Object.fromEntries(hidden), ...values }).toString(),
    });
    return answer.status === 303 ? this.get(answer.headers.location) : { ...answer, path: action };
  }

  // The cookies, for a browser that is to go on as the same person at `url`.
  cookiesAt(url) {
    return [...this.cookies].map(([name, value]) => ({ name, value, url, httpOnly: true, sameSite: "Lax" }));
  }
}
