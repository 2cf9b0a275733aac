// The care coordinator's room, and what a student does on their own pages: said, tapped, decided, taken along; each counted.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "../lib/axe.mjs";
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
  await Promise.all((people ?? []).map((guest) => guest.close?.()));
  await browser?.close();
  await demo?.close();
});

const main = (page) => page.getByRole("main");
const reads = async (page, what) => assert.match(await main(page).innerText(), what);

/** Somebody at a browser of their own, at the page where it begins. */
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

/** The first thing in a list of rows. */
const first = (page) => main(page).locator(".mee-rows li").first();

test("a care coordinator answers who was referred, and finds the way to what else they do", async (t) => {
  const { page, count } = await at("care_coordinator", "/zorg");
  for (const name of [/^Overleg$/, /^Te zwaar voor school\?$|belasting|aanpassing/i]) {
    assert.ok((await main(page).getByRole("link", { name }).count()) > 0, `${name} is one step away`);
  }
  await count.press(/./, first(page));
  await reads(page, /Wat er is gevraagd/);
  await count.choose("De volgende lijn neemt de student aan");
  await count.press(/^Leg het vast$/);
  await reads(page, /De student is aangenomen|staat op de wachtlijst|Er is geen plaats|Schrijf op waarom/);
  assert.deepEqual(await violations(page), []);
  atMost(t, count, 4);
});

test("the next meeting is one step away, and the page on which a student reads of it is sound", async (t) => {
  const student = await at("student", "/mijn/zorg", 390);
  const files = await at("care_coordinator", "/dossiers");
  const { page, count } = files;
  await page.goto("/zorg/overleg");
  await count.press(/./, first(page));
  await reads(page, /Waar het over gaat/);
  atMost(t, count, 1);
  await student.page.goto("/mijn/zorg");
  assert.equal(await student.page.getByRole("heading", { level: 1 }).count(), 1);
  assert.deepEqual(await violations(student.page), []);
});

test("a student says what they miss, and withdraws it", async (t) => {
  const { page, count } = await at("student", "/mijn", 390);
  await count.press(/^Zeg het hier/);
  await count.choose(/^Ik mis iets/);
  await count.fill("Vertel het", "Ik mis een rustige plek.");
  await count.press(/^Verstuur$/);
  await reads(page, /Ik mis een rustige plek/);
  assert.deepEqual(await violations(page), []);
  atMost(t, count, 4);
  const back = new Count(page);
  await back.press(/^Neem terug$/, main(page).locator("section", { hasText: "Ik mis een rustige plek" }).first());
  atMost(t, back, 1);
});

test("a student says with one tap whether a measure happens", async (t) => {
  const { page, count } = await at("student", "/mijn", 390);
  const asked = main(page).locator('a[href^="/mijn/gebeurt/"]').first();
  if ((await asked.count()) === 0) return t.skip("the demo student's agreement is younger than ten school days");
  await asked.click();
  await page.waitForLoadState();
  await count.press(/^Bijna niet/);
  await reads(page, /Bijna niet/);
  assert.deepEqual(await violations(page), []);
  atMost(t, count, 1);
});

test("a student gets everything about them, in two steps", async (t) => {
  const { page, count } = await at("student", "/mijn", 390);
  await count.press(/^Haal het op$/);
  const saved = page.waitForEvent("download");
  await main(page).getByRole("link", { name: /^Haal het bestand op$/ }).click();
  count.steps.push("press the file");
  const text = await (await saved).createReadStream();
  let json = "";
  for await (const piece of text) json += piece;
  const all = JSON.parse(json);
  assert.equal(all.format, "meedoen-everything-1");
  assert.equal(all.person.length, 1);
  assert.deepEqual(await violations(page), []);
  atMost(t, count, 2);
});
