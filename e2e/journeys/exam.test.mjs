// An exam that is taken in another way: a student asks on a telephone, the exam office finds it among what waits and records what
// the committee decided, the list of a period holds it, and the student reads until when and where to object.
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

const WHY = "Met een koptelefoon op kan ik de vragen wel volgen.";
const REASON = "Voorlezen helpt, en het examen vraagt nog hetzelfde.";

test("a student asks for another way to take an exam", async (t) => {
  const page = await as("student", { width: 320 });
  await page.goto("/mijn");
  const count = new Count(page);
  await count.press("Een aangepast examen vragen");
  await count.choose("Er is nu even iets, en dat gaat over");
  await count.choose("Het examen laten voorlezen");
  await count.choose("Een laptop");
  await count.fill("Waarom helpt dit jou?", WHY);
  await count.press("Vraag het de examencommissie");
  atMost(t, count, 6);
  await reads(page, /Wacht op een besluit/);
  await reads(page, /Besluit uiterlijk op/);
  assert.deepEqual(await violations(page), []);
});

test("the exam office begins at what waits, and records what the committee decided", async (t) => {
  const page = await as("exam_office");
  await page.goto("/");
  assert.equal(new URL(page.url()).pathname, "/examens", "this is where the exam office begins");
  const rows = main(page).locator(".mee-rows li");
  await reads(page, /Te laat/);
  const row = rows.filter({ hasText: "Het examen laten voorlezen, Een laptop" }).first();
  const count = new Count(page);
  await count.press(/./, row);
  await reads(page, new RegExp(WHY));
  await count.choose("Het examen laten voorlezen");
  await count.fill("Waarom besluit de commissie dit?", REASON);
  await count.press("Leg het besluit vast");
  atMost(t, count, 4);
  await reads(page, /Voor een deel toegekend/);
  assert.deepEqual(await violations(page), []);
  await page.goto("/examens/periodes");
  await main(page).locator(".mee-rows").getByRole("link").first().click();
  await reads(page, /Voor \d+ studenten? is er iets geregeld/);
  assert.ok(!(await main(page).innerText()).includes(REASON), "why is nobody's business there");
  assert.deepEqual(await violations(page), []);
});

test("the student reads what was decided, until when, and where to object", async () => {
  const page = await as("student");
  await page.goto("/mijn");
  await main(page).getByRole("link", { name: "Een aangepast examen vragen" }).click();
  await reads(page, new RegExp(REASON));
  await reads(page, /Dit mag niet\s+Een laptop/);
  await reads(page, /commissie van beroep voor de examens/);
});
