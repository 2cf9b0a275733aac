// What people do most, counted: the rows of docs/effort.md that no other journey holds.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, visitor } from "../lib/browser.mjs";
import { Count } from "../lib/count.mjs";
import { school } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

let browser, demo, people;
before(async () => {
  demo = await school();
  browser = await launch();
  people = [];
});
after(async () => {
  await browser?.close();
  await demo?.close();
});

const main = (page) => page.getByRole("main");
const reads = async (page, what) => assert.match(await main(page).innerText(), what);

/** Somebody at a browser of their own, at the page where their work begins. */
async function at(role, path, width = 1280) {
  const guest = await visitor(browser, demo.base, { width });
  people.push(guest);
  await signIn(guest.page, demo.account(role));
  await guest.page.goto(path);
  return { page: guest.page, count: new Count(guest.page) };
}

/** Holds a task to its number, and says what it took. */
function atMost(t, count, most) {
  const took = `${count.total} interactions: ${count.steps.join("; ")}`;
  t.diagnostic(took);
  assert.ok(count.total <= most, `at most ${most}, and it took ${took}`);
}

test("an intake is written down", async (t) => {
  const { page, count } = await at("intaker", "/intake");
  await count.press(/^Intake houden met/);
  await count.fill(/eigen woorden/i, "Ik hoor het niet goed als er veel mensen praten.");
  await count.choose("Ja", undefined, main(page).getByRole("group", { name: /handicap/i }));
  await count.choose("Ja", undefined, main(page).getByRole("group", { name: /extra ondersteuning nodig/i }));
  await count.press(/^Opslaan$/);
  await reads(page, /De intake is opgeslagen/);
  atMost(t, count, 5);
});

test("a talk is planned and written down", async (t) => {
  const { page, count } = await at("intaker", "/intake?werk=plan");
  await count.press(/^Plan een gesprek met/);
  await count.fill(/^Op welke dag/, "22-9-2026");
  await count.fill(/^Waar/, "Lokaal 1.12");
  await count.press(/^Plan het gesprek$/);
  await reads(page, /Het gesprek is gepland/);
  atMost(t, count, 4);
  const held = await at("intaker", "/intake?werk=report");
  await held.count.press(/^Het gesprek met/);
  await held.count.fill(/^Wat is er besproken/, "Wil de zorg in.");
  await held.count.fill(/^Wat is er afgesproken/, "Loopt een dag mee.");
  await held.count.press(/^Sla het verslag op$/);
  await reads(held.page, /Het verslag is opgeslagen/);
  atMost(t, held.count, 4);
});

test("somebody is found by a piece of their name, and their file is opened", async (t) => {
  const coach = await at("coach", "/dossiers");
  const [, called] = (await main(coach.page).locator(".mee-rows").getByRole("listitem").first().innerText()).match(/(\p{L}{2,})/u);
  const { page, count } = await at("care_coordinator", "/dossiers");
  await count.fill(/^Zoek een student/, called);
  await count.press(/^Zoek/);
  await count.press(new RegExp(called, "i"), main(page).getByRole("listitem").filter({ hasText: called }).first());
  assert.match(new URL(page.url()).pathname, /^\/dossiers\/[^/]+$/);
  atMost(t, count, 3);
});

test("a coach goes from what waits to where it is done", async (t) => {
  const { page, count } = await at("coach", "/werk");
  await count.press(/: /, main(page).locator("tbody").getByRole("row").first());
  assert.match(new URL(page.url()).pathname, /^\/dossiers\//);
  atMost(t, count, 1);
});

test("a student reads what school does, without pressing anything", async (t) => {
  const { page, count } = await at("student", "/mijn", 390);
  await reads(page, /afspraken/i);
  atMost(t, count, 0);
});

test("a coach plans the talks of everybody who is owed one, at once", async (t) => {
  const { page, count } = await at("coach", "/evaluaties");
  await count.press(/^Plan gesprekken$/);
  const students = await main(page).getByRole("checkbox").count();
  await count.fill("Op welke dag?", "1-12-2026");
  await count.fill(/^Hoe laat\?/, "9:30");
  await count.fill(/^Waar\?/, "Lokaal B1.12");
  await count.press(/^Plan de gesprekken$/);
  await reads(page, /De gesprekken staan gepland/);
  assert.ok(students > 1 && /Gepland op 1 december 2026 om 9:30 uur/.test(await main(page).innerText()));
  atMost(t, count, 15);
});

test("school and student look back together", async (t) => {
  const { page, count } = await at("coach", "/evaluaties");
  await count.press(/./, main(page).locator(".mee-rows").getByRole("listitem").first());
  const measures = await main(page).getByRole("group", { name: /^Is dit gelukt\?/ }).all();
  assert.ok(measures.length > 0, "there is something to look back at");
  for (const measure of measures) await count.choose("Voor het grootste deel gelukt", undefined, measure);
  await count.choose("De afspraken blijven zoals ze zijn");
  await count.choose("Ja, we keken samen");
  await count.press(/^Bewaar de evaluatie$/);
  await reads(page, /De evaluatie is bewaard/);
  atMost(t, count, 10);
});

test("a student says what is not kept", async (t) => {
  const { page, count } = await at("student", "/mijn", 390);
  await count.press(/^Zeg het hier/);
  await count.choose("Een afspraak gebeurt niet");
  await count.fill(/^Vertel het/, "De extra tijd was er niet bij rekenen.");
  await count.press(/^Verstuur$/);
  await reads(page, /Je krijgt uiterlijk .* antwoord/);
  atMost(t, count, 4);
});

test("nobody met a fault of the page", () => {
  assert.deepEqual(people.flatMap((guest) => guest.faults), []);
});
