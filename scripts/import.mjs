// Brings in a list of students by the browser, as an administrator does, and measures it: how long until what it would do is shown,
// how long until it is done, and the slowest page of a colleague who goes on working meanwhile.
//
//   node scripts/import.mjs [ROWS]        50,000 rows without a number; the program is MEEDOEN_BIN, or target/debug/meedoen
//
// Prints one JSON object. Everything is made in a temporary folder that goes when it ends.
import { readFileSync } from "node:fs";

import { installation } from "../e2e/lib/server.mjs";

const rows = Number(process.argv[2] ?? 50_000);
const PASSWORD = "gieter-moeras-zeventien-kapstok";
const ADMIN = { email: "beheer@voorbeeld.example", name: "Bea Beheer", password: PASSWORD };
const CARE = "zorg@voorbeeld.example";
const house = await installation(ADMIN);

/** Somebody's browser: keeps its cookies and sends forms as our pages do. */
function browser() {
  const cookies = new Map();
  let token = "";
  const send = async (path, init = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { cookie, "sec-fetch-site": "same-origin", origin: house.base, ...init.headers };
    const answer = await fetch(new URL(path, house.base), { redirect: "manual", ...init, headers });
    for (const set of answer.headers.getSetCookie()) {
      const [name, value] = set.split(";")[0].split("=");
      cookies.set(name, value);
    }
    const text = await answer.text();
    token = text.match(/name="csrf" value="([^"]*)"/)?.[1] ?? token;
    return { status: answer.status, text, to: answer.headers.get("location") };
  };
  const get = (path) => send(path);
  const post = (path, form) => send(path, { method: "POST", body: new URLSearchParams({ csrf: token, ...form }) });
  const upload = (path, form, file) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrf: token, ...form })) body.append(name, value);
    body.append("bestand", new Blob([file]), "studenten.csv");
    return send(path, { method: "POST", body });
  };
  const signIn = async (email) => {
    await get("/inloggen");
    const answer = await post("/inloggen", { email, wachtwoord: PASSWORD });
    if (answer.status !== 303) throw new Error(`signing in answered ${answer.status}`);
  };
  return { get, post, upload, signIn };
}

function list() {
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const head = "Studentnummer;Roepnaam;Achternaam;Geboortedatum;E-mail;Team;Lesgroepen;Coach;Opleiding;Aangemeld op;Start op";
  const names = ["Noor", "Bo", "Sem", "Fenna", "Daan", "Yara", "Kees", "Mila", "Bram", "Zoë"];
  const lines = Array.from({ length: rows }, (_, n) => {
    const born = `${2005 + (n % 4)}-${String(1 + (n % 12)).padStart(2, "0")}-${String(1 + (n % 28)).padStart(2, "0")}`;
    const name = `${names[n % 10]};Van${String.fromCharCode(97 + (n % 26))}berg ${n}`;
    return `${300_000 + n};${name};${born};s${n}@thuis.example;Team ${n % 40};G${n % 400};coach${n % 200}@voorbeeld.example;25655;${day(-20)};${day(200)}`;
  });
  return [head, ...lines].join("\n");
}

const seconds = (since) => Math.round((performance.now() - since) / 10) / 100;

try {
  const care = ["user", "add", "--email", CARE, "--name", "Zora Zorg", "--role", "care_coordinator", "--institution", "27DV"];
  house.command([...care, "--password-stdin"], `${PASSWORD}\n`);
  const [admin, colleague] = [browser(), browser()];
  await admin.signIn(ADMIN.email);
  await colleague.signIn(CARE);
  const file = list();
  await admin.get("/beheer/inlezen");

  // A colleague works on, page after page.
  let [working, slowest, pages, refused] = [true, { ms: 0 }, 0, 0];
  const work = (async () => {
    for (let turn = 0; working; turn += 1) {
      const path = ["/werk", "/dossiers", "/intake", "/evaluaties"][turn % 4];
      const begun = performance.now();
      const answer = await colleague.get(path);
      const ms = Math.round(performance.now() - begun);
      pages += 1;
      if (answer.status !== 200) refused += 1;
      if (ms > slowest.ms) slowest = { path, ms };
      await new Promise((done) => setTimeout(done, 20));
    }
  })();

  let begun = performance.now();
  const brought = await admin.upload("/beheer/inlezen", { soort: "students", bron: "" }, file);
  if (brought.status !== 303) throw new Error(`the file was answered ${brought.status}: ${brought.text.slice(0, 2000)}`);
  const shown = await admin.get("/beheer/inlezen/bestand");
  const look = seconds(begun);
  const which = shown.text.match(/name="welk" value="([^"]*)"/)?.[1];
  if (!shown.text.includes('value="inlezen"')) throw new Error(`nothing can be carried out: ${shown.text.slice(0, 2000)}`);
  begun = performance.now();
  await admin.post("/beheer/inlezen/bestand", { welk: which, hoeveel: "", doe: "inlezen" });
  let page;
  do {
    await new Promise((done) => setTimeout(done, 250));
    page = await admin.get("/beheer/inlezen/bestand");
  } while (page.text.includes("We lezen het bestand in"));
  const carried = seconds(begun);
  working = false;
  await work;
  if (!page.text.includes("Het bestand is ingelezen")) throw new Error(`it was not done: ${page.text.slice(0, 2000)}`);
  const status = readFileSync(`/proc/${house.pid}/status`, "utf8");
  const memory = Math.round(Number(status.match(/VmHWM:\s*(\d+)/)[1]) / 1024);
  console.log(JSON.stringify({
    rows, megabytes: Math.round(file.length / 1e5) / 10, look_seconds: look, carry_out_seconds: carried,
    rows_per_second: Math.round(rows / carried), pages_beside: pages, slowest_page: slowest, refused, most_memory_mb: memory,
  }));
} finally {
  await house.close();
}
