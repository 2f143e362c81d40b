// What the crash and disk tests share: a demo to start and stop, people who press its forms, and its rows.
// SPDX-License-Identifier: EUPL-1.2
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const sleepUntil = (promise, ms) => Promise.race([promise, new Promise((done) => setTimeout(done, ms))]);

// An installation of its own: prepare, then start and stop as often as wanted.
export class Site {
  constructor(binary, database) {
    this.binary = binary;
    this.database = database;
    this.folder = mkdtempSync(join(tmpdir(), "helhet-crash-"));
    this.env = { ...process.env, HELHET_DATA: join(this.folder, "data"), HELHET_LISTEN: "127.0.0.1:0", HELHET_WORKERS: "8", HELHET_DEMO: "1" };
    delete this.env.HELHET_DB;
    if (database) this.env.HELHET_DB = database;
    this.log = "";
    this.run("demo", "--prepare");
  }

  run(...words) {
    return execFileSync(this.binary, words, { env: this.env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  // `more`: further environment. Resolves when the server answers.
  async start(more = {}) {
    this.server = spawn(this.binary, ["demo"], { env: { ...this.env, ...more }, stdio: ["ignore", "pipe", "pipe"] });
    this.ended = new Promise((done) => this.server.once("exit", done));
    this.server.stderr.on("data", (bytes) => (this.log += bytes));
    const port = new Promise((done, failed) => {
      let said = "";
      this.server.stdout.on("data", (bytes) => {
        const found = /ready at http:\/\/127\.0\.0\.1:(\d+)/.exec((said += bytes));
        if (found) done(Number(found[1]));
      });
      this.server.once("exit", () => failed(new Error(`the server ended at start: ${this.log.slice(-600)}`)));
    });
    this.port = await port;
  }

  async kill() {
    this.server.kill("SIGKILL");
    await this.ended;
  }

  // Waits for a crash that the server was told to have; kills it if it does not come.
  async crashed(ms) {
    await sleepUntil(this.ended, ms);
    const came = this.server.exitCode !== null || this.server.signalCode !== null;
    if (!came) await this.kill();
    return came;
  }

  async stop() {
    this.server.kill("SIGTERM");
    await this.ended;
  }

  // Rows of the store, each an array of texts.
  rows(sql) {
    const text = this.database
      ? execFileSync("psql", ["-qAtF", "|", "-c", sql, this.database], { encoding: "utf8" })
      : execFileSync("sqlite3", ["-bail", join(this.folder, "data", "helhet.db"), sql], { encoding: "utf8" });
    return text.split("\n").filter((line) => line).map((line) => line.split("|"));
  }

  count(sql) {
    return Number(this.rows(sql)[0][0]);
  }

  // What verify says; { sound: false } when it refuses.
  verify() {
    try {
      return JSON.parse(this.run("verify", "--json"));
    } catch (e) {
      return { sound: false, said: String(e.stdout || "") + String(e.stderr || e) };
    }
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const field = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

// Somebody with cookies. An answer that did not come whole is thrown.
export class Person {
  constructor(site, login) {
    this.site = site;
    this.login = login;
    this.jar = new Map();
    this.agent = new Agent({ keepAlive: true, maxSockets: 1 });
  }

  ask(method, path, form) {
    const body = form ? new URLSearchParams(form).toString() : "";
    const headers = { "Accept-Language": "nb", "Sec-Fetch-Site": "same-origin" };
    if (this.jar.size) headers.Cookie = [...this.jar].map(([k, v]) => `${k}=${v}`).join("; ");
    if (form) {
      headers["Content-Type"] = "application/x-www-form-urlencoded";
      headers["Content-Length"] = Buffer.byteLength(body);
    }
    return new Promise((done, failed) => {
      const req = request({ host: "127.0.0.1", port: this.site.port, method, path, headers, agent: this.agent, timeout: 20000 });
      req.on("timeout", () => req.destroy(new Error("no answer within 20 s")));
      req.on("error", failed);
      req.on("response", (res) => {
        const parts = [];
        res.on("data", (bytes) => parts.push(bytes));
        res.on("aborted", () => failed(new Error("half an answer")));
        res.on("error", failed);
        res.on("end", () => {
          if (!res.complete) return failed(new Error("half an answer"));
          for (const line of res.headers["set-cookie"] ?? []) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
            if (value) this.jar.set(name, value);
            else this.jar.delete(name);
          }
          done({ status: res.statusCode, location: res.headers.location ?? "", body: Buffer.concat(parts).toString("utf8") });
        });
      });
      req.end(body);
    });
  }

  get(path) {
    return this.ask("GET", path);
  }

  post(path, form) {
    return this.ask("POST", path, form);
  }

  async logIn() {
    const page = await this.get("/logg-inn");
    const answer = await this.post("/logg-inn", {
      _csrf: field(page.body, "_csrf"),
      _once: field(page.body, "_once"),
      bruker: this.login,
      passord: "helhet-demo-2026",
    });
    if (answer.status !== 303) throw new Error(`${this.login} cannot log in: ${answer.status}`);
  }
}

// A new child's case; its name is made up and found nowhere else.
export const newCase = (page, name) => ({
  _csrf: field(page, "_csrf"),
  _once: field(page, "_once"),
  fornavn: name,
  etternavn: "Prøvestad",
  uten_nummer: "1",
  fodt: "2015-05-05",
  kommune: "1506",
  omsorg: "home",
  gradering: "0",
  bti: "",
  hvorfor: "Prøve av hva som tåler strømbrudd.",
});

let failures = 0;
export const tell = (holds, what, why = "") => {
  console.log(`${holds ? "ok" : "FAIL"} ${what}${holds || !why ? "" : `: ${why}`}`);
  if (!holds) failures++;
  return holds;
};
export const finish = () => process.exit(failures ? 1 : 0);
