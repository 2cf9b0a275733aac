// The program itself, on a demo school in a temporary folder, at a free loopback port.
import { execFile, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

/** The seed and the day of every demo school here: the same bytes on every machine, today and next year. */
export const SEED = 7;
export const TODAY = "2026-09-15";
/** The number before that of the first who applied in the demo. */
const APPLICANTS = 301_200;

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Starts `program` and waits for its first line on standard output, which is one JSON object. */
async function start(program, args, patience) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const onExit = () => child.kill("SIGKILL");
  process.on("exit", onExit);
  let err = "";
  child.stderr.on("data", (bytes) => (err = (err + bytes).slice(-8000)));
  const gone = new Promise((done) => child.once("close", done));
  const stop = async () => {
    process.off("exit", onExit);
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
      await gone;
      clearTimeout(timer);
    }
  };
  const first = await new Promise((done, failed) => {
    let out = "";
    const say = (why) => failed(new Error(`${program} ${args.join(" ")}: ${why}\n${err}`));
    const timer = setTimeout(() => say(`no address after ${patience / 1000} s`), patience);
    child.once("error", (error) => say(error.message));
    child.once("exit", (code, signal) => say(`ended at once (${code ?? signal})`));
    child.stdout.on("data", (bytes) => {
      out += bytes;
      const end = out.indexOf("\n");
      if (end < 0) return;
      clearTimeout(timer);
      try {
        done(JSON.parse(out.slice(0, end)));
      } catch {
        say(`its first line is no JSON: ${out.slice(0, end)}`);
      }
    });
  }).catch(async (error) => {
    await stop();
    throw error;
  });
  return { ...first, stop, errors: () => err };
}

/** It printed its address before it listened, perhaps: wait until it answers. */
async function answers(address) {
  for (let i = 0; i < 100; i += 1) {
    try {
      await fetch(new URL("/", address), { redirect: "manual" });
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  throw new Error(`${address} does not answer`);
}

const demo = (data, port) => [
  "demo", "--data", data, "--listen", `127.0.0.1:${port}`, "--seed", `${SEED}`, "--today", TODAY, "--json",
];

/**
 * An installation that begins: a key, tables, one school, and one administrator made in the shell. Nobody is made up in it
 * but by the journey itself. `running` runs a command on it; `site` is where it is served.
 */
export async function installation(administrator) {
  const program = process.env.MEEDOEN_BIN || resolve(import.meta.dirname, "../../target/debug/meedoen");
  const own = mkdtempSync(join(process.env.MEEDOEN_E2E_DIR || tmpdir(), "begins-"));
  const at = ["--database", `sqlite:${join(own, "meedoen.sqlite")}`, "--key-file", join(own, "meedoen.key")];
  const command = (args, input = "") => execFileSync(program, [...args, ...at], { input, encoding: "utf8" });
  execFileSync(program, ["key", "new", join(own, "meedoen.key")]);
  command(["migrate"]);
  command(["institution", "add", "--code", "27DV", "--name", "ROC van de Proef"]);
  const { email, name, password } = administrator;
  const user = ["user", "add", "--email", email, "--name", name, "--role", "administrator", "--institution", "27DV"];
  command([...user, "--password-stdin"], `${password}\n`);
  const base = `http://127.0.0.1:${await freePort()}`;
  const serve = ["serve", "--listen", new URL(base).host, "--address", base, ...at];
  const child = spawn(program, serve, { stdio: "ignore" });
  const onExit = () => child.kill("SIGKILL");
  process.on("exit", onExit);
  await answers(base);
  const close = async () => {
    process.off("exit", onExit);
    const gone = new Promise((done) => child.once("close", done));
    child.kill("SIGTERM");
    await gone;
    rmSync(own, { recursive: true, force: true });
  };
  const running = (args) => promisify(execFile)(program, [...args, ...at]);
  return { base, folder: own, pid: child.pid, command, running, close };
}

/** The school that is copied, made by whichever test file comes first: files run two at a time, and the other one waits. */
async function template(program, shared) {
  const whole = join(shared, "template");
  const making = join(shared, "making");
  const until = Date.now() + 240_000;
  while (!existsSync(whole)) {
    if (Date.now() > until) throw new Error(`no demo school after four minutes: ${making} was never finished`);
    let first = true;
    try {
      mkdirSync(making);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      first = false;
    }
    if (first) {
      try {
        // It may have become whole between the look above and this.
        if (existsSync(whole)) return whole;
        const made = await start(program, demo(join(making, "data"), await freePort()), 600_000);
        await made.stop();
        // Moved there when whole: half a template must never be taken for one.
        renameSync(join(making, "data"), whole);
      } finally {
        // Also when it failed: the next file tries, and says why itself.
        rmSync(making, { recursive: true, force: true });
      }
    } else {
      await new Promise((done) => setTimeout(done, 250));
    }
  }
  return whole;
}

/**
 * A demo school of its own for whoever asks. The first one of a run is made and kept as a template; each next one is a
 * copy, so that a journey may change what it likes.
 */
export async function school() {
  const program = process.env.MEEDOEN_BIN || resolve(import.meta.dirname, "../../target/debug/meedoen");
  if (!existsSync(program)) throw new Error(`there is no ${program}: run this through \`make browser\``);
  const shared = process.env.MEEDOEN_E2E_DIR;
  const own = mkdtempSync(join(shared || tmpdir(), "school-"));
  if (shared) {
    cpSync(await template(program, shared), join(own, "data"), { recursive: true });
  }
  const server = await start(program, demo(join(own, "data"), await freePort()), 180_000);
  await answers(server.address);
  const close = async () => {
    await server.stop();
    rmSync(own, { recursive: true, force: true });
  };
  const account = (role) => {
    const found = server.accounts.find((a) => a.role === role);
    if (!found) throw new Error(`no demo account for ${role}; there are ${server.accounts.map((a) => a.role)}`);
    return found;
  };
  /** Runs a command of the program on this school's database, as its administrator would at the shell. */
  const command = (args, input = "") => {
    const data = join(own, "data");
    const at = ["--database", `sqlite:${join(data, "meedoen.sqlite")}`, "--key-file", join(data, "meedoen.key")];
    return execFileSync(program, [...args, ...at], { input, encoding: "utf8" });
  };
  /** A student whom a password of the test opens, by number. Who did something in the demo has an account already: it gets another password. */
  const student = (number, name, password) => {
    const [{ code }] = JSON.parse(command(["institution", "list", "--json"]));
    // The address that the register knows of this person: no account of a student is of another. Of who applied it is their own.
    const own = Number(number) - APPLICANTS;
    const email = own > 0 ? `aanmelder${String(own).padStart(4, "0")}@post.example` : `${number}@school.example`;
    const user = ["user", "add", "--email", email, "--name", name, "--role", "student", "--institution", code];
    try {
      command([...user, "--student", `${number}`, "--from", TODAY, "--password-stdin"], `${password}\n`);
    } catch (error) {
      if (!/has that role already/.test(error.stderr)) throw error;
      command(["user", "password", "--email", email], `${password}\n`);
    }
    return { email, password };
  };
  /** The same, for a command that talks with a server of this process: that one must be able to answer. */
  const running = (args) => {
    const data = join(own, "data");
    const at = ["--database", `sqlite:${join(data, "meedoen.sqlite")}`, "--key-file", join(data, "meedoen.key")];
    return promisify(execFile)(program, [...args, ...at]);
  };
  return { base: server.address, accounts: server.accounts, paths: server.paths, account, command, student, running, errors: server.errors, close };
}
