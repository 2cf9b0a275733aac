// An intake: the talk is planned, the applicant who can sign in reads when it is, it is written down, and the applicant reads that
// too. By the words on the page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, visitor } from "../lib/browser.mjs";
import { school } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

let browser, demo, intaker, applicant, talk;
before(async () => {
  demo = await school();
  browser = await launch();
  intaker = await visitor(browser, demo.base);
  await signIn(intaker.page, demo.account("intaker"));
});
after(async () => {
  await browser?.close();
  await demo?.close();
});

const main = (page) => page.getByRole("main");
const reads = async (page, what) => assert.match(await main(page).innerText(), what);

test("an intaker sees what waits, and plans a talk with somebody who applied", async () => {
  const { page } = intaker;
  await page.goto("/werk");
  await main(page).getByRole("link", { name: /Bij de intake wacht/ }).click();
  await main(page).getByRole("link", { name: /^\d+\s+Plan een gesprek$/ }).click();
  const row = main(page).getByRole("listitem").filter({ hasText: /\d{5,}/ }).filter({ hasText: /Plan een gesprek/ }).first();
  const [, number] = (await row.innerText()).match(/(\d{5,})/);
  const known = demo.student(number, "Wie Zich Aanmeldt", "gieter-moeras-zeventien-kapstok");
  applicant = await visitor(browser, demo.base, { width: 320 });
  await signIn(applicant.page, known);
  await row.getByRole("link", { name: /^Plan een gesprek met/ }).click();
  await main(page).getByLabel(/^Op welke dag/).fill("22-9-2026");
  await main(page).getByLabel(/^Hoe laat|tijd/i).first().fill("9:30");
  await main(page).getByLabel(/^Waar/).fill("Lokaal 1.12");
  await main(page).getByRole("button", { name: /^Plan het gesprek$/ }).click();
  await reads(page, /Het gesprek is gepland/);
  await reads(page, /1 april/);
  talk = new URL(page.url()).pathname;
});

test("the applicant reads when it is, and the intaker notes that they know", async () => {
  await applicant.page.goto("/mijn/aanmelding");
  await reads(applicant.page, /22 september 2026 om 9:30/);
  await reads(applicant.page, /Lokaal 1\.12/);
  const { page } = intaker;
  await page.goto(talk);
  await main(page).getByLabel(/Verteld of gebeld/).check();
  await main(page).getByRole("button", { name: /De aanmelder weet het/ }).click();
  await reads(page, /Verteld of gebeld, op/);
});

test("it was held earlier after all, and is written down for both to read", async () => {
  const { page } = intaker;
  await page.goto(talk);
  await main(page).getByLabel(/^Op welke dag/).fill("14-9-2026");
  await main(page).getByRole("button", { name: /^Verzet het gesprek$/ }).click();
  await main(page).getByLabel(/^Wat is er besproken/).fill("Wil de zorg in.");
  await main(page).getByLabel(/^Wat is er afgesproken/).fill("Loopt een dag mee.");
  await main(page).getByRole("button", { name: /^Sla het verslag op$/ }).click();
  await reads(page, /Het verslag is opgeslagen/);
  await applicant.page.goto("/mijn/aanmelding");
  await reads(applicant.page, /Loopt een dag mee/);
  await reads(applicant.page, /Verzet/);
  assert.deepEqual([...intaker.faults, ...applicant.faults], []);
  await applicant.close();
});
