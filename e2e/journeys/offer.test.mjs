// What a school offers: policy makes a version, the student council advises, it is decided; somebody without an account finds it by
// need on a telephone, sets two teams beside each other and takes it along on paper. What stopped and is promised is looked at.
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
    if (role !== "anybody") await signIn(people[role].page, demo.account(role));
  }
  return people[role].page;
}

/** At most so many interactions, and says what it took. */
function atMost(t, count, most) {
  const took = `${count.total} interactions: ${count.steps.join("; ")}`;
  t.diagnostic(took);
  assert.ok(count.total <= most, `at most ${most}, and it took ${took}`);
}

const HOW = "Loop op dinsdag binnen bij lokaal B12.";

test("policy makes a version, asks the student council, and decides", async (t) => {
  const page = await as("policy_officer");
  await page.goto("/beleid/aanbod");
  const count = new Count(page);
  await count.press("Ga verder met de nieuwe versie");
  await count.press("Voeg een regel toe");
  const measure = main(page).getByLabel("Welke maatregel?");
  const wanted = await measure.locator("option", { hasText: "maatschappelijk werker" }).first().getAttribute("value");
  await count.choose("Welke maatregel?", { value: wanted });
  await main(page).getByRole("radio", { name: "extra", exact: true }).check();
  count.steps.push("choose extra");
  for (const [label, text] of [
    ["Wie vraag je het?", "De zorgcoördinator"],
    ["Wie vraag je het, in het Engels", "The care coordinator"],
    ["E-mailadres", "zorg@school.example"],
    ["Wanneer kun je hen bereiken?", "Elke ochtend."],
    ["Wanneer, in het Engels", "Every morning."],
    ["Hoe krijg je het?", HOW],
    ["Hoe, in het Engels", "Walk in on Tuesdays at room B12."],
  ]) {
    await main(page).getByLabel(label, { exact: true }).fill(text);
    count.steps.push(`fill ${label}`);
  }
  await count.press("Bewaar de regel");
  await reads(page, /De regel is bewaard/);
  await count.fill("Wanneer vroeg je het?", "14-9-2026");
  await count.press("Het is gevraagd");
  await reads(page, /Wacht op advies/);
  assert.deepEqual(await violations(page), []);
  await count.fill("Wanneer?", "15-9-2026");
  await main(page).getByRole("radio", { name: "ja", exact: true }).check();
  count.steps.push("choose ja");
  await main(page).locator('textarea[name="woorden"]').fill("Goed plan.");
  count.steps.push("fill the advice");
  await count.press("Bewaar het advies");
  await count.fill("Vanaf wanneer geldt het?", "15-9-2026");
  await count.press("Besluit dit");
  await reads(page, /Dit geldt nu/);
  // A line of ten fields, and three steps.
  atMost(t, count, 20);
  assert.deepEqual(await violations(page), []);
});

test("somebody without an account finds it by need, on a telephone", async (t) => {
  const page = await as("anybody", { width: 320 });
  await page.goto("/aanbod");
  const count = new Count(page);
  await count.fill("Wat heb je nodig?", "praten met een maatschappelijk werker");
  await count.press("Zoek");
  assert.ok(!page.url().includes("maatschappelijk"), "what is typed stands in no address");
  assert.deepEqual(await violations(page), []);
  const found = main(page).locator("ol > li").first();
  assert.match(await found.innerText(), /maatschappelijk werker/);
  await found.getByRole("link").first().click();
  count.steps.push("follow where");
  await page.waitForLoadState();
  atMost(t, count, 3);
  const line = page.locator(":target");
  assert.match(await line.innerText(), /maatschappelijk werker/, "the link leads to the line itself");
  await reads(page, new RegExp(HOW));
  await reads(page, /Zo stond het op .* om \d\d:\d\d uur/);
  const said = (await main(page).innerText()).split("ondersteuning@school.example").length - 1;
  const places = await main(page).locator('h2[id^="plek-"]').count();
  assert.ok(said <= places, `whom to ask stands once in a place: ${said} times in ${places} places`);
  assert.deepEqual(await violations(page), []);
  await page.goto("/aanbod");
  await main(page).getByLabel("Wat heb je nodig?").fill("een zwembad");
  await main(page).getByRole("button", { name: "Zoek" }).click();
  await reads(page, /Wij vonden niets[\s\S]*@school\.example/);
});

test("two teams stand beside each other, and the offer goes along on paper", async () => {
  const { page } = await visitor(browser, demo.base);
  await page.goto("/aanbod");
  await main(page).locator('ul a[href^="/aanbod/"]').first().click();
  await page.waitForLoadState();
  const high = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(high < 6000, `what a school offers is ${high} px high`);
  const saves = page.waitForEvent("download");
  await main(page).getByRole("link", { name: "PDF" }).click();
  assert.match((await saves).suggestedFilename(), /^aanbod-.*\.pdf$/);
  await main(page).getByRole("link", { name: "Zet teams naast elkaar" }).click();
  await page.waitForLoadState();
  const boxes = main(page).getByRole("checkbox");
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await main(page).getByRole("button", { name: "Zet naast elkaar" }).click();
  await page.waitForLoadState();
  assert.equal(await main(page).locator("thead th").count(), 3, "what, and two teams");
  assert.ok((await main(page).locator("tbody tr").count()) > 3);
  assert.deepEqual(await violations(page), []);
});

test("what stopped and is promised is looked at by who works with the student", async (t) => {
  const page = await as("care_coordinator");
  await page.goto("/werk");
  const count = new Count(page);
  await count.press(/niet meer biedt/);
  const rows = main(page).locator(".mee-rows li");
  const before = await rows.count();
  assert.ok(before > 0, "somebody is promised what stopped");
  assert.deepEqual(await violations(page), []);
  const name = await rows.first().getByRole("link").innerText();
  await count.press(/houdt dit/, rows.first());
  atMost(t, count, 2);
  await reads(page, /Bewaard: de student houdt dit/);
  await main(page).getByRole("link", { name: /De student houdt dit/ }).click();
  await page.waitForLoadState();
  assert.ok((await main(page).innerText()).includes(name));
  await main(page).getByRole("button", { name: /Bekijk dit opnieuw/ }).first().click();
  await reads(page, /staat weer bij wat je nog bekijkt/);
  assert.deepEqual(await violations(page), []);
});
