// The path of the house: an intaker hears what an applicant needs, proposes measures, the student agrees, and only then
// may the school enrol. One real browser, two people, every floor.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, visitor } from "../lib/browser.mjs";
import { Count } from "../lib/count.mjs";
import { school } from "../lib/server.mjs";
import { signIn } from "../lib/visit.mjs";

/** A template of three measures, one of them changed: at most this much to do (signing in not counted). */
const AT_MOST = 12;
const WORDS = "Ik heb meer tijd nodig bij toetsen & een rustige plek. Anders lukt het niet.";

let browser, demo, intaker, student;
before(async () => {
  demo = await school();
  browser = await launch();
  intaker = await visitor(browser, demo.base);
  student = await visitor(browser, demo.base, { width: 390 });
  await signIn(intaker.page, demo.account("intaker"));
  await signIn(student.page, demo.account("student"));
});
after(async () => {
  await browser?.close();
  await demo?.close();
});

const main = (page) => page.getByRole("main");
const reads = async (page, what) => assert.match(await main(page).innerText(), what);

/** The applicant is the demo student: found by name, from the list of applicants. */
async function openApplicant() {
  const { page } = intaker;
  await page.goto("/intake");
  await main(page).getByRole("link", { name: demo.account("student").name }).first().click();
  await page.waitForLoadState();
}

test("the intaker writes down what the student needs, in the student's own words", async () => {
  await openApplicant();
  const count = new Count(intaker.page);
  await count.press(/behoefte/i);
  await reads(intaker.page, /diagnose/i); // the box says what does not belong in it
  assert.equal(await main(intaker.page).getByLabel(/diagnose/i).count(), 0, "there is no field for a diagnosis");
  await count.fill(/eigen woorden/i, WORDS);
  await count.press(/^(opslaan|bewaar)/i);
  await openApplicant();
  await reads(intaker.page, /meer tijd nodig bij toetsen & een rustige plek/);
});

test("the facts of the law close the gate, with its article", async () => {
  await openApplicant();
  const count = new Count(intaker.page);
  await count.press(/feiten/i);
  await main(intaker.page).getByRole("group", { name: /beperking|chronische/i }).getByLabel(/^ja/i).check();
  await main(intaker.page).getByRole("group", { name: /extra (hulp|ondersteuning)/i }).getByLabel(/^ja/i).check();
  await count.press(/^(opslaan|bewaar)/i);
  await openApplicant();
  await reads(intaker.page, /8\.1\.3a/);
  await reads(intaker.page, /(nog niet|niet) (worden )?(inschrijven|ingeschreven)/i);
});

test(`a template of three measures, one changed, is proposed in at most ${AT_MOST} interactions`, async () => {
  await openApplicant();
  const count = new Count(intaker.page);
  await count.press(/afspraken (maken|voorstellen)|nieuwe afspraken/i);
  const templates = main(intaker.page).getByLabel(/sjabloon|begin met/i);
  const options = await templates.locator("option").allInnerTexts();
  await count.choose(/sjabloon|begin met/i, options.find((o) => /3 /.test(o)) ?? options[1]);
  await count.press(/gebruik|kies/i);
  const text = main(intaker.page).getByRole("textbox", { name: /wat|omschrijving|toelichting/i });
  assert.ok((await text.count()) >= 3, "the template brings three measures");
  await text.nth(1).fill("30 minuten extra bij elke toets, in een rustige kamer");
  count.steps.push("fill the second measure");
  await count.press(/voorleggen|voorstellen|versturen/i);
  assert.ok(count.total <= AT_MOST, `${count.total} interactions: ${count.steps.join("; ")}`);
  await reads(intaker.page, /30 minuten extra/);
});

test("the student reads it on a phone and agrees", async () => {
  const { page } = student;
  await page.goto("/mijn");
  const count = new Count(page);
  await count.press(/lees|bekijk/i);
  assert.match(new URL(page.url()).pathname, /^\/mijn\/afspraken\/[^/]+$/);
  await reads(page, /30 minuten extra bij elke toets/);
  await main(page).getByLabel(/(ik ben het )?(er)? ?(mee eens|akkoord)/i).first().check();
  count.steps.push("choose agreed");
  await count.press(/^(verstuur|geef|bewaar|opslaan)/i);
  await reads(page, /eens|akkoord/i);
});

test("now the school may enrol, and the duty is gone from the workbench", async () => {
  await openApplicant();
  await reads(intaker.page, /(mag|kan|mogen|kunnen) .*(inschrijven|ingeschreven)/i);
});

test("the student sees who looked, and in which role", async () => {
  await student.page.goto("/mijn/inzage");
  await reads(student.page, /intaker/i);
  assert.deepEqual([...intaker.faults, ...student.faults], []);
});
