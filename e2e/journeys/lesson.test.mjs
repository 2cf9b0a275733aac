// Between two lessons: a teacher sees on a telephone what to do and for whom, says with one tap whether it worked, and changes
// that; the coach sees what fails and looks into it; the student sees who looked.
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

/** The name of a class with something to do. */
async function classWithWork(page) {
  await page.goto("/klas");
  const names = await main(page).locator(".mee-list").getByRole("link").allInnerTexts();
  for (const name of names) {
    await page.goto("/klas");
    await main(page).getByRole("link", { name, exact: true }).click();
    await page.waitForURL(/\/klas\/.+/);
    if (await page.locator('button[name="gelukt"][value="worked"]').count()) return name;
  }
  throw new Error("no class of the teacher has anything to do");
}

test("a teacher begins at the classes and sees in one step what to do and for whom", async (t) => {
  const page = await as("teacher", { width: 320 });
  const name = await classWithWork(page);
  await page.goto("/");
  assert.equal(new URL(page.url()).pathname, "/klas", "this is where a teacher begins");
  const count = new Count(page);
  await count.press(new RegExp(`^${name}$`));
  await reads(page, /In elke les|Bij een toets/);
  atMost(t, count, 1);
  assert.deepEqual(await violations(page), []);
  assert.doesNotMatch(await main(page).innerText(), /handicap|ziekte|beperking/i);
});

test("one tap says that it worked; it is changed, and taken back", async (t) => {
  const page = await as("teacher");
  await classWithWork(page);
  const button = page.locator('button[name="gelukt"][value="worked"]').first();
  const form = page.locator("form", { has: button }).first();
  const version = await form.locator('input[name="versie"]').getAttribute("value");
  const line = await form.locator('input[name="regel"]').getAttribute("value");
  const box = await button.boundingBox();
  assert.ok(box.height >= 44, `big enough to tap: ${box.height} px`);
  const own = page.locator(`[id="m-${version}-${line}"]`);
  const count = new Count(page);
  await count.press(/^Gelukt/, own);
  assert.ok((await own.innerText()).includes("Gelukt, "), await own.innerText());
  assert.ok(await own.evaluate((element) => element.getBoundingClientRect().top < window.innerHeight), "it is in sight");
  atMost(t, count, 1);
  await own.getByRole("button", { name: /^Niet gelukt/ }).click();
  await page.waitForLoadState();
  assert.match(await own.innerText(), /Niet gelukt, \d\d:\d\d/);
  await own.getByRole("button", { name: /^Toch niets zeggen/ }).click();
  await page.waitForLoadState();
  assert.equal(await own.getByRole("button", { name: /^Gelukt/ }).count(), 1, "nothing is said any more");
});

test("the list for a substitute is a document", async () => {
  const page = await as("teacher");
  await classWithWork(page);
  const download = page.waitForEvent("download");
  await main(page).getByRole("link", { name: /^Maak de lijst in het Nederlands/ }).click();
  assert.equal((await download).suggestedFilename(), "klas.pdf");
});

test("what fails in class is on the coach's desk until it was looked into", async (t) => {
  const page = await as("coach");
  await page.goto("/werk?soort=mend");
  const count = new Count(page);
  await count.press(/^Nagaan/);
  await reads(page, /Hoe gaat het in de les met/);
  assert.deepEqual(await violations(page), []);
  await count.press(/^Ik ging dit na/);
  await reads(page, /telt niet meer mee/);
  atMost(t, count, 2);
});

test("nobody met a fault of the page", () => {
  assert.deepEqual(Object.values(people).flatMap((guest) => guest.faults), []);
});
