// Who looked, and "this is not right": a student sees who looked, says that a look was not right, takes it back, says it
// again; the privacy officer finds out and answers; the student reads the answer. Nobody sends it twice.
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

/** Somebody at a browser of their own, kept. */
async function as(role, options) {
  if (!people[role]) {
    people[role] = await visitor(browser, demo.base, options);
    await signIn(people[role].page, demo.account(role));
  }
  return people[role].page;
}

test("a student sees who looked in one step, others first and their own folded", async () => {
  const page = await as("student", { width: 390 });
  await page.goto("/mijn");
  const count = new Count(page);
  await count.press(/^Bekijk wie er keek$/);
  assert.ok(count.total <= 1);
  const folded = main(page).locator("details", { hasText: "Wat je zelf deed" });
  assert.equal(await folded.getAttribute("open"), null, "one's own looks are folded");
  const others = await main(page).locator("ul.mee-list > li", { has: page.locator(".mee-acts") }).allInnerTexts();
  // What is folded has no text.
  const seen = others.filter(Boolean).map((text) => text.split("\n").slice(0, 2).join(" "));
  assert.equal(new Set(seen).size, seen.length, `each person and day once: ${seen}`);
  assert.deepEqual(await violations(page), []);
});

test("the demo's report waits for the privacy officer, who sees what was done by which role", async () => {
  const page = await as("privacy_officer");
  await page.goto("/privacy");
  await reads(page, /Meldingen \(\D?1\D? open\)/);
  await main(page).locator('a[href^="/privacy/meldingen/"]').first().click();
  await reads(page, /Ik ken deze persoon niet/);
  await reads(page, /Rollen van .* op die dag/);
  assert.deepEqual(await violations(page), []);
});

test("a student says that a look was not right in at most three steps, once, and takes it back", async (t) => {
  const page = await as("student");
  await page.goto("/mijn/inzage");
  const count = new Count(page);
  await count.press(/^Dit klopt niet: /);
  const form = page.url();
  await count.fill(/^Wat klopt er niet/, "Zij is mijn coach niet.");
  await count.press(/^Verstuur de melding$/);
  t.diagnostic(`${count.total} interactions: ${count.steps.join("; ")}`);
  assert.ok(count.total <= 3);
  await reads(page, /Je melding is verstuurd[\s\S]*Zij is mijn coach niet/);
  // The same page in another tab, open still: there is nothing to send any more.
  await page.goto(form);
  await reads(page, /Gemeld/);
  assert.equal(await main(page).locator("textarea").count(), 0);
  const officer = await as("privacy_officer");
  await officer.goto("/privacy");
  await reads(officer, /Meldingen \(\D?2\D? open\)/);
  await page.goto("/mijn/inzage");
  const back = main(page).locator("li", { hasText: "Zij is mijn coach niet" }).getByRole("button", { name: /^Neem dit terug/ });
  await back.click();
  await page.waitForLoadState();
  await reads(page, /Je nam dit terug op/);
  await officer.goto("/privacy");
  await reads(officer, /Meldingen \(\D?1\D? open\)/);
});

test("two tabs send one report", async () => {
  const page = await as("student");
  await page.goto("/mijn/inzage");
  await main(page).locator('a[href^="/mijn/inzage/"]').first().click();
  await page.waitForLoadState();
  const other = await people.student.context.newPage();
  await other.goto(page.url());
  for (const tab of [page, other]) {
    await main(tab).getByRole("button", { name: /^Verstuur de melding$/ }).click();
    await tab.waitForLoadState();
    await reads(tab, /Je melding is verstuurd/);
  }
  await other.close();
  const officer = await as("privacy_officer");
  await officer.goto("/privacy");
  await reads(officer, /Meldingen \(\D?2\D? open\)/);
});

test("the privacy officer answers in at most five steps, and the student reads it", async (t) => {
  const page = await as("privacy_officer");
  await page.goto("/privacy");
  const count = new Count(page);
  await count.press(/gemeld op/);
  await count.choose(/^Nee, dit had niet gemogen/);
  await count.fill(/^Wat heb je gevonden/, "Zij zocht een andere student. Wij hebben haar gesproken.");
  await count.press(/^Verstuur het antwoord$/);
  t.diagnostic(`${count.total} interactions: ${count.steps.join("; ")}`);
  assert.ok(count.total <= 5);
  await reads(page, /Je antwoord is verstuurd/);
  await reads(page, /Meldingen \(\D?1\D? open\)/);
  const student = await as("student");
  await student.goto("/mijn/inzage");
  await reads(student, /antwoordde op .*: het klopte niet[\s\S]*Zij zocht een andere student/);
  for (const { faults } of Object.values(people)) assert.deepEqual(faults, []);
});

test("an answer that was wrong is corrected in at most four steps, and the student reads both", async (t) => {
  const page = await as("privacy_officer");
  await page.goto("/privacy");
  await main(page).getByText("Afgehandelde meldingen").click();
  await main(page).locator("details li", { hasText: "klopte niet" }).locator("a").first().click();
  const address = page.url();
  const count = new Count(page);
  await count.open(main(page).locator("details", { hasText: "Verbeter dit antwoord" }));
  assert.match(await main(page).getByLabel(/^Wat heb je gevonden/).inputValue(), /Zij zocht een andere student/);
  await count.choose(/^Ja, er was een reden/);
  await count.fill(/^Wat heb je gevonden/, "Zij viel in voor je coach. Dat wisten wij eerst niet.");
  await count.press(/^Verstuur het nieuwe antwoord$/);
  t.diagnostic(`${count.total} interactions: ${count.steps.join("; ")}`);
  assert.ok(count.total <= 4);
  await reads(page, /Je antwoord is verstuurd/);
  await page.goto(address);
  await reads(page, /verbeterde het antwoord op .*: het klopte\.[\s\S]*Dat wisten wij eerst niet/);
  assert.deepEqual(await violations(page), []);
  const student = await as("student");
  await student.goto("/mijn/inzage");
  await reads(student, /verbeterde het antwoord op .*: het klopte\.[\s\S]*Dat wisten wij eerst niet/);
  await main(student).getByText("Het eerdere antwoord").click();
  await reads(student, /antwoordde op .*: het klopte niet[\s\S]*Zij zocht een andere student/);
});

test("a colleague reads who else looked at the file, and nothing of what a student said about it", async () => {
  const page = await as("coach");
  await page.goto("/dossiers");
  await main(page).locator('a[href^="/dossiers/"]').first().click();
  await page.waitForLoadState();
  await page.reload();
  await reads(page, /Wie keek er/);
  assert.equal(await main(page).getByText(/\bmelding/i).count(), 0);
  const folded = main(page).locator("details", { hasText: "Wat je zelf deed" });
  assert.equal(await folded.count(), 1);
});

test("a student shows a card for a lesson in two steps; a substitute reads it, and the student sees that and stops it", async (t) => {
  const page = await as("student");
  await page.goto("/mijn");
  const count = new Count(page);
  await count.press(/^Ga naar de kaart$/);
  await count.press(/^Een les of examen/);
  t.diagnostic(`${count.total} interactions: ${count.steps.join("; ")}`);
  assert.ok(count.total <= 2);
  assert.equal(await main(page).getByRole("img", { name: /^QR-code/ }).count(), 1);
  assert.deepEqual(await violations(page), []);
  const path = (await main(page).innerText()).match(/\/kaart\/[A-Za-z0-9_-]{40,}/)[0];

  const substitute = await visitor(browser, demo.base, { width: 390 });
  await substitute.page.goto(path);
  await reads(substitute.page, /Open de kaart alleen als die voor jou bedoeld is/);
  const opening = new Count(substitute.page);
  await opening.press(/^Open de kaart$/);
  assert.ok(opening.total <= 1);
  await reads(substitute.page, /Zeg mij de dag ervoor/);
  assert.deepEqual(await violations(substitute.page), []);

  await page.goto("/mijn/kaart");
  await reads(page, /Eén keer geopend[\s\S]*iemand die niet was ingelogd/);
  await main(page).getByRole("button", { name: /^Stop deze link/ }).first().click();
  await reads(page, /Gestopt\. Wie de link nog opent, ziet niets/);
  await substitute.page.goto(path);
  await reads(substitute.page, /Deze link is gestopt/);
  assert.deepEqual(substitute.faults, []);
  await substitute.close();
});
