// Not agreeing with school: a student reads where, how and by when, brings a dispute and chooses what the desk may read; the desk
// writes what happens; the student reads how it goes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "../lib/axe.mjs";
import { launch, visitor } from "../lib/browser.mjs";
import { Count } from "../lib/count.mjs";
import { school } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

let browser, demo;
const people = {};
before(async () => {
  demo = await school();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.close();
});

const main = (page) => page.getByRole("main");
const reads = async (page, what) => assert.match(await main(page).innerText(), what);

async function as(role, options) {
  if (!people[role]) {
    people[role] = await visitor(browser, demo.base, options);
    await signIn(people[role].page, demo.account(role));
  }
  return people[role].page;
}

/** At most so many interactions, and says what it took. */
function atMost(t, count, most) {
  const took = `${count.total} interactions: ${count.steps.join("; ")}`;
  t.diagnostic(took);
  assert.ok(count.total <= most, `at most ${most}, and it took ${took}`);
}

const WORDS = "Het gesprek van elke week is al een maand niet doorgegaan.";
const SAID = "Vrijdag om 10 uur praten we in kamer B2.12.";

test("a student brings a dispute and sees at once what happens by when", async (t) => {
  const page = await as("student", { width: 320 });
  await page.goto("/mijn");
  const count = new Count(page);
  await count.press("Niet eens met school? Ga naar het loket");
  await reads(page, /binnen zes weken/);
  await reads(page, /consulent/);
  const form = page.locator("#formulier");
  await count.choose("School doet niet wat er is afgesproken", undefined, form);
  await count.fill("Wat is er gebeurd?", WORDS, form);
  await count.press("Stuur het naar het loket", form);
  atMost(t, count, 4);
  await reads(page, new RegExp(WORDS));
  await reads(page, /School besluit uiterlijk op/);
  assert.deepEqual(await violations(page), []);
});

test("the desk begins at what it handles, and writes what happens", async (t) => {
  const page = await as("dispute_desk");
  await page.goto("/");
  assert.equal(new URL(page.url()).pathname, "/geschillen", "this is where the desk begins");
  assert.deepEqual(await violations(page), []);
  const found = [];
  for (const link of await main(page).locator(".mee-rows").getByRole("link").all()) found.push(await link.getAttribute("href"));
  let there = false;
  for (const href of found) {
    await page.goto(href);
    there = (await main(page).innerText()).includes(WORDS);
    if (there) break;
  }
  assert.ok(there, "what was brought is on the list");
  const count = new Count(page);
  await count.choose("Beide kanten worden gehoord");
  await count.fill("Schrijf het op", SAID);
  await count.press("Leg dit vast");
  atMost(t, count, 3);
  await reads(page, new RegExp(SAID));
  assert.deepEqual(await violations(page), []);
});

test("the student reads how it goes, and the coach finds no trace", async () => {
  const page = await as("student");
  await page.goto("/mijn");
  await main(page).getByRole("link", { name: "Niet eens met school? Ga naar het loket" }).click();
  await reads(page, new RegExp(SAID));
  const coach = await as("coach");
  const answer = await coach.goto("/geschillen");
  assert.equal(answer.status(), 404);
});
